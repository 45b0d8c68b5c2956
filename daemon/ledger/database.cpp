#include "daemon/ledger/database.h"

#include <sqlite3.h>

#include "daemon/ledger/schema.h"

namespace newswired::ledger {
namespace {

// How long SQLite itself waits for somebody else's lock; the writer's patience comes on top.
constexpr int busy_wait_ms = 250;

Fault fault_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return Fault::full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_MISUSE:
      return Fault::refused;
    default:
      return Fault::unavailable;
  }
}

}  // namespace

Trouble trouble_of(const SQLite::Exception& error, std::string_view doing) {
  std::string message = std::string(doing) + ": " + error.what();
  const int code = error.getErrorCode() & 0xff;
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) message += std::string("; ") + damaged_remedy;
  return {fault_of(error.getErrorCode()), std::move(message)};
}

void throw_damaged(const std::string& what) { throw SQLite::Exception(what, SQLITE_CORRUPT); }

void Database::check_if_small(std::uintmax_t bytes) {
  if (bytes > checked_at_start_bytes_max) return;
  const std::string found = connection_.execAndGet("PRAGMA quick_check(1)").getString();
  if (found != "ok") throw_damaged(found);
}

Database::Database(const std::string& file, Access access)
    : connection_(file, access == Access::write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY,
                  busy_wait_ms) {
  if (access == Access::read) return;
  // Only has an effect before the first table; then it is the file's for ever.
  connection_.exec("PRAGMA auto_vacuum=INCREMENTAL");
  connection_.exec("PRAGMA journal_mode=WAL");
  connection_.exec("PRAGMA synchronous=FULL");
  connection_.exec("PRAGMA wal_autocheckpoint=0");
  connection_.exec("PRAGMA journal_size_limit=67108864");  // 64 MiB: what a long backup made the WAL grow to goes again
  connection_.exec("PRAGMA cache_size=-32768");  // 32 MiB
}

SQLite::Statement& Database::statement(const char* sql) {
  auto& slot = statements_[sql];
  if (!slot) slot = std::make_unique<SQLite::Statement>(connection_, sql);
  return *slot;
}

void Database::execute(std::string_view sql) { connection_.exec(std::string(sql)); }

int Database::user_version() { return connection_.execAndGet("PRAGMA user_version").getInt(); }

Result<Done> migrate(Database& database, const std::string& file) {
  const int version = database.user_version();
  if (version > schema_version())
    return Error{ErrorKind::invalid, file + ": written by a newer newswired (schema " + std::to_string(version) +
                                         ", this one knows " + std::to_string(schema_version()) +
                                         "): start that version, or restore a backup of this one's time"};
  for (int step = version; step < schema_version(); ++step) {
    database.execute("BEGIN IMMEDIATE");
    try {
      database.execute(migrations()[static_cast<std::size_t>(step)]);
      database.execute("PRAGMA user_version=" + std::to_string(step + 1));
      database.execute("COMMIT");
    } catch (...) {
      try {
        database.execute("ROLLBACK");
      } catch (const SQLite::Exception&) {  // There is none when COMMIT itself ended it.
      }
      throw;
    }
  }
  return Done{};
}

}  // namespace newswired::ledger
