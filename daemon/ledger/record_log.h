#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/ledger/types.h"

namespace newswired::ledger {

/// What a reader wants: prefixes of `article.` topics are found by index; `quote.`, `entity.` and `watch.` prefixes by
/// scanning, answered with whole records. No prefix means everything. Tombstones pass every filter: who has read an
/// article learns that it is to be forgotten.
struct TopicFilter {
  std::vector<std::string> prefixes;

  /// Asked for each record when a prefix begins with `watch.`: the watchlists are the caller's. None: nothing matches.
  std::function<bool(const LogEntry& record, const std::string& prefix)> watched;
};

struct PageLimit {
  int entries_max = 500;
  std::size_t bytes_max = 1 << 20;
};

struct LogState {
  std::string epoch;
  std::uint64_t head = 0;
  std::uint64_t floor = 1;
};

struct Entries {
  std::vector<LogEntry> entries;
  std::uint64_t at = 0;  ///< All that matches up to here is in `entries`.
};
struct Gone {
  std::uint64_t floor = 1;
};
struct Rewound {
  LogState now;  ///< The asked epoch is not ours, or `after` is past the head: the asker has read another log.
};
using Page = std::variant<Entries, Gone, Rewound>;

/// The log, for readers. Any thread (each call uses one of its own read-only connections); never blocks the writer;
/// one short read transaction a page.
class RecordLog {
 public:
  static Result<RecordLog> open(const std::string& state_dir);
  RecordLog(RecordLog&&) noexcept;
  RecordLog& operator=(RecordLog&&) noexcept;
  ~RecordLog();

  /// Entries with seq > `after`. An empty `epoch` means the present one.
  Outcome<Page> read(const std::string& epoch, std::uint64_t after, const TopicFilter& filter, const PageLimit& limit) const;

  Outcome<LogState> state() const;

  /// What is known now of the article `id`, or of the one that `id` is a copy of: its newest record's place, its story
  /// after merges, its copies. Nothing when `id` was never accepted, or all that was kept of it went with retention.
  /// Any thread; a few lookups by key. `copies_max`: how many copies are listed, `Present::copy_count` counts them all.
  Outcome<std::optional<Present>> present(std::string_view id, int copies_max = 1000) const;

  /// What waits, what is dead, and where the log stands.
  Outcome<Counts> counts() const;

  /// The first seq whose entry was logged at or after `time`, head + 1 when there is none.
  Outcome<std::uint64_t> seq_at(Timestamp time) const;

 private:
  struct State;
  explicit RecordLog(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newswired::ledger
