#include "proto/time.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace newswired {
namespace {

using std::chrono::days;
using std::chrono::seconds;

/// Reads exactly `count` digits at `at` and moves on; nothing when one is missing.
std::optional<int> read_digits(std::string_view text, std::size_t& at, int count) {
  if (text.size() < at + count) return std::nullopt;
  int number = 0;
  for (int i = 0; i < count; ++i) {
    const char c = text[at + i];
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  at += count;
  return number;
}

bool take(std::string_view text, std::size_t& at, std::string_view any_of) {
  if (at >= text.size() || any_of.find(text[at]) == std::string_view::npos) return false;
  ++at;
  return true;
}

/// `Z` or `+hh:mm`, as seconds east of UTC; it must end the text.
std::optional<int> read_offset(std::string_view text, std::size_t at) {
  if (take(text, at, "Zz")) return at == text.size() ? std::optional(0) : std::nullopt;
  const bool west = at < text.size() && text[at] == '-';
  if (!take(text, at, "+-")) return std::nullopt;
  const auto hours = read_digits(text, at, 2);
  if (!hours || !take(text, at, ":")) return std::nullopt;
  const auto minutes = read_digits(text, at, 2);
  if (!minutes || *hours > 23 || *minutes > 59 || at != text.size()) return std::nullopt;
  const int east = *hours * 3600 + *minutes * 60;
  return west ? -east : east;
}

}  // namespace

std::string format_rfc3339(Timestamp time) {
  static constexpr Timestamp first{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
  static constexpr Timestamp last{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31} + days{1} - seconds{1}};
  time = std::clamp(time, first, last);

  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()),
                unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                int(clock.minutes().count()), int(clock.seconds().count()));
  return buffer.data();
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  std::size_t at = 0;
  const auto year = read_digits(text, at, 4);
  if (!year || !take(text, at, "-")) return std::nullopt;
  const auto month = read_digits(text, at, 2);
  if (!month || !take(text, at, "-")) return std::nullopt;
  const auto day = read_digits(text, at, 2);
  if (!day || !take(text, at, "Tt ")) return std::nullopt;
  const auto hour = read_digits(text, at, 2);
  if (!hour || !take(text, at, ":")) return std::nullopt;
  const auto minute = read_digits(text, at, 2);
  if (!minute || !take(text, at, ":")) return std::nullopt;
  const auto second = read_digits(text, at, 2);
  if (!second) return std::nullopt;
  if (take(text, at, ".")) {
    const std::size_t fraction = at;
    while (take(text, at, "0123456789")) {
    }
    if (at == fraction) return std::nullopt;
  }
  const auto east = read_offset(text, at);

  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month(unsigned(*month)),
                                         std::chrono::day(unsigned(*day))};
  // 60 is a leap second; it becomes the first of the next minute.
  if (!east || !date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return Timestamp{std::chrono::sys_days{date}} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         seconds{*second - *east};
}

}  // namespace newswired
