#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/ledger/types.h"

namespace newswired::output {

/// What somebody cares about: a record matches when it meets every list that is not empty.
///
/// Words and phrases are looked for in title and text, whole, whatever their case and accents; `*` at the end stands for
/// any ending. A name is met by an entity of that name or one that contains its words: "Haddad" by Leila Haddad.
struct Watchlist {
  std::string name;
  std::vector<std::string> any;
  std::vector<std::string> all;
  std::vector<std::string> none;
  std::vector<std::string> people;
  std::vector<std::string> feeds;
};

/// All watchlists, made ready for matching. Any thread; `set` replaces them for whoever asks next.
class Watchlists {
 public:
  void set(std::vector<Watchlist> lists);

  /// Names of the lists that a log entry matches; none unless it is a record.
  std::vector<std::string> matching(const ledger::LogEntry& entry) const;

  /// Whether it would go under a topic that begins with `prefix`.
  bool matches(const ledger::LogEntry& entry, std::string_view prefix) const;

 private:
  struct Ready;
  std::shared_ptr<const Ready> ready() const;

  mutable std::mutex mutex_;
  std::shared_ptr<const Ready> ready_;  // guarded by mutex_
};

}  // namespace newswired::output
