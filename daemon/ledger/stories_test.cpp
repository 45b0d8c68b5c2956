// Stories that have grown together: one entry in the log, one answer of everybody from then on, restarts or not.
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "daemon/ledger/ledger_fixture.h"
#include "proto/topics.h"

namespace newswired::ledger::testing {
namespace {

/// Names of one topic, in a row of their own.
std::string named_text(const std::string& topic) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += (text.empty() ? "" : " ") + topic + "word" + std::to_string(i * 7 % 30);
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

/// A report that speaks of both, in none of their phrases.
std::string mixed(const std::string& a, const std::string& b, bool backwards) {
  const auto left = words_of(a), right = words_of(b);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < left.size(); ++i) words.insert(words.end(), {left[i], right[i]});
  if (backwards) std::reverse(words.begin(), words.end());
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

class Stories : public LedgerTest {
 protected:
  const std::string fire = named_text("Fire"), flood = named_text("Flood");

  /// Two stories and two reports that join them. Sets the ids of the first two.
  void grow_together() {
    first = walk("north", entry("Harlow fire"), fire)["id"];
    second = walk("north", entry("Okonjo flood"), flood)["id"];
    walk("south", entry("Harlow fire, Okonjo flood"), mixed(fire, flood, false));
    walk("west", entry("Okonjo flood, Harlow fire"), mixed(fire, flood, true));
  }

  std::vector<LogEntry> merge() {
    auto logged = ledger->merge_stories(index);
    EXPECT_TRUE(logged) << logged.error().message;
    return logged ? *logged : std::vector<LogEntry>{};
  }

  std::string story_now(const std::string& id) {
    const auto log = RecordLog::open(options.state_dir);
    return (*log->present(id))->story;
  }

  /// The story of a report of the second event that comes now.
  std::string story_of_report() {
    dedup::Candidate report;
    report.id = "report";
    std::string text;
    auto words = words_of(flood);
    for (auto word = words.rbegin(); word != words.rend(); ++word) text += *word + " ";
    report.signature = dedup::sign("Okonjo flood", text);
    report.arrived = now;
    return index.judge(report).story;
  }

  std::string first, second;
};
NEWSWIRED_LEDGER_SUITE(Stories);

TEST_P(Stories, MergedOnesGetOneEntryInTheLogAndTheOlderIdStays) {
  grow_together();
  ASSERT_EQ(story_now(second), second);

  const auto logged = merge();

  ASSERT_EQ(logged.size(), 1u);
  const auto told = parsed(logged[0]);
  EXPECT_EQ(logged[0].topic, story_topic);
  EXPECT_EQ(told["schema"], "newswired/story/1");
  EXPECT_EQ(told["epoch"], ledger->epoch());
  EXPECT_EQ(told["seq"], 5);
  EXPECT_EQ(told["story"], first);
  EXPECT_EQ(told["merged"], nlohmann::json::array({second}));
  EXPECT_TRUE(merge().empty()) << "once";
  EXPECT_EQ(story_now(second), first);
}

TEST_P(Stories, AreReadUnderTheirOwnTopic) {
  grow_together();
  merge();
  const auto log = RecordLog::open(options.state_dir);

  const auto page = log->read("", 0, {{"story."}, {}}, {});

  ASSERT_TRUE(page);
  EXPECT_EQ(std::get<Entries>(*page).entries.size(), 1u);
}

TEST_P(Stories, ArticlesThatComeLaterNameTheOlder) {
  grow_together();
  ASSERT_EQ(story_of_report(), second);
  const Pending judged_before = decide(submission(accept_one("east", entry("e")), [&] {
                                  auto words = words_of(flood);
                                  std::string text;
                                  for (auto word = words.rbegin(); word != words.rend(); ++word) text += *word + " ";
                                  return text;
                                }())).to_annotate.at(0);
  merge();

  EXPECT_EQ(story_of_report(), first);
  EXPECT_EQ(parsed(publish(draft(judged_before)).logged.at(0))["story"], first) << "judged before, published after";
}

TEST_P(Stories, AreTheSameAfterARestart) {
  grow_together();
  merge();
  const std::string before = story_of_report();
  reopen();

  EXPECT_TRUE(merge().empty());

  EXPECT_EQ(story_of_report(), before);
  EXPECT_EQ(before, first);
}

TEST_P(Stories, AreMergedOnceAlthoughTheCommitFails) {
  bool failing = false;
  options.commit_fails = [&](CommitMoment moment) { return failing && moment == CommitMoment::before; };
  reopen();
  grow_together();
  failing = true;

  EXPECT_FALSE(ledger->merge_stories(index));
  EXPECT_EQ(story_of_report(), second) << "nothing was committed";
  failing = false;

  EXPECT_EQ(merge().size(), 1u);
  EXPECT_EQ(story_of_report(), first);
}

TEST_P(Stories, AreForgottenWithTheLastThatNamesThem) {
  grow_together();
  merge();
  now += std::chrono::days(40);
  const auto dropped = ledger->retain(now, now, day(0));
  ASSERT_TRUE(dropped);
  SQLite::Database file(options.state_dir + "/ledger.sqlite3", SQLite::OPEN_READONLY);

  EXPECT_EQ(file.execAndGet("SELECT count(*) FROM story_merges").getInt(), 0);
}

}  // namespace
}  // namespace newswired::ledger::testing
