#include "daemon/ledger/state_dir.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace newswired::ledger {
namespace {

Error trouble(const std::string& path, const std::string& what, const std::string& remedy) {
  return {ErrorKind::unavailable, path + ": " + what + ": " + std::strerror(errno) + (remedy.empty() ? "" : "; ") + remedy};
}

/// The process that wrote its number into the lock file, for the message.
std::string holder(int lock) {
  char text[32] = {};
  const ssize_t size = pread(lock, text, sizeof text - 1, 0);
  if (size <= 0) return "another process";
  std::string number(text, static_cast<std::size_t>(size));
  while (!number.empty() && number.back() == '\n') number.pop_back();
  return "process " + number;
}

void write_holder(int lock) {
  const std::string number = std::to_string(getpid()) + "\n";
  // Only for the message of a second opener; the lock holds without it.
  if (ftruncate(lock, 0) == 0) [[maybe_unused]]
    const ssize_t written = pwrite(lock, number.data(), number.size(), 0);
}

}  // namespace

Result<StateDir> StateDir::hold(const std::string& path) {
  std::error_code error;
  const auto parent = std::filesystem::path(path).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, error);
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
    return trouble(path, "cannot create the state folder", "create it for this user, or set another state_dir");
  const std::string lock_file = path + "/lock";
  const int lock = open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    return trouble(lock_file, "cannot open the lock file",
                   "state_dir must be a folder that this user may write to, or another one");
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const std::string who = holder(lock);
    close(lock);
    return Error{ErrorKind::unavailable, path + ": " + who + " runs on this state folder; stop it first, or set another state_dir"};
  }
  // A command that root runs must not lock out the daemon's user, to whom the folder belongs.
  struct stat owner {};
  if (geteuid() == 0 && stat(path.c_str(), &owner) == 0) [[maybe_unused]]
    const int given = fchown(lock, owner.st_uid, owner.st_gid);
  write_holder(lock);
  return StateDir(path, lock);
}

StateDir::StateDir(StateDir&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

StateDir& StateDir::operator=(StateDir&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

StateDir::~StateDir() {
  if (lock_ >= 0) close(lock_);
}

std::string StateDir::ledger_file() const { return ledger::ledger_file(path_); }

std::string ledger_file(const std::string& state_dir) { return state_dir + "/ledger.sqlite3"; }

std::optional<HeadMark> load_head_mark(const std::string& state_dir) {
  std::ifstream file(state_dir + "/head");
  HeadMark mark;
  if (file >> mark.epoch >> mark.seq) return mark;
  return std::nullopt;
}

Result<Done> save_head_mark(const std::string& state_dir, const HeadMark& mark) {
  const std::string path = state_dir + "/head", fresh = path + ".new";
  const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return trouble(fresh, "cannot write", "");
  const std::string text = mark.epoch + " " + std::to_string(mark.seq) + "\n";
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fdatasync(file) == 0;
  close(file);
  if (!written || rename(fresh.c_str(), path.c_str()) != 0) return trouble(path, "cannot write", "");
  return Done{};
}

}  // namespace newswired::ledger
