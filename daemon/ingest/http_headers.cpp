#include "daemon/ingest/http_headers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <vector>

namespace newswired::ingest {
namespace {

using std::chrono::seconds;

constexpr std::int64_t seconds_max =
    10LL * 365 * 24 * 3600;  // Ten years: above every limit, far from overflow.

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Digits alone; a number too long counts as `seconds_max`.
std::optional<std::int64_t> number(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  std::int64_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{}) return seconds_max;
  return std::min(value, seconds_max);
}

std::vector<std::string> words_of(std::string_view text, std::string_view borders) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (borders.find(c) == std::string_view::npos) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::optional<unsigned> month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto at = std::find(names.begin(), names.end(), lower(word.substr(0, 3)));
  if (at == names.end()) return std::nullopt;
  return static_cast<unsigned>(at - names.begin()) + 1;
}

std::optional<seconds> clock_of(std::string_view word) {
  const std::vector<std::string> parts = words_of(word, ":");
  if (parts.size() != 3) return std::nullopt;
  const auto hours = number(parts[0]), minutes = number(parts[1]), rest = number(parts[2]);
  if (!hours || !minutes || !rest || *hours > 23 || *minutes > 59 || *rest > 60) return std::nullopt;
  return seconds(*hours * 3600 + *minutes * 60 + *rest);
}

std::optional<Timestamp> moment(std::string_view year_word, std::string_view month_word,
                                std::string_view day_word, std::string_view clock_word, Timestamp now) {
  auto year = number(year_word);
  const auto month = month_of(month_word);
  const auto day = number(day_word);
  const auto clock = clock_of(clock_word);
  if (!year || !month || !day || !clock || *year > 9999) return std::nullopt;

  if (year_word.size() == 2) {
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
    const int this_year = static_cast<int>(today.year());
    *year += this_year / 100 * 100;
    if (*year > this_year + 50) *year -= 100;
  }
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + *clock;
}

}  // namespace

std::optional<Timestamp> parse_http_date(std::string_view text, Timestamp now) {
  const std::vector<std::string> words = words_of(text, " ,-\t");
  if (words.size() == 6) return moment(words[3], words[2], words[1], words[4], now);
  if (words.size() == 5) return moment(words[4], words[1], words[2], words[3], now);  // asctime
  return std::nullopt;
}

std::optional<seconds> parse_retry_after(std::string_view text, Timestamp now) {
  text = trimmed(text);
  if (const auto count = number(text)) return seconds(*count);
  const std::optional<Timestamp> date = parse_http_date(text, now);
  if (!date) return std::nullopt;
  return std::clamp(*date - now, seconds(0), seconds(seconds_max));
}

seconds freshness(std::string_view cache_control, std::string_view expires, std::string_view age,
                  Timestamp now) {
  std::optional<std::int64_t> max_age;
  for (const std::string& part : words_of(lower(cache_control), ",")) {
    const std::string_view directive = trimmed(part);
    if (directive == "no-cache" || directive == "no-store") return seconds(0);
    if (!directive.starts_with("max-age=")) continue;
    std::string_view value = directive.substr(8);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    max_age = number(value);
  }
  const seconds old(number(trimmed(age)).value_or(0));
  if (max_age) return std::max(seconds(*max_age) - old, seconds(0));

  const std::optional<Timestamp> end = parse_http_date(trimmed(expires), now);
  if (!end) return seconds(0);
  return std::clamp(*end - now, seconds(0),
                    seconds(seconds_max));  // A date is the same however old the answer is.
}

}  // namespace newswired::ingest
