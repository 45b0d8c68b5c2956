#include "stages/clean/script_date.h"

#include "stages/clean/lines.h"

namespace newswired::clean {
namespace {

constexpr std::size_t key_bytes_max = 32, date_bytes_max = 32, day_bytes = 10;

bool is_key_sign(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == ':' || c == '-';
}

/// The key around `at`, between quotation marks that may be escaped; empty when it is none. `end` is set
/// behind the marks.
std::string_view key_around(std::string_view markup, std::size_t at, std::size_t& end) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < key_bytes_max && is_key_sign(markup[begin - 1])) --begin;
  end = at;
  while (end < markup.size() && end - at < key_bytes_max && is_key_sign(markup[end])) ++end;
  const std::string_view key = markup.substr(begin, end - begin);
  if (begin == 0 || markup[begin - 1] != '"') return {};
  if (end < markup.size() && markup[end] == '\\') ++end;
  if (end >= markup.size() || markup[end] != '"') return {};
  ++end;
  return key;
}

/// A key of the day of publication, not of an issue, an update or a new edition.
bool names_publication(std::string_view key) {
  const std::string name = lower_ascii(key);
  for (const std::string_view other : {"last", "re-pub", "repub", "updat", "modif", "unpub", "expir"})
    if (name.find(other) != name.npos) return false;
  return true;
}

/// `:"2026-03-05T07:30…`: the text in the marks; empty when there is no date.
std::string_view date_after(std::string_view markup, std::size_t at) {
  const auto skip = [&](char c) {
    while (at < markup.size() && markup[at] == c) ++at;
  };
  skip(' ');
  if (at >= markup.size() || markup[at] != ':') return {};
  ++at;
  skip(' ');
  if (at < markup.size() && markup[at] == '\\') ++at;
  if (at >= markup.size() || markup[at] != '"') return {};
  const std::string_view value = markup.substr(at + 1, date_bytes_max);
  const std::string_view text = value.substr(0, value.find_first_of("\\\""));
  if (text.size() < day_bytes || text.size() == value.size()) return {};
  for (std::size_t i = 0; i < day_bytes; ++i)
    if (i == 4 || i == 7 ? text[i] != '-' : !is_digit(text[i])) return {};
  return text;
}

}  // namespace

std::string find_date_in_scripts(std::string_view markup) {
  std::string_view found;
  for (std::size_t at = markup.find("ubli"); at != markup.npos; at = markup.find("ubli", at + 1)) {
    std::size_t end = at;
    const std::string_view key = key_around(markup, at, end);
    if (key.empty() || !names_publication(key)) continue;
    const std::string_view date = date_after(markup, end);
    if (date.empty()) continue;
    if (!found.empty() && found.substr(0, day_bytes) != date.substr(0, day_bytes)) return {};
    if (found.size() <= day_bytes) found = date;
  }
  return std::string(found);
}

}  // namespace newswired::clean
