// A SQLite file system that keeps a diary of what was written and not yet synced, so that a test can take it back.
//
// Loaded into the real daemon with LD_PRELOAD. While NEWSWIRED_POWER_CUT is set, every database and WAL file FILE has a
// diary FILE.unsynced beside it: before a write or truncation the old bytes and the new ones go there, and a sync that
// succeeded empties it. After kill -9 the test plays the disk (tests/faults/power.py): the file as last synced, plus
// whichever of the later writes it chooses. What this does not model: torn sectors, and disks that lie about syncs.
//
// Diary entry, little-endian: u8 kind (1 write, 2 truncate), u64 offset, u64 old size, u64 old bytes, u64 new bytes, then both.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

namespace {

enum class Kind : std::uint8_t { write = 1, truncate = 2 };

/// SQLite allocates `szOsFile` bytes: this, then the file of the real file system.
struct DiaryFile {
  sqlite3_file base;
  int diary;
  sqlite3_file* real;
};

sqlite3_vfs* real_vfs() { return sqlite3_vfs_find("unix"); }
DiaryFile* of(sqlite3_file* file) { return reinterpret_cast<DiaryFile*>(file); }

void put(std::vector<char>& entry, std::uint64_t number) {
  entry.insert(entry.end(), reinterpret_cast<char*>(&number), reinterpret_cast<char*>(&number) + sizeof number);
}

/// One write(2), so that kill -9 leaves whole entries, each before its deed. False: the diary cannot be kept (a full disk).
bool note(DiaryFile* file, Kind kind, sqlite3_int64 offset, sqlite3_int64 affected, const void* fresh, std::size_t fresh_size) {
  if (file->diary < 0) return true;
  sqlite3_int64 size = 0;
  if (file->real->pMethods->xFileSize(file->real, &size) != SQLITE_OK) return false;
  const sqlite3_int64 old_size = offset >= size ? 0 : std::min(affected, size - offset);
  std::vector<char> old(static_cast<std::size_t>(old_size));
  if (old_size > 0 && file->real->pMethods->xRead(file->real, old.data(), int(old_size), offset) != SQLITE_OK) return false;
  std::vector<char> entry{char(kind)};
  put(entry, std::uint64_t(offset));
  put(entry, std::uint64_t(size));
  put(entry, std::uint64_t(old_size));
  put(entry, fresh_size);
  entry.insert(entry.end(), old.begin(), old.end());
  const char* bytes = static_cast<const char*>(fresh);
  entry.insert(entry.end(), bytes, bytes + fresh_size);
  return ::write(file->diary, entry.data(), entry.size()) == ssize_t(entry.size());
}

int close_file(sqlite3_file* file) {
  const int done = of(file)->real->pMethods->xClose(of(file)->real);
  if (of(file)->diary >= 0) ::close(of(file)->diary);
  return done;
}
int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) { return of(file)->real->pMethods->xRead(of(file)->real, to, size, at); }
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  if (!note(of(file), Kind::write, at, size, from, std::size_t(size))) return SQLITE_FULL;
  return of(file)->real->pMethods->xWrite(of(file)->real, from, size, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (!note(of(file), Kind::truncate, size, INT32_MAX, nullptr, 0)) return SQLITE_FULL;
  return of(file)->real->pMethods->xTruncate(of(file)->real, size);
}
int sync_file(sqlite3_file* file, int flags) {
  const int done = of(file)->real->pMethods->xSync(of(file)->real, flags);
  if (done == SQLITE_OK && of(file)->diary >= 0 && ::ftruncate(of(file)->diary, 0) != 0) return SQLITE_IOERR_FSYNC;
  return done;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) { return of(file)->real->pMethods->xFileSize(of(file)->real, size); }
int lock_file(sqlite3_file* file, int level) { return of(file)->real->pMethods->xLock(of(file)->real, level); }
int unlock_file(sqlite3_file* file, int level) { return of(file)->real->pMethods->xUnlock(of(file)->real, level); }
int is_reserved(sqlite3_file* file, int* out) { return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, out); }
int control(sqlite3_file* file, int op, void* argument) { return of(file)->real->pMethods->xFileControl(of(file)->real, op, argument); }
int sector_size(sqlite3_file* file) { return of(file)->real->pMethods->xSectorSize(of(file)->real); }
int traits(sqlite3_file* file) { return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real); }
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
  return of(file)->real->pMethods->xShmMap(of(file)->real, page, size, extend, to);
}
int lock_shared(sqlite3_file* file, int offset, int n, int flags) { return of(file)->real->pMethods->xShmLock(of(file)->real, offset, n, flags); }
void barrier(sqlite3_file* file) { of(file)->real->pMethods->xShmBarrier(of(file)->real); }
int unmap_shared(sqlite3_file* file, int remove) { return of(file)->real->pMethods->xShmUnmap(of(file)->real, remove); }

// Version 2: with shared memory for WAL, without the memory map that would write past us.
const sqlite3_io_methods methods = {2,         close_file,  read_file,   write_file, truncate_file, sync_file,
                                    file_size, lock_file,   unlock_file, is_reserved, control,      sector_size,
                                    traits,    map_shared,  lock_shared, barrier,    unmap_shared,  nullptr, nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  DiaryFile* ours = new (file) DiaryFile{};
  ours->diary = -1;
  ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
  const int done = real_vfs()->xOpen(real_vfs(), name, ours->real, flags, flags_out);
  ours->base.pMethods = ours->real->pMethods ? &methods : nullptr;
  const bool kept = flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL);
  if (done == SQLITE_OK && name && kept && !(flags & SQLITE_OPEN_READONLY))
    ours->diary = ::open((std::string(name) + ".unsynced").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return done;
}

__attribute__((constructor)) void install() {
  if (!std::getenv("NEWSWIRED_POWER_CUT")) return;
  static sqlite3_vfs vfs = *real_vfs();
  vfs.zName = "power-cut";
  vfs.szOsFile = int(sizeof(DiaryFile)) + real_vfs()->szOsFile;
  vfs.pNext = nullptr;
  vfs.xOpen = open_file;
  if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK) std::abort();
}

}  // namespace
