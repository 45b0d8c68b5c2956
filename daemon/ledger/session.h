#pragma once

#include <cstdint>
#include <string>

#include "daemon/ledger/database.h"
#include "daemon/ledger/types.h"

namespace newswired::ledger {

/// The counters row. A transaction works on a copy; it becomes the ledger's when the transaction is committed.
struct Counters {
  std::uint64_t seq = 0;
  std::uint64_t floor = 1;
  std::uint64_t turn = 0;
  std::uint64_t position = 0;
  std::uint64_t commits = 0;
  std::uint64_t pending_rows = 0;
  std::uint64_t pending_bytes = 0;

  bool operator==(const Counters&) const = default;
};

Counters load_counters(Database& database);
void save_counters(Database& database, const Counters& counters);

/// Thrown to take back a transaction that would pass the caps on pending rows, or would use a full disk's reserve.
struct CapsReached {};

/// What the parts of one transaction share. Everything is lent.
struct Session {
  Database& database;
  Counters& counters;
  const Options& options;
  const std::string& epoch;
  Timestamp now;
  bool intake_closed;  ///< The caps were reached and the low water is not yet.
  bool disk_full;      ///< The reserve is given up: nothing new.

  template <class... Values>
  Query query(const char* sql, const Values&... values) {
    return database.query(sql, values...);
  }
};

/// What a poll that does not fit is answered.
Trouble intake_trouble(const Session& session, std::string_view doing);

}  // namespace newswired::ledger
