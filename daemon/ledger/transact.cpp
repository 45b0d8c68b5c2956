// The transaction around everything a ledger does.
#include <sqlite3.h>

#include <cassert>

#include "daemon/ledger/identity.h"
#include "daemon/ledger/ledger_state.h"

namespace newswired::ledger {
namespace {

// After the caps were reached, intake opens again when four fifths are pending.
bool below_low_water(std::uint64_t now, std::uint64_t max) { return now <= max / 5 * 4; }

/// Whether a COMMIT that failed so has certainly not been done. Anything else (an fsync that failed, say) may have
/// reached the disk, or may yet be found in the WAL after a crash.
bool surely_not_done(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_CONSTRAINT:
    case SQLITE_READONLY:
      return true;
    default:
      return false;
  }
}

struct InjectedFailure {};

}  // namespace

Counters load_counters(Database& database) {
  auto query =
      database.query("SELECT seq, floor, turn, position, commits, pending_rows, pending_bytes FROM counters");
  if (!query.next()) throw SQLite::Exception("the counters row is missing", SQLITE_CORRUPT);
  return {query.number(0), query.number(1), query.number(2), query.number(3),
          query.number(4), query.number(5), query.number(6)};
}

void save_counters(Database& database, const Counters& counters) {
  database
      .query("UPDATE counters SET seq=?, floor=?, turn=?, position=?, commits=?, pending_rows=?, pending_bytes=?",
             counters.seq, counters.floor, counters.turn, counters.position, counters.commits, counters.pending_rows,
             counters.pending_bytes)
      .run();
}

Trouble intake_trouble(const Session& session, std::string_view doing) {
  const auto mib = [](std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; };
  const Options& options = session.options;
  const std::string begin = std::string(doing) + ": ";
  if (session.disk_full)
    return {Fault::full, begin + "the disk of " + options.state_dir + " is full: nothing new is taken until its reserve of " +
                             mib(options.reserve_bytes) + " and a quarter more are free again"};
  return {Fault::full, begin + std::to_string(session.counters.pending_rows) + " articles of " +
                           mib(session.counters.pending_bytes) + " are pending, the cap is " +
                           std::to_string(options.pending_rows_max) + " of " + mib(options.pending_bytes_max)};
}

Result<Done> Ledger::State::connect() {
  database = std::make_unique<Database>(dir.ledger_file(), Database::Access::write);
  if (auto done = migrate(*database, dir.ledger_file()); !done) return done;
  counters = load_counters(*database);
  auto query = database->query("SELECT value FROM meta WHERE name='epoch'");
  epoch = query.next() ? query.text(0) : std::string();
  update_intake();
  return Done{};
}

void Ledger::State::settle_epoch() {
  const bool copy = database->query("SELECT 1 FROM meta WHERE name='copy'").next();
  const auto mark = load_head_mark(dir.path());
  const bool behind = mark && mark->epoch == epoch && mark->seq > counters.seq;
  if (!epoch.empty() && !copy && !behind) return;
  epoch = random_epoch();
  database->execute("BEGIN IMMEDIATE");
  database->query("INSERT OR REPLACE INTO meta(name, value) VALUES('epoch', ?)", epoch).run();
  database->query("DELETE FROM meta WHERE name='copy'").run();
  database->execute("COMMIT");
}

std::optional<Trouble> Ledger::State::transact(std::string_view doing, const std::function<void(Session&)>& work) {
  Counters after;
  try {
    if (!database && fails(CommitMoment::reopen)) return Trouble{Fault::unavailable, "reopening: made to fail"};
    if (!database)
      if (auto done = connect(); !done) return Trouble{Fault::refused, done.error().message};
    after = counters;
    const int changes = database->total_changes();
    Session session{*database, after, options, epoch, options.now(), intake_closed, !reserve.held()};
    database->execute("BEGIN IMMEDIATE");
    work(session);
    intake_closed = session.intake_closed;
    if (database->total_changes() == changes) {
      assert(after == counters);
      database->execute("ROLLBACK");
      return std::nullopt;
    }
    ++after.commits;
    save_counters(*database, after);
  } catch (const SQLite::Exception& error) {
    roll_back();
    return noted(trouble_of(error, doing));
  } catch (const CapsReached&) {
    roll_back();
    intake_closed = intake_closed || reserve.held();
    return intake_trouble({*database, counters, options, epoch, {}, intake_closed, !reserve.held()}, doing);
  } catch (...) {
    roll_back();
    throw;
  }
  return commit(doing, after);
}

std::optional<Trouble> Ledger::State::commit(std::string_view doing, const Counters& after) {
  try {
    if (fails(CommitMoment::before)) throw InjectedFailure{};
    if (fails(CommitMoment::full)) throw SQLite::Exception("made to be full", SQLITE_FULL);
    database->execute("COMMIT");
    if (fails(CommitMoment::after)) throw InjectedFailure{};
  } catch (const SQLite::Exception& error) {
    if (!surely_not_done(error.getErrorCode())) return settle_doubt(doing, after, error.what());
    roll_back();
    return noted(trouble_of(error, doing));
  } catch (const InjectedFailure&) {
    return settle_doubt(doing, after, "commit made to fail");
  }
  counters = after;
  update_intake();
  return std::nullopt;
}

std::optional<Trouble> Ledger::State::settle_doubt(std::string_view doing, const Counters& after,
                                                   const std::string& why) {
  database.reset();
  const std::string message = std::string(doing) + ": " + why;
  try {
    if (fails(CommitMoment::reopen)) return Trouble{Fault::unknown, message};
    if (auto done = connect(); !done) return Trouble{Fault::refused, done.error().message};
  } catch (const SQLite::Exception& error) {
    database.reset();
    return Trouble{Fault::unknown, message + ", and reopening: " + error.what()};
  }
  if (counters.commits == after.commits) return std::nullopt;
  return Trouble{Fault::unavailable, message};
}

Trouble Ledger::State::noted(Trouble trouble) {
  if (trouble.fault == Fault::full) reserve.give_up();
  return trouble;
}

void Ledger::State::roll_back() noexcept {
  if (!database) return;
  try {
    database->execute("ROLLBACK");
  } catch (const SQLite::Exception&) {
    // SQLite has rolled back itself (a full disk, an I/O error), or there was no transaction yet.
  }
}

void Ledger::State::update_intake() {
  if (below_low_water(counters.pending_rows, options.pending_rows_max) &&
      below_low_water(counters.pending_bytes, options.pending_bytes_max))
    intake_closed = false;
}

}  // namespace newswired::ledger
