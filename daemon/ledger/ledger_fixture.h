#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.h"
#include "daemon/ledger/record_log.h"

namespace newswired::ledger::testing {

/// A state folder of its own, gone with the test.
class Folder {
 public:
  explicit Folder(const std::string& parent) {
    path_ = parent + "/nwledger-XXXXXX";
    if (!mkdtemp(path_.data())) ADD_FAILURE() << "cannot create " << path_;
  }
  Folder(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string state() const { return path_ + "/state"; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline Timestamp day(int number) { return Timestamp(std::chrono::days(20'000 + number)); }

inline FeedState feed_state(const std::string& feed, const std::string& etag = "\"1\"") {
  return {feed, "https://" + feed + ".example/feed", {etag, ""}, day(1), "{}"};
}

inline Entry entry(const std::string& identity, std::uint64_t fingerprint = 1) {
  Entry made;
  made.identity = identity;
  made.fingerprint = fingerprint;
  made.link = "https://news.example/" + identity;
  made.content = R"({"title":")" + identity + "\"}";
  return made;
}

inline Poll poll(const std::string& feed, std::vector<Entry> entries) {
  return {feed_state(feed), {feed, "The " + feed, "https://" + feed + ".example/feed"}, std::nullopt, std::move(entries)};
}

/// A text of its own for each `topic`: other topics share no words with it.
inline std::string story_text(const std::string& topic) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += topic + "word" + std::to_string(i * 7 % 60) + (i % 12 == 11 ? ". " : " ");
  return text;
}

inline Submission submission(const Pending& pending, const std::string& text, const std::string& url = "") {
  Article article;
  article.id = pending.id;
  article.revision = pending.revision;
  article.feed = pending.feed;
  article.url = url.empty() ? "https://news.example/" + pending.identity : url;
  article.link = article.url;
  article.title = "About " + pending.identity;
  article.collected = pending.collected;
  article.language = "en";
  article.text = text;
  dedup::Candidate candidate;
  candidate.id = article.id;
  candidate.revision = article.revision;
  candidate.feed = article.feed.id;
  candidate.url = article.url;
  candidate.guid = pending.identity;
  candidate.arrived = pending.collected;
  candidate.signature = dedup::sign(article.title, article.text);
  return {article, candidate};
}

inline Record draft(const Pending& pending) {
  Record record;
  record.article = pending.article.value();
  return record;
}

inline nlohmann::json parsed(const LogEntry& entry) { return nlohmann::json::parse(entry.json); }

/// The contract suite's world: a ledger on a disk or in memory (tmpfs), with a clock that stands still.
class LedgerTest : public ::testing::TestWithParam<const char*> {
 protected:
  LedgerTest() : folder(GetParam()) {
    options.state_dir = folder.state();
    options.reserve_bytes = 0;
    options.now = [this] { return now; };
  }

  void SetUp() override { reopen(); }

  /// What a start does: a new connection, an index rebuilt from rows.
  void reopen() {
    ledger.reset();
    auto opened = Ledger::open(options);
    ASSERT_TRUE(opened) << opened.error().message;
    ledger.emplace(std::move(*opened));
    index = dedup::SeenIndex();
  }

  std::vector<Pending> accept(const Poll& one) {
    auto outcome = ledger->accept({&one, 1});
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome ? *outcome : std::vector<Pending>{};
  }

  Pending accept_one(const std::string& feed, const Entry& one) {
    auto pending = accept(poll(feed, {one}));
    EXPECT_EQ(pending.size(), 1u);
    return pending.at(0);
  }

  Decided decide(const Submission& one) {
    auto outcome = ledger->decide({&one, 1}, index);
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome ? *outcome : Decided{};
  }

  Published publish(const Record& one) {
    auto outcome = ledger->publish({&one, 1});
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome ? *outcome : Published{};
  }

  /// From entry to record. Returns the record as logged.
  nlohmann::json walk(const std::string& feed, const Entry& one, const std::string& text) {
    const auto decided = decide(submission(accept_one(feed, one), text));
    EXPECT_EQ(decided.to_annotate.size(), 1u);
    const auto published = publish(draft(decided.to_annotate.at(0)));
    EXPECT_EQ(published.logged.size(), 1u);
    return parsed(published.logged.at(0));
  }

  std::vector<Pending> resume() {
    auto outcome = ledger->resume(0, 1000);
    EXPECT_TRUE(outcome) << outcome.error().message;
    return *outcome;
  }

  Fate fail(const Pending& pending, Stage stage, int attempt) {
    auto outcome = ledger->fail({pending.id, pending.revision, attempt, stage, ErrorKind::internal, "crashed", true});
    EXPECT_TRUE(outcome) << outcome.error().message;
    return *outcome;
  }

  std::vector<LogEntry> whole_log() { return *ledger->logged_after(0, 100'000); }
  Counts counts() { return *ledger->counts(); }

  Folder folder;
  Options options;
  Timestamp now = day(10);
  std::optional<Ledger> ledger;
  dedup::SeenIndex index;
};

inline std::string where_tests_run(const ::testing::TestParamInfo<const char*>& info) {
  return std::string(info.param) == "/dev/shm" ? "InMemory" : "OnDisk";
}

#define NEWSWIRED_LEDGER_SUITE(suite) \
  INSTANTIATE_TEST_SUITE_P(Ledger, suite, ::testing::Values("/dev/shm", "."), where_tests_run)

}  // namespace newswired::ledger::testing
