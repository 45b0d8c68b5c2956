// The saved index: a start with it answers exactly as one without, and a file that does not fit is found out.
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "daemon/ledger/ledger_fixture.h"
#include "daemon/ledger/saved_index.h"
#include "daemon/ledger/writer.h"

namespace newswired::ledger::testing {
namespace {

class SavedIndex : public LedgerTest {
 protected:
  SavedIndex() {
    options.tell = [this](const std::string& message) { told.push_back(message); };
  }

  std::string file() const { return saved_index_file(options.state_dir); }

  /// Articles `from` to `to`: one in three is a copy of the one before, cut, one in three begins as it does.
  void judge_articles(int from, int to) {
    for (int i = from; i <= to; ++i) {
      const std::string own = story_text("topic" + std::to_string(i)), before = story_text("topic" + std::to_string(i - 1));
      const std::string text = i % 3 == 0 ? before.substr(100) : i % 3 == 1 ? own : before.substr(0, 200) + own;
      decide(submission(accept_one("feed" + std::to_string(i % 4), entry("e" + std::to_string(i))), text));
      now += std::chrono::hours(1);
    }
  }

  /// What the index says to articles like those, of other feeds.
  std::vector<dedup::Verdict> answers() {
    std::vector<dedup::Verdict> answers;
    for (int i = 1; i <= 60; ++i) {
      const std::string own = story_text("topic" + std::to_string(i));
      for (const std::string& text : {own, own.substr(150), own.substr(0, 250) + story_text("other" + std::to_string(i))}) {
        dedup::Candidate question;
        question.id = "question";
        question.feed = "elsewhere";
        question.arrived = now;
        question.signature = dedup::sign("", text);
        answers.push_back(index.judge(question));
      }
    }
    return answers;
  }

  /// As after kill -9: nothing is said to anybody.
  std::vector<dedup::Verdict> answers_after_restart() {
    reopen();
    told.clear();
    EXPECT_TRUE(ledger->replay(index));
    return answers();
  }

  std::vector<dedup::Verdict> answers_of_rebuilt() {
    std::filesystem::remove(file());
    return answers_after_restart();
  }

  std::string bytes_of_file() {
    std::ifstream in(file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  void put(const std::string& bytes) { std::ofstream(file(), std::ios::binary) << bytes; }

  std::vector<std::string> told;
};
NEWSWIRED_LEDGER_SUITE(SavedIndex);

TEST_P(SavedIndex, AnswersAfterAKillAsOneThatIsRebuiltFromAllRows) {
  judge_articles(1, 40);
  ASSERT_TRUE(ledger->save_index(index));
  judge_articles(41, 50);
  const auto live = answers();

  const auto restarted = answers_after_restart();

  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].find("rows added to it: 10"), std::string::npos) << told[0];
  EXPECT_EQ(restarted, live);
  judge_articles(51, 60);
  const auto gone_on = answers();
  EXPECT_EQ(answers_of_rebuilt(), gone_on);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].find("is not there; the index is rebuilt from all rows: 60"), std::string::npos) << told[0];
}

TEST_P(SavedIndex, ForgetsWhatTheLedgerDroppedMeanwhile) {
  judge_articles(1, 50);
  ASSERT_TRUE(ledger->save_index(index));
  judge_articles(51, 60);
  while (*ledger->retain(day(0), now - std::chrono::hours(40), day(0))) {
  }
  ASSERT_GT(ledger->judged_floor(), 10u);

  const auto restarted = answers_after_restart();

  EXPECT_NE(told.at(0).find("rows added to it: 10"), std::string::npos) << told[0];
  EXPECT_EQ(restarted, answers_of_rebuilt());
}

TEST_P(SavedIndex, KnowsTheMergesThatCameBeforeAndAfterIt) {
  judge_articles(1, 40);
  ASSERT_TRUE(ledger->merge_stories(index));
  ASSERT_TRUE(ledger->save_index(index));
  judge_articles(41, 50);
  ASSERT_TRUE(ledger->merge_stories(index));

  const auto restarted = answers_after_restart();

  EXPECT_EQ(restarted, answers_of_rebuilt());
}

TEST_P(SavedIndex, DamagedOrCutShortIsFoundOutAndAllRowsAreRead) {
  judge_articles(1, 30);
  ASSERT_TRUE(ledger->save_index(index));
  const auto live = answers();
  const std::string whole = bytes_of_file();
  ASSERT_GT(whole.size(), 10'000u);
  std::vector<std::string> damaged = {"", "x", std::string(whole.size(), '\0')};
  for (int i = 0; i < 8; ++i) {
    const std::size_t at = whole.size() * static_cast<std::size_t>(i) / 8 + 5;
    damaged.push_back(whole.substr(0, at));
    damaged.push_back(whole);
    damaged.back()[at] = static_cast<char>(damaged.back()[at] ^ 0x10);
  }
  damaged.push_back(whole.substr(0, whole.size() - 1));

  for (const std::string& bytes : damaged) {
    put(bytes);
    EXPECT_EQ(answers_after_restart(), live);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_NE(told[0].find("rebuilt from all rows: 30"), std::string::npos) << told[0];
  }
}

TEST_P(SavedIndex, OfOtherRowsIsNotUsed) {
  judge_articles(1, 30);
  ASSERT_TRUE(ledger->save_index(index));
  const std::string of_other_rows = bytes_of_file();
  Folder second(GetParam());
  options.state_dir = second.state();
  reopen();
  judge_articles(1, 30);
  put(of_other_rows);
  const auto live = answers();

  EXPECT_EQ(answers_after_restart(), live);

  EXPECT_NE(told.at(0).find("another epoch"), std::string::npos) << told[0];
  ledger.reset();
}

TEST_P(SavedIndex, TooOldIsNotWorthReading) {
  judge_articles(1, 10);
  ASSERT_TRUE(ledger->save_index(index));
  judge_articles(11, 30);

  answers_after_restart();

  EXPECT_NE(told.at(0).find("is too old"), std::string::npos) << told[0];
}

TEST_P(SavedIndex, ThatCannotBeWrittenIsToldOfAndLosesNothing) {
  judge_articles(1, 10);
  std::filesystem::create_directory(file() + ".new");

  EXPECT_TRUE(ledger->save_index(index));

  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].find("cannot be written: Is a directory"), std::string::npos) << told[0];
  EXPECT_EQ(resume().size(), 7u);
}

TEST_P(SavedIndex, IsSavedWhenTheWriterStopsAndReadWhenItStarts) {
  judge_articles(1, 20);
  reopen();
  { Writer writer(std::move(*ledger), [](const auto&) {}); }
  ledger.reset();

  const auto restarted = answers_after_restart();

  EXPECT_NE(told.at(0).find("rows added to it: 0"), std::string::npos) << told[0];
  EXPECT_EQ(restarted, answers_of_rebuilt());
}

TEST_P(SavedIndex, IsSavedByTheWriterEverySoManyRows) {
  judge_articles(1, 20);
  reopen();
  Writer::Limits limits;
  limits.rows_per_save = 20;
  Writer writer(std::move(*ledger), [](const auto&) {}, limits);
  bool saved = false;
  for (int i = 0; i < 2; ++i) {  // what is asked second runs after the writer kept house once
    std::promise<bool> seen;
    writer.run([&](Ledger&) { seen.set_value(std::filesystem::exists(file())); });
    saved = seen.get_future().get();
  }

  EXPECT_TRUE(saved);
  writer.stop();
}

}  // namespace
}  // namespace newswired::ledger::testing
