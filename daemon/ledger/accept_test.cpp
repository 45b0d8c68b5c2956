#include "daemon/ledger/identity.h"
#include "daemon/ledger/ledger_fixture.h"

namespace newswired::ledger::testing {

class Accept : public LedgerTest {};
NEWSWIRED_LEDGER_SUITE(Accept);

TEST_P(Accept, TakesNothingFromNoPollsAndFromAnEmptyOne) {
  EXPECT_TRUE(ledger->accept({}).value().empty());
  EXPECT_TRUE(accept(poll("north", {})).empty());
}

TEST_P(Accept, MakesEachNewEntryPendingInItsOrder) {
  const auto pending = accept(poll("north", {entry("a"), entry("b")}));

  ASSERT_EQ(pending.size(), 2u);
  EXPECT_EQ(pending[0].identity, "a");
  EXPECT_EQ(pending[0].revision, 1);
  EXPECT_EQ(pending[0].attempt, 1);
  EXPECT_EQ(pending[0].step, Step::collect);
  EXPECT_EQ(pending[0].collected, now);
  EXPECT_EQ(pending[0].content, entry("a").content);
  EXPECT_EQ(pending[0].feed.title, "The north");
  EXPECT_LT(pending[0].turn, pending[1].turn);
}

TEST_P(Accept, NamesAnArticleByFeedAndIdentityAlone) {
  const auto north = accept_one("north", entry("a"));
  const auto south = accept_one("south", entry("a"));

  EXPECT_EQ(north.id, article_id(identity_key("north", "a")));
  EXPECT_NE(north.id, south.id);
}

TEST_P(Accept, ChangesNothingWhenRepeated) {
  accept(poll("north", {entry("a"), entry("b")}));
  const auto before = counts();

  EXPECT_TRUE(accept(poll("north", {entry("a"), entry("b")})).empty());

  EXPECT_EQ(counts().pending_rows, before.pending_rows);
}

TEST_P(Accept, TakesAnotherFingerprintAsTheNextRevisionAfterTheFirst) {
  const auto first = accept_one("north", entry("a", 1));

  EXPECT_TRUE(accept(poll("north", {entry("a", 2)})).empty()) << "its turn comes after the first";
  EXPECT_EQ(counts().pending_rows, 2u);
  const auto next = publish(draft(decide(submission(first, story_text("fire"))).to_annotate.at(0))).released;

  ASSERT_EQ(next.size(), 1u);
  EXPECT_EQ(next[0].id, first.id);
  EXPECT_EQ(next[0].revision, 2);
}

TEST_P(Accept, TakesOnlyTheFirstOfEntriesThatShareAnIdentity) {
  accept(poll("north", {entry("a", 1), entry("a", 2)}));
  accept(poll("north", {entry("a", 1), entry("a", 2)}));

  EXPECT_EQ(counts().pending_rows, 1u);
}

TEST_P(Accept, TakesAnEntryWithANewGuidAndAKnownLinkForTheKnownOne) {
  Entry known = entry("guid-1");
  known.alias = "https://news.example/fire";
  accept(poll("north", {known}));
  for (int round = 2; round < 5; ++round) {
    known.identity = "guid-" + std::to_string(round);
    EXPECT_TRUE(accept(poll("north", {known})).empty()) << round;
  }

  EXPECT_EQ(counts().pending_rows, 1u);
}

TEST_P(Accept, DoesNotTakeTheLinkOfAnEntryThatIsStillListed) {
  Entry first = entry("guid-1");
  first.alias = "https://news.example/live";
  accept(poll("north", {first}));
  Entry second = entry("guid-2");
  second.alias = first.alias;
  first.alias.clear();

  const auto pending = accept(poll("north", {second, first}));

  ASSERT_EQ(pending.size(), 1u);
  EXPECT_EQ(pending[0].identity, "guid-2");
}

TEST_P(Accept, MarksTheBacklogOfAFirstPollAsSeen) {
  Poll first = poll("north", {entry("old"), entry("young")});
  first.backlog_since = day(8);
  first.entries[0].published = day(7);
  first.entries[1].published = day(8);

  const auto pending = accept(first);

  ASSERT_EQ(pending.size(), 1u);
  EXPECT_EQ(pending[0].identity, "young");
  EXPECT_TRUE(accept(first).empty());
}

TEST_P(Accept, TakesEverythingNewAfterTheFirstPoll) {
  Poll later = poll("north", {entry("old")});
  later.backlog_since = day(8);
  later.entries[0].published = day(1);
  accept(poll("north", {}));

  EXPECT_EQ(accept(later).size(), 1u);
}

TEST_P(Accept, PublishesWhateverIsNewAfterAClockThatJumped) {
  accept(poll("north", {entry("known")}));
  Poll back = poll("north", {entry("known"), entry("back-dated")});
  back.after_absence = true;
  back.backlog_since = day(10);
  back.entries[1].published = day(9);

  const auto pending = accept(back);

  ASSERT_EQ(pending.size(), 1u) << "its marks are there: nothing but they tells what was seen";
  EXPECT_EQ(pending[0].identity, "back-dated");
}

TEST_P(Accept, PublishesOnlyWhatIsNewOfAFeedThatWasAwaySoLongThatItsMarksAreGone) {
  accept(poll("north", {entry("old")}));
  now += std::chrono::days(60);
  while (ledger->retain(now, now, now - std::chrono::days(30)).value()) {
  }
  Poll back = poll("north", {entry("old"), entry("young")});
  back.after_absence = true;
  back.backlog_since = day(10);
  back.entries[0].published = day(9);
  back.entries[1].published = day(11);

  const auto pending = accept(back);

  ASSERT_EQ(pending.size(), 1u);
  EXPECT_EQ(pending[0].identity, "young");
}

TEST_P(Accept, TakesTheFirst20UndatedEntriesOfAFirstPollAsNew) {
  Poll first = poll("north", {});
  first.backlog_since = day(8);
  for (int i = 0; i < 21; ++i) first.entries.push_back(entry("e" + std::to_string(i)));

  const auto pending = accept(first);

  ASSERT_EQ(pending.size(), 20u);
  EXPECT_EQ(pending.back().identity, "e19");
}

TEST_P(Accept, StoresTheFeedsStateWithItsEntries) {
  Poll one = poll("north", {entry("a")});
  one.state = {"north", "https://north.example/moved", {"W/\"7\"", "Mon, 02 Mar 2026 07:00:00 GMT"}, day(12), R"({"n":3})"};
  accept(one);
  reopen();

  EXPECT_EQ(ledger->feed_states().value(), std::vector<FeedState>{one.state});
}

TEST_P(Accept, SavesAFeedsStateWithoutMakingItsNextPollALaterOne) {
  const auto state = feed_state("north", "\"0\"");
  ASSERT_TRUE(ledger->save_feed_states({&state, 1}));
  Poll first = poll("north", {entry("old")});
  first.backlog_since = day(8);
  first.entries[0].published = day(7);

  EXPECT_TRUE(accept(first).empty());
}

TEST_P(Accept, IsFullOnePastTheCapAndTakesNothingOfThatCall) {
  options.pending_rows_max = 5;
  reopen();
  accept(poll("north", {entry("a"), entry("b"), entry("c")}));
  const std::vector<Poll> polls = {poll("south", {entry("d"), entry("e")}), poll("west", {entry("f")})};

  const auto outcome = ledger->accept(polls);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::full);
  EXPECT_EQ(counts().pending_rows, 3u);
  EXPECT_EQ(ledger->feed_states()->size(), 1u);
}

TEST_P(Accept, OpensAgainAtTheLowWaterOnly) {
  options.pending_rows_max = 10;
  reopen();
  std::vector<Entry> ten;
  for (char name = 'a'; name < 'k'; ++name) ten.push_back(entry(std::string(3, name)));
  const auto pending = accept(poll("north", ten));
  const Poll one_more = poll("south", {entry("more")});
  ASSERT_FALSE(ledger->accept({&one_more, 1}));

  publish(draft(decide(submission(pending[0], story_text("aaa"))).to_annotate.at(0)));
  EXPECT_FALSE(ledger->accept({&one_more, 1})) << "nine of ten";
  publish(draft(decide(submission(pending[1], story_text("bbb"))).to_annotate.at(0)));
  EXPECT_EQ(accept(one_more).size(), 1u) << "eight of ten";
}

TEST_P(Accept, CountsBytesAgainstTheirCap) {
  options.pending_bytes_max = 100;
  reopen();
  Entry big = entry("a");
  big.content = std::string(99, 'x');
  accept(poll("north", {big}));
  const Poll one_more = poll("south", {entry("b")});

  EXPECT_EQ(ledger->accept({&one_more, 1}).error().fault, Fault::full);
  EXPECT_EQ(counts().pending_bytes, 99u);
}

TEST_P(Accept, AnswersAPollWithoutNewEntriesEvenWhenFull) {
  options.pending_rows_max = 1;
  reopen();
  accept(poll("north", {entry("a")}));
  Poll other = poll("south", {entry("b")});
  ASSERT_FALSE(ledger->accept({&other, 1}));

  EXPECT_TRUE(accept(poll("north", {entry("a")})).empty());
}

TEST_P(Accept, LetsInWhatIsAloneTooBigForTheCap) {
  options.pending_bytes_max = 10;
  reopen();
  Entry big = entry("a");
  big.content = std::string(50, 'x');

  EXPECT_EQ(accept(poll("north", {big})).size(), 1u);
}

}  // namespace newswired::ledger::testing
