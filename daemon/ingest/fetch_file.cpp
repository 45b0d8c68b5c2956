#include "daemon/ingest/fetch_file.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace newswired::ingest {
namespace {

/// The path of `file:///path` or `file://localhost/path`, percent-decoded.
std::optional<std::string> path_of(const std::string& url) {
  std::string_view rest = url;
  if (!rest.starts_with("file:")) return std::nullopt;
  rest.remove_prefix(5);
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    if (rest.starts_with("localhost/")) rest.remove_prefix(9);
  }
  if (!rest.starts_with('/')) return std::nullopt;
  int length = 0;
  char* decoded = curl_easy_unescape(nullptr, rest.data(), static_cast<int>(rest.size()), &length);
  if (!decoded) return std::nullopt;
  std::string path(decoded, static_cast<std::size_t>(length));
  curl_free(decoded);
  if (path.find('\0') != std::string::npos) return std::nullopt;
  return path;
}

FetchResult failed(FetchResult result, FetchReason reason, const std::string& why) {
  result.error = FetchError{reason, result.url + ": " + why};
  return result;
}

}  // namespace

FetchResult read_file_url(const FetchRequest& request) {
  FetchResult result;
  result.url = request.url;
  const std::optional<std::string> path = path_of(request.url);
  if (!path) return failed(result, FetchReason::bad_url, "expected file:///path");

  // O_NONBLOCK: opening a pipe that nobody writes must not stop the fetch thread.
  const int file = ::open(path->c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    if (errno != ENOENT) return failed(result, FetchReason::file, std::strerror(errno));
    result.status = 404;
    return result;
  }
  struct stat facts {};
  if (::fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) {
    ::close(file);
    return failed(result, FetchReason::file, "not a regular file");
  }
  result.etag = "\"" + std::to_string(facts.st_size) + "-" + std::to_string(facts.st_mtim.tv_sec) + "." +
                std::to_string(facts.st_mtim.tv_nsec) + "\"";
  result.status = result.etag == request.validators.etag ? 304 : 200;

  char chunk[1 << 16];
  while (result.status == 200 && !result.truncated) {
    const ssize_t count = ::read(file, chunk, sizeof chunk);
    if (count < 0) {
      ::close(file);
      return failed(FetchResult{.url = request.url}, FetchReason::file, std::strerror(errno));
    }
    if (count == 0) break;
    result.body.append(chunk, static_cast<std::size_t>(count));
    if (result.body.size() > request.bytes_max) {
      result.body.resize(request.bytes_max);
      result.truncated = true;
    }
  }
  result.wire_bytes = result.body.size();
  ::close(file);
  return result;
}

}  // namespace newswired::ingest
