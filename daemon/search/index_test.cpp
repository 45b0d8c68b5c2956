#include "daemon/search/index.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "daemon/ledger/ledger_fixture.h"
#include "daemon/search/catalogue.h"
#include "daemon/search/test_entries.h"

namespace newswired::search {
namespace {

using testing::entry;
using testing::record;

class SearchIndex : public ::testing::Test {
 protected:
  SearchIndex() : folder_("/dev/shm") {
    std::filesystem::create_directory(folder_.state());
    open();
    EXPECT_TRUE(index_->begin({"epoch", 0}));
  }

  void open() {
    index_.reset();
    auto opened = Index::open(folder_.state());
    ASSERT_TRUE(opened) << opened.error().message;
    index_.emplace(std::move(*opened));
  }

  void apply(const std::vector<ledger::LogEntry>& entries, std::uint64_t floor = 1) {
    const auto done = index_->apply(entries, entries.empty() ? index_->cursor().seq : entries.back().seq, floor);
    ASSERT_TRUE(done) << done.error().message;
  }

  /// Ids of what a query finds, newest first.
  std::vector<std::string> found(const std::string& text, Order order = Order::newest) {
    const auto catalogue = Catalogue::open(folder_.state());
    const auto query = parse_query(text);
    EXPECT_TRUE(query) << query.error().message;
    const auto hits = catalogue->search(*query, order, 10, 0);
    EXPECT_TRUE(hits) << hits.error().message;
    std::vector<std::string> ids;
    for (const Hit& hit : hits->hits) ids.push_back(hit.article.id);
    EXPECT_EQ(hits->total, ids.size());
    return ids;
  }

  using Ids = std::vector<std::string>;
  ledger::testing::Folder folder_;
  std::optional<Index> index_;
};

TEST_F(SearchIndex, FindsWordsInTitleTextNamesAndQuotes) {
  apply({entry(record(1, "a", "Bridge opens early", "Mayor Ana Lopez came. “A good day,” Ana Lopez said.", {"Ana Lopez"}, "A good day")),
         entry(record(2, "b", "Harbour dredged", "The harbour is deep again."))});

  EXPECT_EQ(found("bridge"), Ids{"a"});
  EXPECT_EQ(found("HARBOURS deep"), Ids{"b"});
  EXPECT_EQ(found("name:lopez"), Ids{"a"});
  EXPECT_EQ(found("quote:\"good day\""), Ids{"a"});
  EXPECT_EQ(found("by:lopez"), Ids{"a"});
  EXPECT_EQ(found("title:deep"), Ids{});
  EXPECT_EQ(found("feed:courier"), (Ids{"b", "a"}));
  EXPECT_EQ(found("brid* OR dredge -early"), Ids{"b"});
}

TEST_F(SearchIndex, PutsAHeadlineBeforeAPassingWord) {
  apply({entry(record(1, "a", "Bridge opens", "Traffic flows.")), entry(record(2, "b", "Traffic flows", "Near the bridge, it says."))});

  EXPECT_EQ(found("bridge", Order::relevance), (Ids{"a", "b"}));
  EXPECT_EQ(found("bridge", Order::newest), (Ids{"b", "a"}));
}

TEST_F(SearchIndex, PutsNoArticleAheadOfWhenItCameWhateverItsDateSays) {
  Record ahead = record(1, "ahead", "Ferry of the year 9999", "The ferry leaves."), undated = record(2, "undated", "Ferry", "The ferry leaves.");
  Record plain = record(3, "plain", "Ferry again", "The ferry leaves.");
  ahead.article.published = Timestamp(std::chrono::seconds(253'402'300'799));
  plain.article.published = plain.article.collected;
  apply({entry(ahead), entry(undated), entry(plain)});

  EXPECT_EQ(found("ferry"), (Ids{"plain", "undated", "ahead"}));
}

TEST_F(SearchIndex, KnowsAnArticleByItsNewestRecordOnly) {
  apply({entry(record(1, "a", "Fire at the ferry", "Ten were hurt."))});
  apply({entry(record(2, "a", "Ferry fire is out", "Nobody was hurt."))});

  EXPECT_EQ(found("ten"), Ids{});
  EXPECT_EQ(found("nobody"), Ids{"a"});
}

TEST_F(SearchIndex, FollowsRetention) {
  apply({entry(record(1, "a", "Old", "Old news.")), entry(record(2, "b", "Young", "Young news."))});

  apply({}, 2);

  EXPECT_EQ(found("news"), Ids{"b"});
}

TEST_F(SearchIndex, ForgetsWhatATombstoneNamesDownToTheBytes) {
  apply({entry(record(1, "a", "Secretword in the title", "Zanzibarium in the text."))});
  apply({entry(2, tombstone_schema, {{"id", "a"}})});

  EXPECT_EQ(found("secretword"), Ids{});
  index_.reset();  // the last connection writes the WAL back
  std::ifstream file(index_file(folder_.state()), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(bytes.find("zanzibarium"), std::string::npos);
  EXPECT_EQ(bytes.find("Zanzibarium"), std::string::npos);
}

TEST_F(SearchIndex, TakesMergedStoriesAsOneBeforeAndAfter) {
  apply({entry(record(1, "a", "One", "x")), entry(record(2, "b", "Two", "y"))});
  apply({entry(3, story_schema, {{"story", "a"}, {"merged", {"b"}}})});
  Record late = record(4, "c", "Three", "z");
  late.story = "b";
  apply({entry(late)});

  const auto stories = Catalogue::open(folder_.state())->stories(10);

  ASSERT_EQ(stories->size(), 1u);
  EXPECT_EQ(stories->front().id, "a");
  EXPECT_EQ(stories->front().articles, 3u);
  EXPECT_EQ(stories->front().newest.id, "c");
}

TEST_F(SearchIndex, KeepsItsPlaceOverARestart) {
  apply({entry(record(1, "a", "Bridge", "x"))});

  open();

  EXPECT_EQ(index_->cursor(), (Cursor{"epoch", 1}));
  EXPECT_EQ(found("bridge"), Ids{"a"});
}

TEST_F(SearchIndex, BeginsAnewFromADamagedFile) {
  index_.reset();
  for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(index_file(folder_.state()) + suffix);
  std::ofstream(index_file(folder_.state())) << "this is no database, and it is long enough to be looked at as one";

  open();

  EXPECT_EQ(index_->cursor(), Cursor{});
}

}  // namespace
}  // namespace newswired::search
