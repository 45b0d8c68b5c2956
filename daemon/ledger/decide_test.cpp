#include "daemon/ledger/ledger_fixture.h"

namespace newswired::ledger::testing {

using Kind = dedup::Verdict::Kind;

class Decide : public LedgerTest {};
NEWSWIRED_LEDGER_SUITE(Decide);

TEST_P(Decide, GivesAFreshArticleToTheEntityStage) {
  const auto pending = accept_one("north", entry("a"));

  const auto decided = decide(submission(pending, story_text("fire")));

  ASSERT_EQ(decided.to_annotate.size(), 1u);
  EXPECT_EQ(decided.to_annotate[0].step, Step::annotate);
  EXPECT_EQ(decided.to_annotate[0].verdict->kind, Kind::fresh);
  EXPECT_EQ(decided.to_annotate[0].article->text, story_text("fire"));
  EXPECT_TRUE(decided.logged.empty());
}

TEST_P(Decide, LeavesOutWhatWasJudgedOrIsUnknown) {
  const auto one = submission(accept_one("north", entry("a")), story_text("fire"));
  decide(one);
  const auto position = index.position();
  auto unknown = one;
  unknown.article.id = std::string(32, '0');

  EXPECT_TRUE(decide(one).to_annotate.empty());
  EXPECT_TRUE(decide(unknown).to_annotate.empty());
  EXPECT_EQ(index.position(), position);
}

TEST_P(Decide, KeepsTheTextForARestartAfterTheVerdict) {
  decide(submission(accept_one("north", entry("a")), story_text("fire")));
  reopen();

  const auto again = resume();

  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].step, Step::annotate);
  EXPECT_EQ(again[0].article->text, story_text("fire"));
  EXPECT_EQ(again[0].verdict->kind, Kind::fresh);
}

TEST_P(Decide, LogsACopyOfWhatHasARecordAtOnce) {
  const auto original = walk("north", entry("a"), story_text("fire"));

  const auto decided = decide(submission(accept_one("south", entry("b")), story_text("fire")));

  ASSERT_EQ(decided.logged.size(), 1u);
  EXPECT_TRUE(decided.to_annotate.empty());
  const auto copy = parsed(decided.logged[0]);
  EXPECT_EQ(copy["schema"], "newswired/duplicate/1");
  EXPECT_EQ(copy["of"], original["id"]);
  EXPECT_EQ(copy["of_seq"], original["seq"]);
  EXPECT_EQ(copy["feed"]["id"], "south");
  EXPECT_EQ(decided.logged[0].topic, "article.en.south.");
  EXPECT_EQ(counts().pending_rows, 0u);
}

TEST_P(Decide, LogsNoEntryForCopiesWhenTheyAreNotWanted) {
  options.log_duplicates = false;
  reopen();
  walk("north", entry("a"), story_text("fire"));

  EXPECT_TRUE(decide(submission(accept_one("south", entry("b")), story_text("fire"))).logged.empty());
  EXPECT_EQ(counts().pending_rows, 0u);
  EXPECT_EQ(counts().head, 1u);
}

TEST_P(Decide, LetsACopyWaitForTheRecordOfItsOriginalThroughARestart) {
  const auto first = decide(submission(accept_one("north", entry("a")), story_text("fire")));
  const auto second = decide(submission(accept_one("south", entry("b")), story_text("fire")));
  EXPECT_TRUE(second.logged.empty());
  EXPECT_TRUE(second.to_annotate.empty());
  reopen();
  ASSERT_EQ(resume().size(), 1u) << "the copy needs no work";

  const auto published = publish(draft(first.to_annotate.at(0)));

  ASSERT_EQ(published.logged.size(), 2u);
  const auto record = parsed(published.logged[0]), copy = parsed(published.logged[1]);
  EXPECT_EQ(copy["of_seq"], record["seq"]);
  EXPECT_EQ(copy["seq"], record["seq"].get<int>() + 1);
  EXPECT_EQ(record["duplicates"][0]["feed"], "south");
  EXPECT_EQ(counts().pending_rows, 0u);
}

TEST_P(Decide, EndsARevisionWithoutNewWordsSilently) {
  walk("north", entry("a", 1), story_text("fire"));

  const auto decided = decide(submission(accept_one("north", entry("a", 2)), story_text("fire")));

  EXPECT_TRUE(decided.to_annotate.empty());
  EXPECT_TRUE(decided.logged.empty());
  EXPECT_EQ(counts().pending_rows, 0u);
  EXPECT_EQ(counts().head, 1u);
}

TEST_P(Decide, ReleasesTheNextRevisionWhenOneEndsHere) {
  walk("north", entry("a", 1), story_text("fire"));
  const auto second = accept_one("north", entry("a", 2));
  accept(poll("north", {entry("a", 3)}));

  const auto decided = decide(submission(second, story_text("fire")));

  ASSERT_EQ(decided.released.size(), 1u);
  EXPECT_EQ(decided.released[0].revision, 3);
  EXPECT_EQ(decided.released[0].step, Step::collect);
}

TEST_P(Decide, CountsPublishedVersionsNotAcceptedOnes) {
  walk("north", entry("a", 1), story_text("fire"));
  decide(submission(accept_one("north", entry("a", 2)), story_text("fire")));

  const auto update = walk("north", entry("a", 3), story_text("fire") + story_text("flood"));

  EXPECT_EQ(update["revision"], 2);
  EXPECT_EQ(update["event"], "update");
}

TEST_P(Decide, MakesAnUpdateUnderANewGuidARevisionOfTheKnownArticle) {
  const std::string url = "https://news.example/fire";
  const auto first = decide(submission(accept_one("north", entry("guid-1")), story_text("fire"), url));
  const auto original = parsed(publish(draft(first.to_annotate.at(0))).logged.at(0));

  const auto decided =
      decide(submission(accept_one("north", entry("guid-2")), story_text("fire") + story_text("flood"), url));

  ASSERT_EQ(decided.to_annotate.size(), 1u);
  EXPECT_EQ(decided.to_annotate[0].id, original["id"]);
  EXPECT_EQ(decided.to_annotate[0].revision, 2);
  EXPECT_EQ(decided.to_annotate[0].article->id, original["id"]);
  const auto update = parsed(publish(draft(decided.to_annotate[0])).logged.at(0));
  EXPECT_EQ(update["event"], "update");
  EXPECT_EQ(update["revision"], 2);
  const auto third = accept_one("north", entry("guid-2", 2));
  EXPECT_EQ(third.id, original["id"]) << "the mark was re-keyed";
}

TEST_P(Decide, HoldsARekeyedUpdateBackUntilTheEarlierRevisionIsDone) {
  const std::string url = "https://news.example/fire";
  const auto first = decide(submission(accept_one("north", entry("guid-1")), story_text("fire"), url)).to_annotate.at(0);

  const auto decided =
      decide(submission(accept_one("north", entry("guid-2")), story_text("fire") + story_text("flood"), url));

  EXPECT_TRUE(decided.to_annotate.empty());
  const auto released = publish(draft(first)).released;
  ASSERT_EQ(released.size(), 1u);
  EXPECT_EQ(released[0].step, Step::annotate);
  EXPECT_EQ(parsed(publish(draft(released[0])).logged.at(0))["revision"], 2);
}

TEST_P(Decide, MakesAnotherFeedsUpdateAnArticleOfItsOwn) {
  const std::string url = "https://news.example/fire";
  const auto original = decide(submission(accept_one("north", entry("a")), story_text("fire"), url)).to_annotate.at(0);

  const auto decided =
      decide(submission(accept_one("south", entry("b")), story_text("fire") + story_text("flood"), url));

  ASSERT_EQ(decided.to_annotate.size(), 1u);
  EXPECT_NE(decided.to_annotate[0].id, original.id);
  EXPECT_EQ(decided.to_annotate[0].verdict->kind, Kind::fresh);
  EXPECT_EQ(decided.to_annotate[0].verdict->story, original.verdict->story);
}

TEST_P(Decide, LeavesTheIndexAsItWasWhenTheCommitFails) {
  const auto one = submission(accept_one("north", entry("a")), story_text("fire"));
  bool broken = true;
  options.commit_fails = [&](CommitMoment moment) { return broken && moment == CommitMoment::before; };
  reopen();

  const auto outcome = ledger->decide({&one, 1}, index);

  EXPECT_EQ(outcome.error().fault, Fault::unavailable);
  EXPECT_EQ(index.position(), 0u);
  broken = false;
  EXPECT_EQ(decide(one).to_annotate.size(), 1u);
}

TEST_P(Decide, RebuildsAnIndexThatJudgesAsTheLiveOne) {
  std::vector<std::string> texts;
  for (const char* topic : {"fire", "flood", "vote", "match"}) texts.push_back(story_text(topic));
  texts.push_back(texts[0] + texts[1]);
  texts.push_back(texts[2].substr(0, texts[2].size() / 2));
  int number = 0;
  for (const char* feed : {"north", "south"})
    for (const std::string& text : texts)
      decide(submission(accept_one(feed, entry("e" + std::to_string(number++))), text));
  dedup::SeenIndex rebuilt;
  ASSERT_TRUE(ledger->replay(rebuilt));

  EXPECT_EQ(rebuilt.position(), index.position());
  for (const std::string& text : texts) {
    dedup::Candidate candidate;
    candidate.id = std::string(32, 'c');
    candidate.feed = "west";
    candidate.arrived = now;
    candidate.signature = dedup::sign("A title", text);
    EXPECT_EQ(rebuilt.judge(candidate), index.judge(candidate));
  }
}

}  // namespace newswired::ledger::testing
