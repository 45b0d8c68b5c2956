#include "daemon/ledger/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "daemon/ledger/database.h"
#include "daemon/ledger/schema.h"
#include "daemon/ledger/state_dir.h"

namespace newswired::ledger {
namespace {

namespace fs = std::filesystem;

Error trouble(const std::string& path, const std::string& what) { return {ErrorKind::unavailable, path + ": " + what}; }

bool sync_to_disk(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = fsync(file) == 0;
  close(file);
  return done;
}

bool sync_folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path();
  return sync_to_disk(folder.empty() ? "." : folder.string());
}

/// Marks a copy, in a file that has no WAL beside it and gets none.
void mark_as_copy(const std::string& file) {
  SQLite::Database copy(file, SQLite::OPEN_READWRITE);
  copy.exec("PRAGMA journal_mode=DELETE");
  copy.exec("INSERT OR REPLACE INTO meta(name, value) VALUES('copy', '1')");
}

/// Why this is no ledger that we can take up; empty when it is.
std::string why_not_restorable(const std::string& file) {
  SQLite::Database database(file, SQLite::OPEN_READONLY);
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (version < 1 || !database.tableExists("counters")) return "is no backup of a ledger";
  if (version > schema_version()) return "was written by a newer newswired: start that version";
  const std::string health = database.execAndGet("PRAGMA quick_check(1)").getString();
  return health == "ok" ? "" : "is damaged: " + health;
}

/// Of what root makes: the daemon runs as another user, to whom the folder belongs.
bool give_to_owner_of(const std::string& folder, const std::string& file) {
  struct stat owner {};
  if (geteuid() != 0) return true;
  return stat(folder.c_str(), &owner) == 0 && chown(file.c_str(), owner.st_uid, owner.st_gid) == 0;
}

/// Gives the ledger at `place` a second name, with its WAL when that cannot be folded into it; the answer is the name.
Result<std::string> set_aside(const std::string& place) {
  if (!fs::exists(place)) return std::string();
  try {
    SQLite::Database(place, SQLite::OPEN_READWRITE).exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const SQLite::Exception&) {
    // Damaged, perhaps the reason for the restore: kept as it is.
  }
  std::string aside = place + ".before-restore";
  for (int number = 2; fs::exists(aside); ++number) aside = place + ".before-restore-" + std::to_string(number);
  std::error_code error;
  fs::create_hard_link(place, aside, error);
  if (!error && fs::exists(place + "-wal")) fs::create_hard_link(place + "-wal", aside + "-wal", error);
  if (error || !sync_folder_of(place)) return trouble(aside, "cannot be set aside: " + error.message());
  return aside;
}

}  // namespace

Result<Done> backup_ledger(const std::string& state_dir, const std::string& file) {
  if (fs::exists(file)) return trouble(file, "exists already; give another name");
  if (!fs::exists(ledger_file(state_dir))) return trouble(state_dir, "there is no ledger in it");
  const std::string partial = file + ".partial";
  std::error_code ignored;
  try {
    fs::remove(partial, ignored);
    {
      SQLite::Database ledger(ledger_file(state_dir), SQLite::OPEN_READONLY);
      SQLite::Statement copy(ledger, "VACUUM INTO ?");
      copy.bind(1, partial);
      copy.exec();
    }
    mark_as_copy(partial);
    fs::permissions(partial, fs::perms::owner_read | fs::perms::owner_write, ignored);
  } catch (const SQLite::Exception& error) {
    fs::remove(partial, ignored);
    return trouble(file, std::string("cannot back up: ") + error.what());
  }
  std::error_code error;
  if (sync_to_disk(partial)) fs::rename(partial, file, error);
  if (error || !fs::exists(file) || !sync_folder_of(file)) {
    fs::remove(partial, ignored);
    return trouble(file, "cannot be written" + (error ? ": " + error.message() : std::string()));
  }
  return Done{};
}

Result<std::string> restore_ledger(const std::string& state_dir, const std::string& file) {
  const auto dir = StateDir::hold(state_dir);
  if (!dir) return dir.error();
  const std::string place = dir->ledger_file(), fresh = place + ".restored";
  std::error_code error;
  try {
    if (const std::string why = why_not_restorable(file); !why.empty())
      return Error{ErrorKind::invalid, file + ": " + why};
    fs::copy_file(file, fresh, fs::copy_options::overwrite_existing, error);
    if (error) return trouble(fresh, "cannot be written: " + error.message());
    mark_as_copy(fresh);
  } catch (const SQLite::Exception& failure) {
    return Error{ErrorKind::invalid, file + ": " + failure.what()};
  }
  if (!give_to_owner_of(state_dir, fresh) || !sync_to_disk(fresh)) return trouble(fresh, "cannot be written");
  const auto aside = set_aside(place);
  if (!aside) return aside.error();
  // A WAL beside the new file would be taken for its own.
  for (const char* rest : {"-wal", "-shm"}) fs::remove(place + rest, error);
  fs::rename(fresh, place, error);
  if (error || !sync_folder_of(place)) return trouble(place, "cannot be put in place: " + error.message());
  return *aside;
}

}  // namespace newswired::ledger
