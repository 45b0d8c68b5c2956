#include "daemon/web/api.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "daemon/ledger/ledger_fixture.h"
#include "daemon/search/feeder.h"

namespace newswired::web {
namespace {

using ledger::testing::entry;
using ledger::testing::where_tests_run;
using Json = nlohmann::json;

class Api : public ledger::testing::LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    first_ = walk("courier", entry("one"), ledger::testing::story_text("apple")).at("id");
    walk("courier", entry("two"), ledger::testing::story_text("pear"));
    decide(ledger::testing::submission(accept_one("wire", entry("copy")), ledger::testing::story_text("apple")));
    log_.emplace(*ledger::RecordLog::open(folder.state()));
    feeder_ = std::make_unique<search::Feeder>(*search::Index::open(folder.state()), *log_);
    feeder_->start();
    ASSERT_TRUE(feeder_->reaches(3, std::chrono::seconds(10)));
    catalogue_.emplace(*search::Catalogue::open(folder.state()));
    sources_ = {.log = &*log_, .catalogue = &*catalogue_, .status = [] { return std::string("{}"); },
                .feeds = [] { return std::string(R"([{"id":"a","state":"ok"},{"id":"b","state":"failing"}])"); }};
  }

  Answer ask(const std::string& path, const Asked& asked = {}) {
    for (const Route& route : api_routes())
      if (route.path == path) return route.answer(sources_, asked);
    return {0, "no such route"};
  }
  Json json(const std::string& path, const Asked& asked = {}) {
    const Answer answer = ask(path, asked);
    EXPECT_EQ(answer.status, 200) << answer.json;
    return Json::parse(answer.json);
  }

  std::string first_;
  std::optional<ledger::RecordLog> log_;
  std::unique_ptr<search::Feeder> feeder_;
  std::optional<search::Catalogue> catalogue_;
  ApiSources sources_;
};
NEWSWIRED_LEDGER_SUITE(Api);

TEST_P(Api, ListsRecordsNewestFirstAndSaysWhereToGoOn) {
  const Json page = json("records", {{{"limit", "1"}}});
  EXPECT_EQ(page["records"][0]["title"], "About two");

  const Json rest = json("records", {{{"before", std::to_string(page["next"].get<int>())}}});

  EXPECT_EQ(rest["records"][0]["title"], "About one");
  EXPECT_EQ(rest["next"], nullptr);
}

TEST_P(Api, GivesTheLogAsItStands) {
  const Json page = json("log", {{{"after", "1"}}});

  EXPECT_EQ(page["at"], 3);
  ASSERT_EQ(page["entries"].size(), 2u);
  EXPECT_EQ(page["entries"][1]["schema"], "newswired/duplicate/1");
  EXPECT_EQ(ask("log", {{{"after", "9"}}}).status, 409);
}

TEST_P(Api, ShowsAnArticleWithItsPresentCopiesAndStory) {
  const Json article = json("articles/{id}", {{{"id", first_}}});

  EXPECT_EQ(article["record"]["title"], "About one");
  EXPECT_EQ(article["record"]["duplicates"], Json::array());  // as it was logged
  ASSERT_EQ(article["duplicates"].size(), 1u);
  EXPECT_EQ(article["duplicates"][0]["feed"]["id"], "wire");
  EXPECT_EQ(article["story"]["articles"][0]["id"], first_);
  EXPECT_EQ(json("articles/{id}", {{{"id", article["duplicates"][0]["id"]}}})["record"]["id"], first_);  // by its copy's id
  EXPECT_EQ(ask("articles/{id}", {{{"id", "nobody"}}}).status, 404);
}

TEST_P(Api, ListsStoriesThatOthersCarry) {
  const Json stories = json("stories");

  ASSERT_EQ(stories["stories"].size(), 1u);
  EXPECT_EQ(stories["stories"][0]["copies"], 1);
}

TEST_P(Api, SearchesAndSaysWhatIsWrongWithAQuery) {
  EXPECT_EQ(json("search", {{{"q", "appleword7"}}})["total"], 1);

  const Answer bad = ask("search", {{{"q", "\"open"}}});

  EXPECT_EQ(bad.status, 400);
  EXPECT_NE(bad.json.find("is not closed"), std::string::npos);
}

TEST_P(Api, NamesANumberThatIsNone) {
  EXPECT_EQ(ask("records", {{{"limit", "many"}}}).json, R"({"error":"limit: expected a whole number from 1 to 100, got \"many\""})");
  EXPECT_EQ(ask("records", {{{"limit", "101"}}}).status, 400);
  EXPECT_EQ(ask("records", {{{"limit", "0"}}}).status, 400);
}

TEST_P(Api, ShowsFeedsByState) { EXPECT_EQ(json("feeds", {{{"state", "failing"}}})["feeds"].size(), 1u); }

TEST_P(Api, SaysThatSearchIsLeftOut) {
  sources_.catalogue = nullptr;

  EXPECT_EQ(ask("search", {{{"q", "x"}}}).status, 503);
  EXPECT_NE(ask("stories").json.find("[search] enabled is false"), std::string::npos);
}

}  // namespace
}  // namespace newswired::web
