#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "daemon/ledger/query.h"
#include "daemon/ledger/types.h"

namespace newswired::ledger {

/// What a failed statement means for who called the ledger. `doing` begins the message.
Trouble trouble_of(const SQLite::Exception& error, std::string_view doing);

/// What to do about a damaged file; the end of every message that tells of one.
inline constexpr const char* damaged_remedy =
    "ledger.sqlite3 is damaged: stop, keep it and its -wal for a look, and put a backup in place (newswired restore FILE)";

/// For bytes that we wrote and cannot read: damage, settled where SQLite's own is (`Fault::refused`).
[[noreturn]] void throw_damaged(const std::string& what);

/// One connection with its prepared statements. One thread owns it. Its methods throw SQLite::Exception, which stops
/// at `Ledger` and `RecordLog`.
class Database {
 public:
  enum class Access { write, read };

  /// For writing: creates the file when missing, sets WAL, synchronous=FULL and no automatic checkpoints (the writer
  /// makes them: two connections that checkpoint at once can damage the file with SQLite before 3.51.3).
  Database(const std::string& file, Access access);

  /// A query over the prepared statement of this text, which must live as long as the program.
  template <class... Values>
  Query query(const char* sql, const Values&... values) {
    return Query(statement(sql), values...);
  }

  /// Statements without parameters and rows, several if need be.
  void execute(std::string_view sql);

  int user_version();

  /// Looks through the whole file when it has at most `checked_at_start_bytes_max`, and throws when it is damaged. A
  /// larger one would hold up the start; its damage is found where it is read.
  void check_if_small(std::uintmax_t bytes);
  static constexpr std::uintmax_t checked_at_start_bytes_max = 64u << 20;

  /// Rows changed since the connection was opened.
  int total_changes() { return connection_.getTotalChanges(); }

 private:
  SQLite::Statement& statement(const char* sql);

  SQLite::Database connection_;
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

/// Brings the database to the present schema, one transaction a step. `invalid` when it is newer than we are.
Result<Done> migrate(Database& database, const std::string& file);

}  // namespace newswired::ledger
