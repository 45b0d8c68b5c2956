#include "stages/clean/script_date.h"

#include "stages/clean/lines.h"
#include "stages/clean/script_data.h"

namespace newswired::clean {
namespace {

constexpr std::size_t date_bytes_max = 32, day_bytes = 10;

/// A key of the day of publication, not of an issue, an update or a new edition.
bool names_publication(std::string_view key) {
  const std::string name = lower_ascii(key);
  for (const std::string_view other : {"last", "re-pub", "repub", "updat", "modif", "unpub", "expir"})
    if (name.find(other) != name.npos) return false;
  return true;
}

/// Whether a string begins with a day: "2026-03-05T07:30…".
bool begins_with_day(std::string_view text) {
  if (text.size() < day_bytes) return false;
  for (std::size_t i = 0; i < day_bytes; ++i)
    if (i == 4 || i == 7 ? text[i] != '-' : !is_digit(text[i])) return false;
  return true;
}

}  // namespace

std::string find_date_in_scripts(std::string_view markup) {
  std::string_view found;
  for (std::size_t at = markup.find("ubli"); at != markup.npos; at = markup.find("ubli", at + 1)) {
    std::size_t end = at;
    const std::string_view key = key_around(markup, at, end);
    if (key.empty() || !names_publication(key)) continue;
    const std::string_view date = string_after(markup, end, date_bytes_max);
    if (!begins_with_day(date)) continue;
    if (!found.empty() && found.substr(0, day_bytes) != date.substr(0, day_bytes)) return {};
    if (found.size() <= day_bytes) found = date;
  }
  return std::string(found);
}

}  // namespace newswired::clean
