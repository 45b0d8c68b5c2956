#include "daemon/settings/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace newswired::settings {
namespace {

Error invalid(const std::string& path, const std::string& what) { return {ErrorKind::invalid, path + ": " + what}; }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool equal_folded(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y; });
}

/// RFC 9110, 5.6.2: what a header's name may be made of.
bool is_token(std::string_view name) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
  });
}

/// What the fetcher itself must say, or a request would mean something else.
bool is_reserved(std::string_view name) {
  constexpr std::string_view reserved[] = {"host", "content-length", "transfer-encoding", "connection", "if-none-match", "if-modified-since", "accept-encoding"};
  return std::any_of(std::begin(reserved), std::end(reserved), [&](std::string_view known) { return equal_folded(name, known); });
}

}  // namespace

Result<std::string> read_secret_file(const std::string& path) {
  // The mode is asked of what was opened, so that nothing can be exchanged in between.
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return invalid(path, std::strerror(errno));
  struct stat status {};
  fstat(file, &status);
  std::string text(secret_bytes_max + 1, '\0');
  const ssize_t count = S_ISREG(status.st_mode) ? read(file, text.data(), text.size()) : 0;
  close(file);
  if (!S_ISREG(status.st_mode)) return invalid(path, "not a plain file");
  if (status.st_mode & 077) {
    char mode[8];
    std::snprintf(mode, sizeof mode, "%04o", static_cast<unsigned>(status.st_mode & 07777));
    return invalid(path, std::string("has mode ") + mode + ", so that others can read the secret in it; chmod 600 it");
  }
  if (count < 0) return invalid(path, "cannot be read");
  if (static_cast<std::size_t>(count) > secret_bytes_max) return invalid(path, "larger than 64 KiB");
  text.resize(static_cast<std::size_t>(count));
  return text;
}

Result<std::string> parse_credentials(std::string_view text, const std::string& path) {
  const std::string_view line = trimmed(text);
  if (line.find(':') == std::string_view::npos || line.find_first_of("\r\n") != std::string_view::npos)
    return invalid(path, "expected one line user:password");
  return std::string(line);
}

Result<std::vector<std::pair<std::string, std::string>>> parse_headers(std::string_view text, const std::string& path) {
  std::vector<std::pair<std::string, std::string>> headers;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const std::string where = path + ":" + std::to_string(number);
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, std::min(colon, line.size()));
    if (colon == std::string_view::npos || !is_token(name)) return invalid(where, "expected a header such as \"Name: value\"");
    if (is_reserved(name)) return invalid(where, "the header " + std::string(name) + " is newswired's own; take it out");
    headers.emplace_back(name, trimmed(line.substr(colon + 1)));
  }
  return headers;
}

}  // namespace newswired::settings
