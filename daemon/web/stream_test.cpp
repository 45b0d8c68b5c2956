#include "daemon/web/stream.h"

#include <gtest/gtest.h>

#include <future>

#include "daemon/ledger/ledger_fixture.h"

namespace newswired::web {
namespace {

using ledger::testing::entry;
using ledger::testing::where_tests_run;

TEST(ParsePlace, ReadsWhatTheStreamGaveAsId) {
  EXPECT_EQ(parse_place("9f3c:17"), (StreamPlace{"9f3c", 17}));
  EXPECT_FALSE(parse_place("17"));
  EXPECT_FALSE(parse_place("9f3c:"));
  EXPECT_FALSE(parse_place("9f3c:x"));
}

class EventStream : public ledger::testing::LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    log_.emplace(*ledger::RecordLog::open(folder.state()));
    streams_ = std::make_unique<Streams>(&*log_, 2);
  }

  /// Reads a stream until it has said `what`.
  std::string read_until(const StreamPlace& place, const std::string& what) {
    std::string said;
    streams_->serve(place, {[&](const std::string& text) {
                              said += text;
                              return said.find(what) == std::string::npos;
                            },
                            [] { return true; }});
    return said;
  }

  std::optional<ledger::RecordLog> log_;
  std::unique_ptr<Streams> streams_;
};
NEWSWIRED_LEDGER_SUITE(EventStream);

TEST_P(EventStream, GoesOnAfterThePlaceItIsGiven) {
  walk("courier", entry("one"), ledger::testing::story_text("apple"));
  walk("courier", entry("two"), ledger::testing::story_text("pear"));
  const std::string epoch = ledger->epoch();

  const std::string said = read_until({epoch, 1}, "About two");

  EXPECT_NE(said.find("id: " + epoch + ":2\n"), std::string::npos) << said;
  EXPECT_EQ(said.find("About one"), std::string::npos);
}

TEST_P(EventStream, BringsWhatComesWhileItIsOpen) {
  const std::string epoch = ledger->epoch();
  auto said = std::async(std::launch::async, [&] { return read_until({epoch, 0}, "About one"); });

  walk("courier", entry("one"), ledger::testing::story_text("apple"));
  streams_->ring();

  EXPECT_NE(said.get().find("About one"), std::string::npos);
}

TEST_P(EventStream, SaysThatTheLogIsAnotherOneAndGoesOnWithIt) {
  walk("courier", entry("one"), ledger::testing::story_text("apple"));

  const std::string said = read_until({"another", 90}, "About one");

  EXPECT_NE(said.find("event: reset\n"), std::string::npos) << said;
  EXPECT_NE(said.find("\"head\":1"), std::string::npos) << said;
}

TEST_P(EventStream, HoldsNoMorePlacesThanItHas) {
  auto first = streams_->take_slot(), second = streams_->take_slot();
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(streams_->take_slot());

  first.reset();

  EXPECT_TRUE(streams_->take_slot());
}

TEST_P(EventStream, EndsWithTheListener) {
  const std::string epoch = ledger->epoch();
  auto ended = std::async(std::launch::async, [&] { return read_until({epoch, 0}, "never said"); });

  streams_->stop();

  EXPECT_EQ(ended.get(), "retry: 2000\n\n");
}

}  // namespace
}  // namespace newswired::web
