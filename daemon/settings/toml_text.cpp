#include "daemon/settings/toml_text.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace newswired::settings {

std::optional<std::string> read_file(const std::string& file, std::string& error) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  if (stream) bytes << stream.rdbuf();
  // Reading a folder opens and then fails.
  if (!stream || stream.bad()) {
    error = errno ? std::strerror(errno) : "cannot be read";
    return std::nullopt;
  }
  return bytes.str();
}

std::optional<toml::table> parse_toml(std::string_view text, const std::string& file, std::vector<Problem>& problems) {
  try {
    return toml::parse(text, std::string_view(file));
  } catch (const toml::parse_error& error) {
    const auto where = error.source().begin;
    problems.push_back({file, int(where.line), int(where.column), "not TOML: " + std::string(error.description())});
    return std::nullopt;
  }
}

std::string shown(const toml::node& node) {
  std::ostringstream text;
  node.visit([&](const auto& value) { text << value; });
  std::string shown = text.str();
  for (char& c : shown)
    if (c == '\n') c = ' ';
  if (shown.size() > 60) shown = shown.substr(0, 57) + "...";
  if (node.is_string()) return '"' + *node.value<std::string>() + '"';
  return shown;
}

}  // namespace newswired::settings
