#include "stages/dedup/seen_index.h"

#include <gtest/gtest.h>

#include "stages/dedup/test_articles.h"

namespace newswired::dedup {
namespace {

using Kind = Verdict::Kind;

TEST(SeenIndex, CallsTheFirstArticleFreshAndItsStoryItsOwn) {
  SeenIndex index;

  const Verdict verdict = index.judge(candidate("a", "north", "Ferry aground", ferry_text));

  EXPECT_EQ(verdict, (Verdict{Kind::fresh, "", Match::none, 0, "a"}));
  EXPECT_EQ(index.position(), 0u);
}

TEST(SeenIndex, FindsTheSameWordsInAnotherFeed) {
  SeenIndex index;
  take(index, candidate("a", "north", "Ferry aground", ferry_text));

  const Verdict verdict = index.judge(candidate("b", "south", "Ship hits rocks", ferry_text));

  EXPECT_EQ(verdict, (Verdict{Kind::duplicate, "a", Match::exact, 1, "a"}));
}

TEST(SeenIndex, FindsATextCutToItsFirstHalf) {
  SeenIndex index;
  take(index, candidate("a", "north", "Ferry aground", ferry_text));

  const Verdict verdict = index.judge(candidate("b", "south", "", ferry_text.substr(0, ferry_text.size() / 2)));

  EXPECT_EQ(verdict.kind, Kind::duplicate);
  EXPECT_EQ(verdict.of, "a");
  EXPECT_EQ(verdict.match, Match::near);
}

TEST(SeenIndex, LeavesAnotherArticleAlone) {
  SeenIndex index;
  take(index, candidate("a", "north", "Ferry aground", ferry_text));

  EXPECT_EQ(index.judge(candidate("b", "north", "Rye prize", bakery_text)).kind, Kind::fresh);
}

TEST(SeenIndex, TakesMoreWordsAtTheSameUrlForAnUpdate) {
  SeenIndex index;
  Candidate first = candidate("a", "north", "Ferry aground", ferry_text);
  first.url = "https://north.example/ferry";
  take(index, first);
  Candidate second = candidate("b", "south", "Ferry aground", ferry_text + " A tug will pull her free at high tide.");
  second.url = first.url;

  const Verdict verdict = index.judge(second);

  EXPECT_EQ(verdict.kind, Kind::update);
  EXPECT_EQ(verdict.of, "a");
  EXPECT_EQ(verdict.match, Match::url);
}

TEST(SeenIndex, DoesNotTakeAnotherTextAtAKnownUrlForTheSameArticle) {
  SeenIndex index;
  Candidate first = candidate("a", "north", "Ferry aground", ferry_text);
  first.url = "https://north.example/latest";
  take(index, first);
  Candidate second = candidate("b", "north", "Rye prize", bakery_text);
  second.url = first.url;

  EXPECT_EQ(index.judge(second).kind, Kind::fresh);
}

TEST(SeenIndex, KnowsAGuidOnlyWithinItsFeed) {
  SeenIndex index;
  Candidate first = candidate("a", "north", "Short", "Five words are not enough");
  first.guid = "17";
  take(index, first);
  Candidate same_feed = candidate("b", "north", "Short", "Five words are not enough");
  same_feed.guid = "17";
  Candidate other_feed = candidate("c", "south", "Short", "Five words are not enough");
  other_feed.guid = "17";

  EXPECT_EQ(index.judge(same_feed), (Verdict{Kind::duplicate, "a", Match::guid, 1, "a"}));
  EXPECT_EQ(index.judge(other_feed).kind, Kind::fresh);
}

TEST(SeenIndex, KeepsSerialReportsWithOtherFiguresApart) {
  const auto report = [](std::string_view a, std::string_view b, std::string_view c) {
    return "The grain exchange at Port Ellery reported wheat stocks of " + std::string(a) +
           " tonnes on Monday, against an average of " + std::string(b) +
           " tonnes for the season, while barley closed at " + std::string(c) +
           " crowns a bushel in quiet trading, dealers said, and most buyers waited for the weekly auction to begin";
  };
  SeenIndex index;
  take(index, candidate("a", "north", "Grain report", report("48,120", "51,300", "12.75")));

  EXPECT_EQ(index.judge(candidate("b", "south", "Grain report", report("63,480", "55,910", "14.20"))).kind, Kind::fresh);
  EXPECT_EQ(index.judge(candidate("c", "south", "Grain", report("48,120", "51,300", "12.75") + " again")).of, "a");
}

TEST(SeenIndex, LinksACopyOfACopyToTheOriginal) {
  SeenIndex index;
  take(index, candidate("a", "north", "Ferry aground", ferry_text));
  take(index, candidate("b", "south", "Ferry aground", ferry_text));

  EXPECT_EQ(index.judge(candidate("c", "west", "Ferry", ferry_text)).of, "a");
}

TEST(SeenIndex, TakesTwoStoriesInOneForAnUpdateSoThatTheSecondIsNotLost) {
  SeenIndex index;
  take(index, candidate("a", "north", "Ferry aground", ferry_text));

  const Verdict verdict = take(index, candidate("b", "south", "Round-up", ferry_text + "\n\n" + bakery_text));

  EXPECT_EQ(verdict.kind, Kind::update);
  EXPECT_EQ(index.judge(candidate("c", "west", "Rye prize", bakery_text)).of, "b");
}

TEST(SeenIndex, GivesARedeliveredArticleTheVerdictItHad) {
  SeenIndex index;
  const Candidate ferry = candidate("a", "north", "Ferry aground", ferry_text);
  const Candidate copy = candidate("b", "south", "Ferry aground", ferry_text);
  const Verdict of_ferry = take(index, ferry);
  const Verdict of_copy = take(index, copy);

  EXPECT_EQ(index.judge(ferry), of_ferry);
  EXPECT_EQ(index.judge(copy), of_copy);
}

TEST(SeenIndex, TakesALaterRevisionForAnUpdateOfItself) {
  SeenIndex index;
  take(index, candidate("a", "north", "Ferry aground", ferry_text));
  Candidate revised = candidate("a", "north", "Ferry aground", ferry_text + " She was refloated.");
  revised.revision = 2;
  Candidate retitled = candidate("a", "north", "Ferry refloated", ferry_text);
  retitled.revision = 2;

  EXPECT_EQ(index.judge(revised).kind, Kind::update);
  EXPECT_EQ(index.judge(revised).of, "a");
  EXPECT_EQ(index.judge(retitled).kind, Kind::update);
}

TEST(SeenIndex, TakesALaterRevisionWithoutAnyChangeForADuplicateOfItself) {
  SeenIndex index;
  take(index, candidate("a", "north", "Ferry aground", ferry_text));
  Candidate again = candidate("a", "north", "FERRY AGROUND", ferry_text);
  again.revision = 2;

  EXPECT_EQ(index.judge(again).kind, Kind::duplicate);
  EXPECT_EQ(index.judge(again).of, "a");
}

TEST(SeenIndex, TellsTextsWithoutWordsApartByTheirTitles) {
  SeenIndex index;
  Candidate first = candidate("a", "north", "Ferry aground", "");
  first.url = "https://north.example/live";
  take(index, first);
  Candidate same = candidate("b", "north", "Ferry aground", "");
  same.url = first.url;
  Candidate other = candidate("c", "north", "Rye bread prize", "");
  other.url = first.url;

  EXPECT_EQ(index.judge(same).kind, Kind::duplicate);
  EXPECT_EQ(index.judge(other).kind, Kind::fresh);
  EXPECT_EQ(index.judge(candidate("d", "south", "Ferry aground", "")).kind, Kind::fresh);
}

TEST(SeenIndex, JudgesAFloodOfOneCommonPassageInBoundedTime) {
  SeenIndex index;
  const std::string boilerplate = made_up_text(99, 60);
  for (unsigned i = 0; i < 20'000; ++i)
    take(index, candidate("a" + std::to_string(i), "f", "", boilerplate + " " + made_up_text(i + 1000, 12)));

  EXPECT_EQ(index.position(), 20'000u);
}

}  // namespace
}  // namespace newswired::dedup
