// Stories that begin apart and are joined by later reports become one; the older id stays.
#include <gtest/gtest.h>

#include "stages/dedup/seen_index.h"
#include "stages/dedup/test_articles.h"

namespace newswired::dedup {
namespace {

const std::string flood_text = made_up_text(301, 30);
const std::string minister_text = made_up_text(302, 30);
const std::string joined_text = interleaved(flood_text, minister_text);

/// Two stories, and as many reports that speak of both.
std::vector<Judged> rows_with(int joining) {
  SeenIndex index;
  std::vector<Judged> rows;
  const auto add = [&](const std::string& id, const std::string& text, const std::string& title = "") {
    const Candidate article = candidate(id, "feed-" + id, title, text);
    rows.push_back({index.position() + 1, article, take(index, article)});
  };
  for (unsigned i = 0; i < 100; ++i) add("fill" + std::to_string(i), made_up_text(i + 9000, 60));
  add("flood", flood_text, "Levee breaks at Harlow Bend");
  add("minister", minister_text, "Minister Okonjo resigns");
  if (joining > 0) add("joined", joined_text, "Okonjo resigns over Harlow Bend levee");
  if (joining > 1) add("joined-again", backwards(joined_text), "Harlow Bend levee: minister Okonjo goes");
  return rows;
}

SeenIndex index_of(const std::vector<Judged>& rows) {
  SeenIndex index;
  for (const Judged& row : rows) index.apply(row);
  return index;
}

TEST(StoryMerge, TwoReportsThatSpeakOfBothMakeTwoStoriesOne) {
  const auto rows = rows_with(2);
  ASSERT_EQ(rows[100].verdict.story, "flood");
  ASSERT_EQ(rows[101].verdict.story, "minister");
  SeenIndex index = index_of(rows);

  const auto merges = index.merges();

  ASSERT_EQ(merges.size(), 1u);
  EXPECT_EQ(merges[0], (StoryMerge{"flood", {"minister"}, index.position()}));
}

TEST(StoryMerge, OneReportThatSpeaksOfBothDoesNot) { EXPECT_TRUE(index_of(rows_with(1)).merges().empty()); }

TEST(StoryMerge, VerdictsNameTheOlderStoryFromThenOn) {
  SeenIndex index = index_of(rows_with(2));
  const Candidate copy = candidate("copy", "west", "", minister_text);
  const Candidate report = candidate("report", "west", "", backwards(minister_text));
  for (const StoryMerge& merge : index.merges()) index.merge(merge);

  EXPECT_EQ(index.judge(copy).of, "minister");
  EXPECT_EQ(index.judge(copy).story, "flood");
  EXPECT_EQ(index.judge(report).kind, Verdict::Kind::fresh);
  EXPECT_EQ(index.judge(report).story, "flood");
  EXPECT_TRUE(index.merges().empty()) << "they are one now";
}

TEST(StoryMerge, FollowsFromTheRowsAlone) {
  const auto rows = rows_with(2);
  SeenIndex loaded;
  std::size_t at = 0;
  loaded.load([&](Judged& row) { return at < rows.size() && (row = rows[at++], true); }, rows.back().position);

  EXPECT_EQ(loaded.merges(), index_of(rows).merges());
}

TEST(StoryMerge, AChainOfMergesEndsAtTheOldest) {
  SeenIndex index = index_of(rows_with(0));
  index.merge({"flood", {"minister"}, 102});
  index.merge({"fill0", {"flood"}, 102});

  EXPECT_EQ(index.judge(candidate("copy", "west", "", minister_text)).story, "fill0");
}

}  // namespace
}  // namespace newswired::dedup
