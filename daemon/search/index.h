#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "daemon/ledger/types.h"
#include "proto/result.h"

namespace newswired::search {

/// The index's file in a state directory.
std::string index_file(const std::string& state_dir);

/// Up to where the log has been taken in.
struct Cursor {
  std::string epoch;
  std::uint64_t seq = 0;

  bool operator==(const Cursor&) const = default;
};

/// What the log says, turned round for readers: articles by their present revision, who is named where, who said what,
/// stories, copies, and the full text (SQLite FTS5). Everything in it can be made again from the log, so it is not
/// backed up and its commits need not survive a power cut.
///
/// Not thread-safe: one thread writes (`Feeder`); `Catalogue` reads from any.
class Index {
 public:
  /// Opens or creates `<state_dir>/search.sqlite3`. A file of another schema, or one that is damaged, is begun anew.
  static Result<Index> open(const std::string& state_dir);
  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  Cursor cursor() const;

  /// Empties it: the log is another one now, or has dropped what was not read yet. What comes next follows `from`.
  ledger::Outcome<Done> begin(const Cursor& from);

  /// Takes entries in the order of their seq, drops what is below `floor`, and moves the cursor to `at`: one
  /// transaction. Entries of schemas it does not know are passed over.
  ledger::Outcome<Done> apply(std::span<const ledger::LogEntry> entries, std::uint64_t at, std::uint64_t floor);

 private:
  struct State;
  explicit Index(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newswired::search
