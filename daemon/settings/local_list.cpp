#include "daemon/settings/local_list.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "daemon/settings/toml_text.h"

namespace newswired::settings {
namespace {

constexpr const char* name_in_folder = "feeds.d/local.opml";

Error failed(const std::string& file) { return {ErrorKind::unavailable, file + ": " + std::strerror(errno)}; }

bool is_named(const std::filesystem::path& folder, const Settings& settings) {
  const std::string file = (folder / name_in_folder).string();
  return std::any_of(settings.feeds.begin(), settings.feeds.end(), [&](const std::string& pattern) {
    return fnmatch((folder / pattern).c_str(), file.c_str(), FNM_PATHNAME) == 0;
  });
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return fsync(file) == 0;
}

}  // namespace

Result<LocalList> LocalList::open(const std::string& config_file, const Settings& settings) {
  const std::filesystem::path folder = std::filesystem::path(config_file).parent_path();
  const std::string file = (folder / name_in_folder).string();
  if (!is_named(folder, settings))
    return Error{ErrorKind::invalid, config_file + ": `feeds` does not name " + file + ", where commands keep feeds; add \"feeds.d/*.opml\" to it"};

  std::error_code trouble;
  const std::filesystem::path home = std::filesystem::path(file).parent_path();
  std::filesystem::create_directories(home, trouble);
  const int lock = ::open(home.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return failed(home.string());
  LocalList list(file, lock);
  if (flock(lock, LOCK_EX) != 0) return failed(home.string());
  if (!std::filesystem::exists(file)) return list;

  std::string error;
  const auto bytes = read_file(file, error);
  if (!bytes) return Error{ErrorKind::unavailable, error};
  feed::Opml opml = feed::read_opml(*bytes);
  if (!opml.problems.empty()) {
    const feed::OpmlProblem& first = opml.problems.front();
    return Error{ErrorKind::invalid, file + ":" + std::to_string(first.line) + ":" + std::to_string(first.column) + ": " + first.message +
                                         "; mend the list first, writing it anew would lose that"};
  }
  list.feeds_ = std::move(opml.feeds);
  return list;
}

LocalList::LocalList(LocalList&& other) noexcept
    : file_(std::move(other.file_)), folder_(std::exchange(other.folder_, -1)), feeds_(std::move(other.feeds_)) {}

LocalList::~LocalList() {
  if (folder_ >= 0) close(folder_);
}

Result<Done> LocalList::save() const {
  const std::string fresh = file_ + ".new";
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return failed(fresh);
  const bool written = write_all(file, feed::write_opml(feeds_, "newswired"));
  const int reason = errno;
  close(file);
  if (!written) {
    unlink(fresh.c_str());
    errno = reason;
    return failed(fresh);
  }
  if (std::rename(fresh.c_str(), file_.c_str()) != 0) return failed(file_);
  fsync(folder_);
  return Done{};
}

}  // namespace newswired::settings
