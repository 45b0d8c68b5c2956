#include "daemon/ledger/ledger_fixture.h"

namespace newswired::ledger::testing {

class Publish : public LedgerTest {};
NEWSWIRED_LEDGER_SUITE(Publish);

TEST_P(Publish, GivesEachRecordItsPlace) {
  const auto a = walk("north", entry("a"), story_text("fire"));
  const auto b = walk("south", entry("b"), story_text("flood"));
  const auto c = walk("north", entry("c"), story_text("vote"));

  EXPECT_EQ(a["epoch"], ledger->epoch());
  EXPECT_EQ(a["seq"], 1);
  EXPECT_EQ(a["prev"], 0);
  EXPECT_EQ(b["prev"], 0);
  EXPECT_EQ(c["seq"], 3);
  EXPECT_EQ(c["prev"], 1);
  EXPECT_EQ(c["revision"], 1);
  EXPECT_EQ(c["event"], "new");
}

TEST_P(Publish, LeavesOutWhatIsLoggedAlready) {
  const auto pending = decide(submission(accept_one("north", entry("a")), story_text("fire"))).to_annotate.at(0);
  publish(draft(pending));

  EXPECT_TRUE(publish(draft(pending)).logged.empty());
  EXPECT_EQ(counts().head, 1u);
}

TEST_P(Publish, LeavesOutWhatHasNoVerdict) {
  const auto pending = accept_one("north", entry("a"));
  Record early;
  early.article = submission(pending, story_text("fire")).article;

  EXPECT_TRUE(publish(early).logged.empty());
  EXPECT_EQ(counts().pending_rows, 1u);
}

TEST_P(Publish, KeepsTheStoryOfTheVerdictUnlessTheDraftNamesOne) {
  const auto pending = decide(submission(accept_one("north", entry("a")), story_text("fire"))).to_annotate.at(0);

  EXPECT_EQ(parsed(publish(draft(pending)).logged.at(0))["story"], pending.verdict->story);
}

TEST_P(Publish, GoesOnCountingAfterAReopening) {
  walk("north", entry("a"), story_text("fire"));
  const std::string epoch = ledger->epoch();
  reopen();

  const auto next = walk("north", entry("b"), story_text("flood"));

  EXPECT_EQ(ledger->epoch(), epoch);
  EXPECT_EQ(next["seq"], 2);
  EXPECT_EQ(next["prev"], 1);
}

class Fail : public LedgerTest {};
NEWSWIRED_LEDGER_SUITE(Fail);

TEST_P(Fail, MakesTheThirdAttemptOfParsingADeadLetter) {
  const auto pending = accept_one("north", entry("a"));

  EXPECT_EQ(fail(pending, Stage::parse, 1).next_attempt, 2);
  EXPECT_EQ(resume().at(0).attempt, 2);
  EXPECT_EQ(fail(pending, Stage::parse, 2).kind, Fate::Kind::retry);
  EXPECT_EQ(fail(pending, Stage::parse, 3).kind, Fate::Kind::dead_letter);

  EXPECT_TRUE(resume().empty());
  const auto letters = ledger->dead_letters().value();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].id, pending.id);
  EXPECT_EQ(letters[0].attempts, 3);
  EXPECT_EQ(letters[0].reason, "crashed");
  EXPECT_EQ(letters[0].link, "https://news.example/a");
  EXPECT_FALSE(letters[0].published);
}

TEST_P(Fail, CountsTheSameAttemptOnceThroughARestart) {
  const auto pending = accept_one("north", entry("a"));
  fail(pending, Stage::parse, 1);
  reopen();

  const auto again = fail(pending, Stage::parse, 1);

  EXPECT_EQ(again.kind, Fate::Kind::retry);
  EXPECT_EQ(again.next_attempt, 2);
  EXPECT_EQ(resume().at(0).attempt, 2);
}

TEST_P(Fail, RepeatsTheLastFate) {
  const auto pending = accept_one("north", entry("a"));
  for (int attempt = 1; attempt <= 3; ++attempt) fail(pending, Stage::parse, attempt);

  EXPECT_EQ(fail(pending, Stage::parse, 3).kind, Fate::Kind::dead_letter);
  EXPECT_EQ(ledger->dead_letters()->size(), 1u);
}

TEST_P(Fail, GoesOnWithoutAStageThatFailedThreeTimes) {
  const auto pending = decide(submission(accept_one("north", entry("a")), story_text("fire"))).to_annotate.at(0);
  fail(pending, Stage::entities, 1);
  fail(pending, Stage::entities, 2);

  EXPECT_EQ(fail(pending, Stage::entities, 3).kind, Fate::Kind::publish_without);

  reopen();
  const auto again = resume().at(0);
  EXPECT_EQ(again.skipped, std::vector<Stage>{Stage::entities});
  EXPECT_EQ(fail(pending, Stage::quotes, 1).next_attempt, 2) << "another stage has attempts of its own";
  Record record = draft(again);
  record.skipped = {"entities"};
  EXPECT_EQ(publish(record).logged.size(), 1u);
  EXPECT_TRUE(ledger->dead_letters()->at(0).published);
}

TEST_P(Fail, GivesUpAtOnceWhenTheInputItselfIsWrong) {
  const auto pending = accept_one("north", entry("a"));

  const auto fate =
      ledger->fail({pending.id, pending.revision, 1, Stage::parse, ErrorKind::invalid, "no page", false}).value();

  EXPECT_EQ(fate.kind, Fate::Kind::dead_letter);
}

TEST_P(Fail, SaysWhenItEndedMeanwhile) {
  const auto pending = decide(submission(accept_one("north", entry("a")), story_text("fire"))).to_annotate.at(0);
  publish(draft(pending));

  EXPECT_EQ(fail(pending, Stage::quotes, 1).kind, Fate::Kind::not_pending);
}

TEST_P(Fail, PromotesTheOldestCopyOfADeadLetter) {
  const auto first = decide(submission(accept_one("north", entry("a")), story_text("fire"))).to_annotate.at(0);
  decide(submission(accept_one("south", entry("b")), story_text("fire")));
  decide(submission(accept_one("west", entry("c")), story_text("fire")));

  fail(first, Stage::parse, 1);
  fail(first, Stage::parse, 2);
  const auto fate = fail(first, Stage::parse, 3);

  EXPECT_EQ(fate.kind, Fate::Kind::dead_letter);
  ASSERT_EQ(fate.released.size(), 1u);
  EXPECT_EQ(fate.released[0].feed.id, "south");
  EXPECT_EQ(fate.released[0].step, Step::annotate);
  const auto published = publish(draft(fate.released[0]));
  ASSERT_EQ(published.logged.size(), 2u);
  EXPECT_EQ(parsed(published.logged[1])["of"], fate.released[0].id);
  EXPECT_EQ(parsed(published.logged[0])["duplicates"].size(), 1u);
  const auto late = decide(submission(accept_one("east", entry("d")), story_text("fire")));
  EXPECT_EQ(parsed(late.logged.at(0))["of"], fate.released[0].id);
}

TEST_P(Fail, ReleasesTheNextRevisionOfADeadLetter) {
  const auto first = accept_one("north", entry("a", 1));
  accept(poll("north", {entry("a", 2)}));
  fail(first, Stage::parse, 1);
  fail(first, Stage::parse, 2);

  const auto fate = fail(first, Stage::parse, 3);

  ASSERT_EQ(fate.released.size(), 1u);
  EXPECT_EQ(fate.released[0].revision, 2);
}

class DeadLetters : public LedgerTest {
 protected:
  Pending die_in_parse() {
    const auto pending = accept_one("north", entry("a"));
    for (int attempt = 1; attempt <= 3; ++attempt) fail(pending, Stage::parse, attempt);
    return pending;
  }
};
NEWSWIRED_LEDGER_SUITE(DeadLetters);

TEST_P(DeadLetters, AreRetriedAsTheNextRevisionWithNewAttempts) {
  const auto dead = die_in_parse();

  const auto again = ledger->retry_dead_letter(dead.id).value();

  ASSERT_TRUE(again);
  EXPECT_EQ(again->attempt, 1);
  EXPECT_EQ(again->content, dead.content);
  EXPECT_TRUE(ledger->dead_letters()->empty());
  EXPECT_FALSE(ledger->retry_dead_letter(dead.id).value());
  const auto record = parsed(publish(draft(decide(submission(*again, story_text("fire"))).to_annotate.at(0))).logged.at(0));
  EXPECT_EQ(record["revision"], 1);
  EXPECT_EQ(record["event"], "new");
}

TEST_P(DeadLetters, ThatWerePublishedWithoutAStageAreRetriedFromTheirVerdict) {
  const auto pending = decide(submission(accept_one("north", entry("a")), story_text("fire"))).to_annotate.at(0);
  for (int attempt = 1; attempt <= 3; ++attempt) fail(pending, Stage::quotes, attempt);
  EXPECT_FALSE(ledger->retry_dead_letter(pending.id).value()) << "its record is still to come";
  Record record = draft(pending);
  record.skipped = {"quotes"};
  publish(record);

  const auto again = ledger->retry_dead_letter(pending.id).value();

  ASSERT_TRUE(again);
  EXPECT_EQ(again->step, Step::annotate);
  EXPECT_TRUE(again->skipped.empty());
  const auto update = parsed(publish(draft(*again)).logged.at(0));
  EXPECT_EQ(update["revision"], 2);
  EXPECT_EQ(update["event"], "update");
  EXPECT_TRUE(ledger->dead_letters()->empty());
}

TEST_P(DeadLetters, OfAStageThatWasMissingAreReissuedByThemselves) {
  const auto pending = decide(submission(accept_one("north", entry("a")), story_text("fire"))).to_annotate.at(0);
  Failure failure{pending.id, 1, 1, Stage::entities, ErrorKind::unavailable, "no worker"};
  failure.stage_missing = true;
  EXPECT_EQ(ledger->fail(failure)->kind, Fate::Kind::publish_without);
  reopen();
  EXPECT_EQ(ledger->fail(failure)->kind, Fate::Kind::publish_without) << "repeated";
  EXPECT_EQ(ledger->reissue(10).value(), 0) << "its record without the stage comes first";
  const auto row = resume().at(0);
  EXPECT_EQ(row.failures[1], 0) << "no attempt was made";
  Record record = draft(row);
  record.skipped = {"entities"};
  publish(record);

  EXPECT_TRUE(ledger->dead_letters()->at(0).reissue);
  EXPECT_EQ(ledger->reissue(10).value(), 1);
  EXPECT_EQ(ledger->reissue(10).value(), 0) << "once";
  const auto again = resume().at(0);
  EXPECT_EQ(again.revision, 2);
  EXPECT_TRUE(again.skipped.empty());
  EXPECT_EQ(again.step, Step::annotate);
}

TEST_P(DeadLetters, AreShownWithWhatIsKeptOfThem) {
  const auto dead = die_in_parse();

  const auto shown = ledger->dead_letter(dead.id).value();

  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->content, dead.content);
  EXPECT_EQ(shown->step, Step::collect);
  EXPECT_FALSE(ledger->dead_letter(std::string(32, '0')).value());
  EXPECT_EQ(ledger->dead_letters()->size(), 1u) << "looking changes nothing";
}

TEST_P(DeadLetters, AreDropped) {
  const auto dead = die_in_parse();
  ASSERT_TRUE(ledger->drop_dead_letter(dead.id));

  EXPECT_TRUE(ledger->dead_letters()->empty());
  EXPECT_TRUE(accept(poll("north", {entry("a")})).empty()) << "its mark stays";
}

}  // namespace newswired::ledger::testing
