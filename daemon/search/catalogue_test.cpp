#include "daemon/search/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "daemon/ledger/ledger_fixture.h"
#include "daemon/search/test_entries.h"

namespace newswired::search {
namespace {

using testing::entry;
using testing::record;

class CatalogueOfThree : public ::testing::Test {
 protected:
  CatalogueOfThree() : folder_("/dev/shm") {
    std::filesystem::create_directory(folder_.state());
    auto index = Index::open(folder_.state());
    EXPECT_TRUE(index->begin({"epoch", 0}));
    Record last = record(3, "c", "Third", "Ana Lopez met Ben Ito in the hall.", {"Ana Lopez", "Ben Ito"});
    last.story = "b";
    last.entities[0].role = "mayor";
    const std::vector<ledger::LogEntry> entries{
        entry(record(1, "a", "First", "“Yes,” Ana Lopez said.", {"Ana Lopez"}, "Yes")),
        entry(record(2, "b", "Second", "“No,” Ana Lopez said.", {"Ana Lopez"}, "No")),
        entry(last),
        entry(4, duplicate_schema,
              {{"prev", 0}, {"id", "d"}, {"of", "a"}, {"of_seq", 1}, {"feed", {{"id", "wire"}, {"title", "Wire"}, {"url", "https://w.example"}}},
               {"url", "https://w.example/d"}, {"link", "https://w.example/d"}, {"title", "First again"}, {"published", nullptr},
               {"kind", "near"}, {"similarity", 0.9}})};
    EXPECT_TRUE(index->apply(entries, 4, 1));
    auto opened = Catalogue::open(folder_.state());
    EXPECT_TRUE(opened) << opened.error().message;
    catalogue_.emplace(std::move(*opened));
  }

  ledger::testing::Folder folder_;
  std::optional<Catalogue> catalogue_;
};

TEST_F(CatalogueOfThree, ListsArticlesNewestFirstAndGoesOnBelow) {
  const auto page = catalogue_->articles({}, 0, 2);
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->size(), 2u);
  EXPECT_EQ((*page)[0].id, "c");

  const auto rest = catalogue_->articles({}, page->back().seq, 2);

  ASSERT_EQ(rest->size(), 1u);
  EXPECT_EQ(rest->front().id, "a");
}

TEST_F(CatalogueOfThree, ListsArticlesOfAnEntityAFeedALanguageAStory) {
  EXPECT_EQ(catalogue_->articles({.entity = "person/ben-ito"}, 0, 9)->size(), 1u);
  EXPECT_EQ(catalogue_->articles({.entity = "person/ana-lopez", .story = "b"}, 0, 9)->size(), 2u);
  EXPECT_EQ(catalogue_->articles({.feed = "courier"}, 0, 9)->size(), 3u);
  EXPECT_EQ(catalogue_->articles({.feed = "wire"}, 0, 9)->size(), 0u);
  EXPECT_EQ(catalogue_->articles({.language = "de"}, 0, 9)->size(), 0u);
  EXPECT_EQ(catalogue_->articles({.story = "b"}, 0, 9)->size(), 2u);
}

TEST_F(CatalogueOfThree, GivesAPersonsQuotesNewestFirst) {
  const auto quotes = catalogue_->quotes("person/ana-lopez", 0, 9);

  ASSERT_EQ(quotes->size(), 2u);
  EXPECT_EQ((*quotes)[0].text, "No");
  EXPECT_EQ((*quotes)[0].article.id, "b");
  EXPECT_EQ((*quotes)[1].text, "Yes");
}

TEST_F(CatalogueOfThree, CountsWhoIsNamed) {
  const auto people = catalogue_->named("person", "", 9);
  ASSERT_EQ(people->size(), 2u);
  EXPECT_EQ((*people)[0].name, "Ana Lopez");
  EXPECT_EQ((*people)[0].articles, 3u);
  EXPECT_EQ((*people)[0].quotes, 2u);

  EXPECT_EQ(catalogue_->named("", "ITO", 9)->size(), 1u);
  EXPECT_EQ((*catalogue_->entity("person/ana-lopez"))->role, "mayor");
  EXPECT_FALSE(*catalogue_->entity("person/nobody"));
  EXPECT_EQ(catalogue_->named_with("person/ana-lopez", 9)->front().id, "person/ben-ito");
}

TEST_F(CatalogueOfThree, ListsStoriesOfSeveralArticlesOrWithCopies) {
  const auto stories = catalogue_->stories(9);

  ASSERT_EQ(stories->size(), 2u);
  EXPECT_EQ((*stories)[0].id, "b");
  EXPECT_EQ((*stories)[0].articles, 2u);
  EXPECT_EQ((*stories)[1].id, "a");
  EXPECT_EQ((*stories)[1].copies, 1u);
  EXPECT_EQ(catalogue_->copies_of("a")->front().feed_title, "Wire");
}

TEST_F(CatalogueOfThree, ShowsWhatWasLookedFor) {
  const auto hits = catalogue_->search(*parse_query("hall"), Order::relevance, 5, 0);

  ASSERT_EQ(hits->hits.size(), 1u);
  std::string marked;
  for (const Piece& piece : hits->hits[0].snippet)
    if (piece.hit) marked += piece.text;
  EXPECT_EQ(marked, "hall");
}

TEST(Catalogue, SaysThatTheIndexIsNotThere) {
  const auto catalogue = Catalogue::open("/nonexistent");

  ASSERT_FALSE(catalogue);
  EXPECT_NE(catalogue.error().message.find("`newswired run` makes it"), std::string::npos);
}

}  // namespace
}  // namespace newswired::search
