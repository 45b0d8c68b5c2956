#include "stages/text/dates.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "stages/text/date_iso.h"
#include "stages/text/date_words.h"

namespace newswired::text {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Letters of any script: everything beyond ASCII counts.
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// A number that is not part of a clock time or a zone.
struct Number {
  int value = 0;
  int digit_count = 0;
  char after = '\0';  ///< The character that follows it.
};

/// Words that are neither month, zone nor half of the day are let pass up to this: "le lundi 5 mai à 10h".
constexpr int unknown_words_max = 4;

/// Reads a folded date word by word; what each word may mean depends only on what has been seen.
class LooseDate {
 public:
  explicit LooseDate(std::string_view text) : text_(text) {}

  std::optional<Timestamp> read() {
    while (at_ < text_.size()) {
      if (!step()) return std::nullopt;
    }
    return resolve();
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  bool step() {
    const char c = peek();
    if (is_digit(c)) return read_time() || read_number();
    if ((c == '+' || c == '-') && has_time_ && is_digit(peek(1))) return read_offset();
    if (is_letter(c)) return read_word();
    ++at_;
    return true;
  }

  /// One or two digits at `at_ + from`; -1 when there are none or more.
  int two_digits(std::size_t from, std::size_t& size) const {
    size = 0;
    int value = 0;
    while (size < 3 && is_digit(peek(from + size))) value = value * 10 + (peek(from + size++) - '0');
    return size >= 1 && size <= 2 ? value : -1;
  }

  /// `10:00`, `10:00:15.123`, `10h30`, `16.30 Uhr`, `16.30` after a whole date. Leaves everything as it is when there is
  /// no time here.
  bool read_time() {
    if (has_time_) return false;
    std::size_t size = 0;
    const int hour = two_digits(0, size);
    if (hour < 0) return false;
    std::size_t next = size;
    const char mark = peek(next);
    if (mark != ':' && mark != 'h' && mark != '.') return false;
    std::size_t minute_size = 0;
    const int minute = two_digits(next + 1, minute_size);
    if (minute < 0 || (mark != ':' && minute_size != 2)) return mark == 'h' && read_bare_hour(hour, next);
    next += 1 + minute_size;
    if (mark == '.' && !ends_dotted_time(next)) return false;

    int second = 0;
    if (mark == ':' && peek(next) == ':') {
      std::size_t second_size = 0;
      second = two_digits(next + 1, second_size);
      if (second < 0) return false;
      next += 1 + second_size;
      if ((peek(next) == '.' || peek(next) == ',') && is_digit(peek(next + 1)))
        for (++next; is_digit(peek(next));) ++next;
    }
    set_time(hour, minute, second);
    at_ += next;
    return true;
  }

  /// Whether what ends at `at_ + next` is `16.30` of a clock, not the day and month of `16.03.2026`.
  bool ends_dotted_time(std::size_t next) const {
    if (text_.substr(at_ + next).starts_with(" uhr")) return true;
    const bool has_date = number_count_ == (month_ ? 2 : 3);
    return has_date && (peek(next) != '.' || !is_digit(peek(next + 1)));
  }

  /// French `10h`: only before a blank or the end, so that no other word is taken for it.
  bool read_bare_hour(int hour, std::size_t mark_at) {
    const char after = peek(mark_at + 1);
    if (after != '\0' && !is_blank(after)) return false;
    set_time(hour, 0, 0);
    at_ += mark_at + 1;
    return true;
  }

  void set_time(int hour, int minute, int second) {
    hour_ = hour;
    minute_ = minute;
    second_ = second;
    has_time_ = true;
  }

  bool read_number() {
    Number number;
    while (is_digit(peek())) {
      if (++number.digit_count > 6) return false;
      number.value = number.value * 10 + (peek() - '0');
      ++at_;
    }
    number.after = peek();
    if (number_count_ == numbers_.size()) return false;
    numbers_[number_count_++] = number;
    return true;
  }

  /// `+0200`, `-05:00`, `+2`, `+05:30`.
  bool read_offset() {
    const int sign = peek() == '-' ? -1 : 1;
    std::array<int, 4> digits{};
    std::size_t count = 0, next = 1;
    bool colon = false;
    for (; is_digit(peek(next)) || (peek(next) == ':' && !colon && count > 0 && is_digit(peek(next + 1))); ++next) {
      if (peek(next) == ':') {
        // +5:30 has one digit for the hour.
        if (count == 1) digits = {0, digits[0], 0, 0}, count = 2;
        colon = true;
        continue;
      }
      if (count == digits.size()) return false;
      digits[count++] = peek(next) - '0';
    }
    if (count == 1) digits = {0, digits[0], 0, 0};
    if (count == 3) digits = {0, digits[0], digits[1], digits[2]};
    const int offset = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3];
    // "10:00 -2004": a year after a dash is no zone.
    if (offset > 18 * 60) return false;
    // A number after a name says it exactly (GMT+2, EST-0500).
    if (!has_offset_) zone_ = minutes(sign * offset);
    has_offset_ = true;
    at_ += next;
    return true;
  }

  bool read_word() {
    const std::size_t start = at_;
    while (is_letter(peek()) || (peek() == '.' && is_letter(peek(1)))) ++at_;
    std::string_view word = text_.substr(start, at_ - start);
    if (word == "t" && is_digit(peek())) return true;  // of 2004-július-13T9:15
    if (const auto half = half_day_named(word)) {
      half_day_ = *half;
      return true;
    }
    if (const auto zone = has_time_ ? zone_named(word) : std::nullopt) {
      // In `+0200 (CEST)` the number is exact, the name is a comment.
      if (!has_offset_) zone_ = *zone;
      return true;
    }
    word = word.substr(0, word.find('.'));
    const bool has_date = month_ && number_count_ == 2;
    if (const int month = word.size() >= 3 && !has_date ? month_named(word) : 0) {
      // A weekday may begin like a month ("mar. 5 mai"), and stands before it; a name that does stands after it all.
      month_ = month;
      return true;
    }
    return ++unknown_words_ <= unknown_words_max;
  }

  std::optional<Timestamp> resolve() const {
    int year = 0, month = month_, day = 1;
    if (!(month_ ? day_and_year(day, year) : three_numbers(year, month, day))) return std::nullopt;
    int hour = hour_;
    if (half_day_) {
      if (hour > 12) return hour < 24 ? instant(year, month, day, hour) : std::nullopt;
      hour = hour % 12 + *half_day_;
    }
    return instant(year, month, day, hour);
  }

  std::optional<Timestamp> instant(int year, int month, int day, int hour) const {
    const auto local = date_time(year, month, day, hour, minute_, second_);
    if (!local) return std::nullopt;
    return *local - zone_;
  }

  /// Beside a named month: the number that cannot be a day is the year; else the day comes first.
  bool day_and_year(int& day, int& year) const {
    if (number_count_ == 0 || number_count_ > 2) return false;
    const Number& first = numbers_[0];
    if (number_count_ == 1) {
      if (first.digit_count < 4) return false;
      year = first.value;
      return true;
    }
    const Number& second = numbers_[1];
    const bool year_first = first.digit_count > 2 || first.value > 31;
    day = year_first ? second.value : first.value;
    const Number& year_number = year_first ? first : second;
    year = full_year(year_number.value, year_number.digit_count);
    return true;
  }

  bool three_numbers(int& year, int& month, int& day) const {
    if (number_count_ != 3) return false;
    const auto& [a, b, c] = numbers_;
    if (a.digit_count >= 3) {
      year = a.value, month = b.value, day = c.value;
      return true;
    }
    year = full_year(c.value, c.digit_count);
    // Who writes the month first writes the afternoon with "pm".
    const bool has_24_hours = has_time_ && !half_day_ && hour_ > 12;
    const bool month_first = a.after == '/' && a.value <= 12 && (b.value > 12 || !has_24_hours);
    month = month_first ? a.value : b.value;
    day = month_first ? b.value : a.value;
    if (month_first && b.value > 31) return false;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::array<Number, 3> numbers_{};
  std::size_t number_count_ = 0;
  int month_ = 0;
  int hour_ = 0, minute_ = 0, second_ = 0;
  bool has_time_ = false;
  std::optional<int> half_day_;
  minutes zone_{0};
  bool has_offset_ = false;
  int unknown_words_ = 0;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Seconds (9 or 10 digits) or milliseconds (12 or 13) since 1970.
std::optional<Timestamp> parse_epoch(std::string_view text) {
  if (text.size() < 9 || text.size() > 13 || text.size() == 11) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return Timestamp(seconds(text.size() > 11 ? value / 1000 : value));
}

}  // namespace

std::optional<Timestamp> parse_date(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > date_bytes_max) return std::nullopt;
  if (const auto time = parse_iso_8601(text)) return time;
  if (const auto time = parse_epoch(text)) return time;
  const std::string folded = folded_date(text);
  return LooseDate(folded).read();
}

}  // namespace newswired::text
