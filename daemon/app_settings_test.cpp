#include "daemon/app_settings.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

using Names = std::vector<std::string>;

TEST(ChangesBetween, NameWhatIsTakenAndWhatWaits) {
  const settings::Settings before;
  settings::Settings after;
  after.fetch.interval_min = std::chrono::minutes(5);
  after.stages.quotes = 2;

  const Changes changes = changes_between(before, after);

  EXPECT_EQ(changes.taken, Names{"fetch.interval_min"});
  EXPECT_EQ(changes.deferred, Names{"stages"});
}

TEST(ChangesBetween, NameASectionAsWaitingOnlyForWhatWaits) {
  const settings::Settings before;
  settings::Settings after;
  after.fetch.backlog.reset();
  after.log.level = "debug";
  EXPECT_EQ(changes_between(before, after).deferred, Names{});

  after.fetch.robots = false;

  EXPECT_EQ(changes_between(before, after).deferred, Names{"fetch"});
}

TEST(ChangesBetween, TakeOtherKeysOnlyWhereSocketsWereBoundWithKeys) {
  settings::Settings before;
  settings::Settings after;
  after.curve.server_key = "server.key";
  after.curve.clients = "clients";
  EXPECT_EQ(changes_between(before, after).deferred, Names{"curve"});

  before.curve = after.curve;
  after.curve.server_key = "next.key";
  EXPECT_EQ(changes_between(before, after).taken, Names{"curve"});
  EXPECT_EQ(changes_between(before, after).deferred, Names{});

  after.curve.next_hub = {"tcp://0.0.0.0:7605"};
  EXPECT_EQ(changes_between(before, after).deferred, Names{"curve"});
  keep_until_restart(before, after);
  EXPECT_EQ(after.curve.server_key, "next.key");
  EXPECT_TRUE(after.curve.next_hub.empty());
}

TEST(KeepUntilRestart, TakesExactlyWhatIsNamedAsTaken) {
  const settings::Settings before;
  settings::Settings after;
  after.fetch.interval_min = std::chrono::minutes(5);
  after.fetch.robots = false;
  after.output.retention = std::chrono::hours(1);
  after.output.duplicates = false;
  after.state_dir = "/elsewhere";

  keep_until_restart(before, after);

  EXPECT_EQ(after.fetch.interval_min, std::chrono::minutes(5));
  EXPECT_TRUE(after.fetch.robots);
  EXPECT_EQ(after.output.retention, std::chrono::hours(1));
  EXPECT_TRUE(after.output.duplicates);
  EXPECT_EQ(after.state_dir, before.state_dir);
  EXPECT_EQ(changes_between(before, after).deferred, Names{});
}

}  // namespace
}  // namespace newswired
