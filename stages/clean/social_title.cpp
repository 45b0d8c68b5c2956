#include "stages/clean/social_title.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "stages/clean/lines.h"
#include "stages/clean/script_data.h"

namespace newswired::clean {
namespace {

// Values looked at, so that a page of nothing else stays cheap.
constexpr int values_max = 100;
// Strings of strings of strings.
constexpr int depth_max = 3;

bool names_title(std::string_view name) {
  return name.find("title") != name.npos || name.find("headline") != name.npos;
}

/// A string of a script as it is shown; as written when it is none. `depth`: how many times strings hold one
/// another.
std::string unescaped(std::string_view value, int depth) {
  std::string text(value);
  for (int level = 0; level <= std::min(depth, depth_max); ++level) {
    const nlohmann::json parsed = nlohmann::json::parse('"' + text + '"', nullptr, false);
    if (!parsed.is_string()) break;
    text = parsed.get<std::string>();
  }
  return text;
}

/// Where the value of the first member of the object behind the colon at `at` begins, `at` when there is no
/// object.
std::size_t first_member(std::string_view markup, std::size_t at, bool& is_title) {
  const std::size_t open = markup.find_first_not_of(": ", at);
  if (open == markup.npos || markup[open] != '{') return at;
  const std::size_t name = markup.find_first_not_of(" \\\"", open + 1);
  if (name == markup.npos) return at;
  std::size_t end = at;
  const std::string_view key = key_around(markup, name, end);
  if (key.empty()) return at;
  is_title = is_title || names_title(lower_ascii(key));
  return end;
}

}  // namespace

bool is_social_title(std::string_view title, std::string_view markup) {
  const std::string wanted = name_key(title);
  int values = 0;
  for (std::size_t at = markup.find("ocial"); at != markup.npos; at = markup.find("ocial", at + 1)) {
    std::size_t end = at;
    const std::string name = lower_ascii(key_around(markup, at, end));
    if (!name.starts_with("social")) continue;
    bool is_title = names_title(name);
    const std::size_t value = first_member(markup, end, is_title);
    int depth = 0;
    const std::string_view text = string_after(markup, value, metadata_bytes_max, &depth);
    if (!is_title || text.empty()) continue;
    if (++values > values_max) return false;
    if (name_key(metadata_line(unescaped(text, depth))) == wanted) return true;
  }
  return false;
}

}  // namespace newswired::clean
