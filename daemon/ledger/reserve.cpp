#include "daemon/ledger/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace newswired::ledger {

bool Reserve::hold() {
  if (held()) return true;
  struct stat there {};
  const auto wanted = static_cast<off_t>(bytes_);
  // Blocks count in 512 bytes: a file with holes reserves nothing.
  held_ = stat(file_.c_str(), &there) == 0 && there.st_size == wanted && there.st_blocks * 512 >= wanted;
  if (held_) return true;

  struct statvfs disk {};
  const std::string folder = file_.substr(0, file_.rfind('/'));
  if (statvfs(folder.c_str(), &disk) != 0 || disk.f_bavail * disk.f_frsize < bytes_ + bytes_ / 4) return false;
  const int file = open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  held_ = posix_fallocate(file, 0, wanted) == 0;
  close(file);
  if (!held_) unlink(file_.c_str());
  return held_;
}

void Reserve::give_up() noexcept {
  held_ = false;
  unlink(file_.c_str());
}

}  // namespace newswired::ledger
