#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/ledger/ledger.h"
#include "daemon/ledger/reserve.h"
#include "daemon/ledger/session.h"
#include "daemon/ledger/state_dir.h"

namespace newswired::ledger {

/// The held folder, the one writable connection, and what is true after the last commit.
struct Ledger::State {
  Options options;
  StateDir dir;
  Reserve reserve;
  std::unique_ptr<Database> database;  ///< None while it could not be opened again.
  Counters counters;
  std::string epoch;
  bool intake_closed = false;
  dedup::Position index_saved_at = 0;

  State(const Options& given, StateDir held)
      : options(given), dir(std::move(held)), reserve(dir.path(), given.reserve_bytes) {}

  /// Runs `work` in one transaction: committed and true when nothing is returned. `doing` begins messages.
  ///
  /// A commit that failed in a way that leaves its outcome open is settled here: the database is opened again and
  /// its count of commits says whether it was done. Only when that fails too the answer is `unknown`.
  std::optional<Trouble> transact(std::string_view doing, const std::function<void(Session&)>& work);

  /// As `transact`, with the answer.
  template <class T, class Work>
  Outcome<T> answer(std::string_view doing, Work&& work) {
    T value{};
    if (auto trouble = transact(doing, [&](Session& session) { value = work(session); })) return std::move(*trouble);
    return value;
  }

  /// Opens the connection and reads the counters; throws SQLite::Exception.
  Result<Done> connect();

  /// A new epoch when this is a copy, or older than what the head file has seen.
  void settle_epoch();

 private:
  std::optional<Trouble> commit(std::string_view doing, const Counters& after);
  std::optional<Trouble> settle_doubt(std::string_view doing, const Counters& after, const std::string& why);
  bool fails(CommitMoment moment) const { return options.commit_fails && options.commit_fails(moment); }
  /// A full disk costs the reserve: what is repeated then has its room.
  Trouble noted(Trouble trouble);
  void roll_back() noexcept;
  void update_intake();
};

}  // namespace newswired::ledger
