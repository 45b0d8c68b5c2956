#include "stages/text/date_iso.h"

#include <chrono>

namespace newswired::text {
namespace {

using namespace std::chrono;

class IsoReader {
 public:
  explicit IsoReader(std::string_view text) : rest_(text) {}

  std::optional<Timestamp> read() {
    const auto day = read_day();
    if (!day) return std::nullopt;
    if (rest_.empty()) return Timestamp(*day);

    if (!take('T') && !take('t') && !take(' ')) return std::nullopt;
    while (take(' ')) {
    }
    const auto time = read_time();
    if (!time) return std::nullopt;
    while (take(' ')) {
    }
    const auto zone = read_zone();
    if (!zone || !rest_.empty()) return std::nullopt;
    return Timestamp(*day) + *time - *zone;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::size_t digit_count() const {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    return count;
  }

  /// Exactly `count` digits; the caller knows that they are there.
  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (rest_[i] - '0');
    rest_.remove_prefix(count);
    return value;
  }

  std::optional<sys_days> calendar(int y, int m, int d) const {
    const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
    if (!date.ok()) return std::nullopt;
    return sys_days(date);
  }

  std::optional<sys_days> ordinal(int y, int day_of_year) const {
    const int last = year(y).is_leap() ? 366 : 365;
    if (day_of_year < 1 || day_of_year > last) return std::nullopt;
    return sys_days(year(y) / January / 1) + days(day_of_year - 1);
  }

  /// Week 1 is the one with the year's first Thursday; days count from Monday.
  std::optional<sys_days> week_date(int y, int week, int weekday_number) const {
    if (week < 1 || week > 53 || weekday_number < 1 || weekday_number > 7) return std::nullopt;
    const sys_days fourth = year(y) / January / 4;
    const sys_days monday = fourth - (weekday(fourth) - Monday);
    return monday + weeks(week - 1) + days(weekday_number - 1);
  }

  std::optional<sys_days> read_day() {
    const std::size_t count = digit_count();
    if (count == 8) {
      const int y = digits(4), m = digits(2), d = digits(2);
      return calendar(y, m, d);
    }
    if (count == 7) {
      const int y = digits(4);
      return ordinal(y, digits(3));
    }
    if (count != 4) return std::nullopt;
    const int y = digits(4);
    const bool dash = take('-');
    if (take('W')) return read_week(y);
    if (!dash) return rest_.empty() ? calendar(y, 1, 1) : std::nullopt;
    const std::size_t next = digit_count();
    if (next == 3) return ordinal(y, digits(3));
    if (next != 1 && next != 2) return std::nullopt;
    const int m = digits(next);
    if (!take('-')) return rest_.empty() ? calendar(y, m, 1) : std::nullopt;
    const std::size_t last = digit_count();
    if (last != 1 && last != 2) return std::nullopt;
    return calendar(y, m, digits(last));
  }

  std::optional<sys_days> read_week(int y) {
    std::size_t count = digit_count();
    if (count != 2 && count != 3) return std::nullopt;
    const int week = digits(2);
    if (count == 3 || (take('-') && digit_count() == 1)) return week_date(y, week, digits(1));
    return week_date(y, week, 1);
  }

  std::optional<seconds> read_time() {
    const std::size_t count = digit_count();
    int h = 0, m = 0, s = 0;
    if (count == 6 || count == 4) {
      h = digits(2), m = digits(2);
      if (count == 6) s = digits(2);
    } else if (count == 1 || count == 2) {
      h = digits(count);
      if (!take(':') || digit_count() != 2) return std::nullopt;
      m = digits(2);
      if (take(':')) {
        if (digit_count() != 2) return std::nullopt;
        s = digits(2);
      }
    } else {
      return std::nullopt;
    }
    if (take('.') || take(',')) rest_.remove_prefix(digit_count());
    return time_of_day(h, m, s);
  }

 public:
  static std::optional<seconds> time_of_day(int h, int m, int s) {
    const bool midnight = h == 24 && m == 0 && s == 0;
    if (h < 0 || (h > 23 && !midnight) || m < 0 || m > 59 || s < 0 || s > 60) return std::nullopt;
    return hours(h) + minutes(m) + seconds(s == 60 ? 59 : s);
  }

 private:
  /// `Z`, `+02`, `+0200`, `+02:00`, or nothing for UTC.
  std::optional<minutes> read_zone() {
    if (rest_.empty() || take('Z') || take('z')) return minutes(0);
    const bool minus = rest_[0] == '-';
    if (!take('+') && !take('-')) return std::nullopt;
    const std::size_t count = digit_count();
    int h = 0, m = 0;
    if (count == 4) {
      h = digits(2), m = digits(2);
    } else if (count == 2) {
      h = digits(2);
      if (take(':')) {
        if (digit_count() != 2) return std::nullopt;
        m = digits(2);
      }
    } else {
      return std::nullopt;
    }
    if (h > 18 || m > 59) return std::nullopt;
    return minutes((h * 60 + m) * (minus ? -1 : 1));
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Timestamp> parse_iso_8601(std::string_view text) { return IsoReader(text).read(); }

std::optional<Timestamp> date_time(int y, int m, int d, int hour, int minute, int second) {
  if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;
  const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
  const auto time = IsoReader::time_of_day(hour, minute, second);
  if (!date.ok() || !time) return std::nullopt;
  return Timestamp(sys_days(date)) + *time;
}

int full_year(int value, int digit_count) {
  if (digit_count >= 4) return value;
  if (digit_count <= 2 && value < 50) return value + 2000;
  return value + 1900;
}

}  // namespace newswired::text
