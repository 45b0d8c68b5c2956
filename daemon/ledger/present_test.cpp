// What a reader is told of an article now: its copies, its story, whichever of their ids it asks by.
#include "daemon/ledger/ledger_fixture.h"

namespace newswired::ledger::testing {
namespace {

class PresentState : public LedgerTest {
 protected:
  std::optional<Present> present(const std::string& id, int copies_max = 1000) {
    auto log = RecordLog::open(options.state_dir);
    EXPECT_TRUE(log) << log.error().message;
    auto answer = log->present(id, copies_max);
    EXPECT_TRUE(answer) << answer.error().message;
    return *answer;
  }

  /// Another feed's entry with a text that was seen: ends as a copy. Its id.
  std::string copy(const std::string& feed, const std::string& text) {
    const Pending pending = accept_one(feed, entry("copy-in-" + feed));
    decide(submission(pending, text, "https://" + feed + ".example/copy"));
    return pending.id;
  }
};
NEWSWIRED_LEDGER_SUITE(PresentState);

TEST_P(PresentState, ListsTheCopiesThatCameAfterTheRecordWasWritten) {
  const auto record = walk("north", entry("a"), story_text("fire"));
  ASSERT_TRUE(record["duplicates"].empty());
  const std::string id = record["id"];
  const std::string south = copy("south", story_text("fire")), west = copy("west", story_text("fire"));

  const auto now = present(id);

  ASSERT_TRUE(now);
  EXPECT_EQ(now->id, id);
  EXPECT_EQ(now->record_seq, record["seq"]);
  EXPECT_EQ(now->revision, 1);
  EXPECT_EQ(now->story, record["story"]);
  EXPECT_EQ(now->copy_count, 2u);
  std::vector<PresentCopy> expected = {{south, "https://south.example/copy", "south"},
                                       {west, "https://west.example/copy", "west"}};
  if (west < south) std::swap(expected[0], expected[1]);
  EXPECT_EQ(now->copies, expected);
  EXPECT_EQ(present(id, 1)->copies.size(), 1u);
  EXPECT_EQ(present(id, 1)->copy_count, 2u);
}

TEST_P(PresentState, AnswersForTheOriginalWhenAskedByACopy) {
  const std::string id = walk("north", entry("a"), story_text("fire"))["id"];

  const auto now = present(copy("south", story_text("fire")));

  ASSERT_TRUE(now);
  EXPECT_EQ(now->id, id);
  EXPECT_EQ(now->copy_count, 1u);
}

TEST_P(PresentState, KnowsTheStoryOfAnArticleWithoutARecordYet) {
  const Pending pending = accept_one("north", entry("a"));
  EXPECT_EQ(present(pending.id)->story, "") << "not judged";
  decide(submission(pending, story_text("fire")));

  const auto now = present(pending.id);

  EXPECT_EQ(now->record_seq, 0u);
  EXPECT_EQ(now->revision, 0);
  EXPECT_EQ(now->story, pending.id);
}

TEST_P(PresentState, TellsNothingOfAForgottenOrUnknownArticle) {
  const std::string id = walk("north", entry("a"), story_text("fire"))["id"];
  copy("south", story_text("fire"));
  ASSERT_TRUE(ledger->forget(id));

  EXPECT_TRUE(present(id)->forgotten);
  EXPECT_EQ(present(id)->story, "");
  EXPECT_TRUE(present(id)->copies.empty());
  EXPECT_FALSE(present(std::string(32, '0')));
}

}  // namespace
}  // namespace newswired::ledger::testing
