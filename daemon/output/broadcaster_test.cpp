#include "daemon/output/broadcaster.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "daemon/output/log_client.h"
#include "proto/record.h"

namespace newswired::output {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20s;

ledger::LogEntry entry(std::uint64_t seq, const std::string& topic) {
  return {seq, topic, std::string(duplicate_schema), "{\"seq\":" + std::to_string(seq) + "}"};
}

ledger::LogEntry golden_record() {
  std::ifstream in(std::string(NEWSWIRED_SOURCE_DIR) + "/proto/testdata/record.json");
  std::stringstream text;
  text << in.rdbuf();
  return {48213, "article.en.lisse-courier.", std::string(record_schema), nlohmann::json::parse(text.str()).dump()};
}

class Broadcasting : public testing::Test {
 protected:
  Broadcasting()
      : broadcaster({.endpoints = {"tcp://127.0.0.1:*"},
                     .state = [] { return ledger::LogState{"e1", 41, 7}; },
                     .now = [] { return Timestamp{1'772'000'000s}; }}) {}

  void SetUp() override { ASSERT_TRUE(broadcaster.start().ok()); }

  /// Connects and waits until the subscription stands: a beat comes through.
  void subscribe(LiveClient& client, std::vector<std::string> topics) {
    topics.push_back("beat.");
    ASSERT_TRUE(client.connect(broadcaster.endpoints().front(), topics).ok());
    ASSERT_TRUE(client.next(patience));
  }

  std::optional<LiveClient::Message> next_news(LiveClient& client) {
    while (auto message = client.next(patience))
      if (message->topic != "beat.") return message;
    return std::nullopt;
  }

  Broadcaster broadcaster;
};

TEST_F(Broadcasting, SendsEntriesUnderTheirTopicsInOrder) {
  LiveClient client;
  subscribe(client, {"article.en.north."});

  broadcaster.publish({entry(1, "article.en.north."), entry(2, "article.en.northern."), entry(3, "article.en.north.")});

  EXPECT_EQ(next_news(client)->json, "{\"seq\":1}");
  EXPECT_EQ(next_news(client)->json, "{\"seq\":3}");
}

TEST_F(Broadcasting, SendsTheNoticesOfARecordAfterIt) {
  LiveClient client;
  subscribe(client, {"article.", "quote.en.zoe-alvarez.", "entity.location."});

  broadcaster.publish({golden_record()});

  EXPECT_EQ(next_news(client)->topic, "article.en.lisse-courier.");
  const auto quote = next_news(client);
  EXPECT_EQ(quote->topic, "quote.en.zoe-alvarez.");
  EXPECT_EQ(nlohmann::json::parse(quote->json)["seq"], 48213);
  EXPECT_EQ(next_news(client)->topic, "quote.en.zoe-alvarez.");
  EXPECT_EQ(next_news(client)->topic, "entity.location.port-lisse.");
}

TEST_F(Broadcasting, BeatsWithEpochHeadFloorAndTime) {
  LiveClient client;
  ASSERT_TRUE(client.connect(broadcaster.endpoints().front(), {"beat."}).ok());

  const auto beat = client.next(patience);

  ASSERT_TRUE(beat);
  const auto json = nlohmann::json::parse(beat->json);
  EXPECT_EQ(json["schema"], "newswired/beat/1");
  EXPECT_EQ(json["epoch"], "e1");
  EXPECT_EQ(json["floor"], 7);
  EXPECT_TRUE(json["head"].is_number());
  EXPECT_EQ(json["time"], "2026-02-25T06:13:20Z");
}

TEST_F(Broadcasting, IsNotSlowedByASubscriberThatDoesNotRead) {
  LiveClient lazy;
  subscribe(lazy, {""});
  LiveClient client;
  subscribe(client, {"article.fr."});

  for (std::uint64_t seq = 1; seq <= 30'000; ++seq) broadcaster.publish({entry(seq, "article.en.north.")});
  broadcaster.publish({entry(30'001, "article.fr.sud.")});

  EXPECT_EQ(next_news(client)->json, "{\"seq\":30001}");
}

TEST_F(Broadcasting, StopsWithSubscribersConnectedAndEntriesQueued) {
  LiveClient client;
  subscribe(client, {""});
  for (std::uint64_t seq = 1; seq <= 10'000; ++seq) broadcaster.publish({entry(seq, "article.en.north.")});

  broadcaster.stop();
  broadcaster.stop();
}

TEST(Broadcaster, RefusesToBeReachedFromOtherMachinesWithoutKeys) {
  Broadcaster open({.endpoints = {"tcp://0.0.0.0:*"}, .state = {}, .now = {}});

  const auto started = open.start();

  ASSERT_FALSE(started.ok());
  EXPECT_NE(started.error().message.find("tcp://0.0.0.0:*"), std::string::npos);
}

}  // namespace
}  // namespace newswired::output
