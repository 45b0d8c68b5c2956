#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "daemon/ledger/ledger_fixture.h"

namespace newswired::ledger::testing {

/// A feed server in small: what feed `feed` lists as entry `number` at version `version`. Few texts and few links, so
/// that copies, updates under new guids and re-used links all happen.
struct World {
  static constexpr int feeds = 4, entries = 12, texts = 14;

  static Poll poll_of(int feed, const std::vector<std::pair<int, int>>& listed) {
    Poll made = poll("feed-" + std::to_string(feed), {});
    for (const auto& [number, version] : listed)
      made.entries.push_back(entry("e" + std::to_string(number), static_cast<std::uint64_t>(version)));
    return made;
  }

  /// The page behind a pending entry: a pure function of what was accepted.
  static Submission page_of(const Pending& pending) {
    const auto key = std::hash<std::string>{}(pending.feed.id + pending.identity + std::to_string(pending.revision));
    std::string text = story_text("topic" + std::string(3, static_cast<char>('a' + key % texts)));
    if (key / 64 % 4 == 0) text += story_text("later" + std::string(3, static_cast<char>('a' + key / 256 % 20)));
    return submission(pending, text, "https://news.example/" + std::to_string(key / 1024 % 30));
  }
};

/// What must hold of any log: seq without holes, `prev` the newest before it under its topic, revisions of an id rising
/// by one, and copies of nothing but what has a record already.
inline void check_log(const std::vector<LogEntry>& log, const std::string& epoch) {
  std::map<std::string, std::uint64_t> heads;
  std::map<std::string, int> revisions;
  std::map<std::string, std::uint64_t> record_seq;
  std::uint64_t expected = 1;
  for (const LogEntry& line : log) {
    const auto entry = parsed(line);
    ASSERT_EQ(line.seq, expected++);
    ASSERT_EQ(entry["seq"], line.seq);
    ASSERT_EQ(entry["epoch"], epoch);
    ASSERT_EQ(entry["prev"], heads[line.topic]) << "under " << line.topic;
    heads[line.topic] = line.seq;
    const auto id = entry["id"].get<std::string>();
    if (line.schema == record_schema) {
      ASSERT_EQ(entry["revision"], ++revisions[id]) << id;
      ASSERT_EQ(entry["event"], revisions[id] == 1 ? "new" : "update");
      record_seq[id] = line.seq;
    } else {
      ASSERT_EQ(entry["of_seq"], record_seq[entry["of"].get<std::string>()]) << "a copy of what has no record yet";
      ASSERT_NE(entry["of"], id);
    }
  }
}

/// Every accepted article has ended: in a record, as a copy of what has one, or as a dead letter.
inline void check_ends(const std::string& state_dir, const std::vector<LogEntry>& log) {
  std::set<std::string> ended;
  for (const LogEntry& line : log) ended.insert(parsed(line)["id"].get<std::string>());
  SQLite::Database file(state_dir + "/ledger.sqlite3", SQLite::OPEN_READONLY);
  EXPECT_EQ(file.execAndGet("PRAGMA integrity_check").getString(), "ok");
  SQLite::Statement dead(file, "SELECT id FROM dead");
  while (dead.executeStep()) ended.insert(dead.getColumn(0).getString());
  SQLite::Statement articles(file, "SELECT id, stands_for FROM articles");
  while (articles.executeStep()) {
    const std::string id = articles.getColumn(0).getString(), other = articles.getColumn(1).getString();
    EXPECT_TRUE(ended.contains(id) || ended.contains(other)) << id << " was lost";
  }
}

/// The counters row says what the table holds.
inline void check_counters(const std::string& state_dir, const Counts& counts) {
  SQLite::Database file(state_dir + "/ledger.sqlite3", SQLite::OPEN_READONLY);
  EXPECT_EQ(static_cast<std::uint64_t>(file.execAndGet("SELECT count(*) FROM pending").getInt64()), counts.pending_rows);
  EXPECT_EQ(static_cast<std::uint64_t>(file.execAndGet("SELECT ifnull(sum(bytes), 0) FROM pending").getInt64()),
            counts.pending_bytes);
  EXPECT_EQ(static_cast<std::uint64_t>(
                file.execAndGet("SELECT ifnull(sum(length(CAST(content AS BLOB)) + ifnull(length(CAST(article AS BLOB)), "
                                "0)), 0) FROM pending")
                    .getInt64()),
            counts.pending_bytes);
}

}  // namespace newswired::ledger::testing
