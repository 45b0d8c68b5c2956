#include "daemon/search/feeder.h"

#include "daemon/ledger/ledger_fixture.h"
#include "daemon/search/catalogue.h"

namespace newswired::search {
namespace {

using ledger::testing::entry;

class SearchFeeder : public ledger::testing::LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    auto opened = ledger::RecordLog::open(folder.state());
    ASSERT_TRUE(opened) << opened.error().message;
    log_.emplace(std::move(*opened));
  }

  std::unique_ptr<Feeder> feed() {
    auto index = Index::open(folder.state());
    EXPECT_TRUE(index) << index.error().message;
    auto feeder = std::make_unique<Feeder>(std::move(*index), *log_);
    feeder->start();
    return feeder;
  }

  static void until(const Feeder& feeder, std::uint64_t seq) {
    ASSERT_TRUE(feeder.reaches(seq, std::chrono::seconds(10))) << feeder.stats().trouble;
  }

  std::size_t found(const std::string& words) {
    return Catalogue::open(folder.state())->search(*parse_query(words), Order::newest, 10, 0)->total;
  }

  std::optional<ledger::RecordLog> log_;
};
using ledger::testing::where_tests_run;
NEWSWIRED_LEDGER_SUITE(SearchFeeder);

TEST_P(SearchFeeder, TakesInWhatIsThereAndWhatComes) {
  walk("courier", entry("one"), ledger::testing::story_text("apple"));
  const auto feeder = feed();
  until(*feeder, 1);

  walk("courier", entry("two"), ledger::testing::story_text("pear"));
  feeder->ring();
  until(*feeder, 2);

  EXPECT_EQ(found("appleword7"), 1u);
  EXPECT_EQ(found("pearword7"), 1u);
}

TEST_P(SearchFeeder, BeginsAnewWhenTheLogIsAnotherOne) {
  walk("courier", entry("one"), ledger::testing::story_text("apple"));
  {
    auto index = Index::open(folder.state());
    ASSERT_TRUE(index->begin({"an epoch long gone", 48'000}));
  }

  const auto feeder = feed();
  until(*feeder, 1);

  EXPECT_EQ(found("appleword7"), 1u);
}

}  // namespace
}  // namespace newswired::search
