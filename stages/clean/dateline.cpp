#include "stages/clean/dateline.h"

#include <algorithm>

#include "stages/clean/headline.h"
#include "stages/clean/lines.h"
#include "stages/text/dates.h"

namespace newswired::clean {
namespace {

/// Whether `text` has a year of four digits and another number, or three numbers with the same sign between
/// them: what is taken for a date of less may be "Mar-athon 2026".
bool names_day(std::string_view text) {
  std::size_t numbers = 0, years = 0;
  char before = 0, sign = 0;
  bool has_one_sign = true;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      before = text[at++];
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (before == ':' && numbers > 0) continue;
    if (at - begin == 4) ++years;
    if (++numbers == 2) sign = before;
    if (numbers == 3)
      has_one_sign = before == sign && std::string_view("./-").find(sign) != std::string_view::npos;
  }
  return numbers >= 2 && (years > 0 || (numbers >= 3 && has_one_sign));
}

/// The beginning of `line`, ended by a blank, that says the most exact date, less what adds nothing; empty
/// when there is none.
std::string_view date_at_front(std::string_view line) {
  constexpr std::size_t bytes_max = 60;
  line = line.substr(0, bytes_max);
  std::string_view found;
  std::optional<Timestamp> time;
  for (std::size_t end = line.size(); end != line.npos && end > 0; end = line.rfind(' ', end - 1)) {
    std::string_view date = line.substr(0, end);
    while (!date.empty() && std::string_view(" ,;|(").find(date.back()) != date.npos) date.remove_suffix(1);
    const std::optional<Timestamp> read = names_day(date) ? text::parse_date(date) : std::nullopt;
    if (time && read != time) break;
    if (read) found = date, time = read;
  }
  return found;
}

/// The date of the first short line that has one, of those from `begin` to before `end`.
std::string date_between(const Blocks& blocks, std::size_t begin, std::size_t end) {
  constexpr float words_max = 20;
  constexpr int digits_min = 3;
  for (std::size_t i = begin; i < std::min(end, blocks.list.size()); ++i) {
    if (blocks.list[i].words > words_max || blocks.list[i].digit_count < digits_min) continue;
    if (std::string date = date_in_line(blocks.text_of(blocks.list[i])); !date.empty()) return date;
  }
  return {};
}

}  // namespace

std::string date_in_line(std::string_view line) {
  constexpr int numbers_max = 4;
  int numbers = 0;
  for (std::size_t at = 0; at < line.size() && numbers < numbers_max; ++at) {
    if (!is_digit(line[at]) || (at > 0 && is_digit(line[at - 1]))) continue;
    ++numbers;
    // The word before may be a month.
    const std::size_t blank = at < 2 ? line.npos : line.rfind(' ', at - 2);
    for (const std::size_t begin : {blank == line.npos ? std::size_t{0} : blank + 1, at})
      if (const std::string_view date = date_at_front(line.substr(begin)); !date.empty())
        return std::string(date);
  }
  return {};
}

std::string find_date_near_headline(const Blocks& blocks, std::string_view title) {
  constexpr std::size_t before_max = 4, after_max = 8;
  const std::size_t headline = find_headline(blocks, title);
  if (headline == blocks.list.size()) return {};
  // Above a headline may stand today's date, or another story's.
  std::string date = date_between(blocks, headline + 1, headline + after_max);
  return date.empty() ? date_between(blocks, headline - std::min(headline, before_max), headline) : date;
}

std::string find_date_before_text(const Blocks& blocks, const std::vector<float>& shares) {
  constexpr std::size_t before_max = 6;
  constexpr float words_min = 15;
  for (std::size_t i = 0; i < blocks.list.size(); ++i)
    if (shares[i] >= 0.5f && blocks.list[i].words >= words_min)
      return date_between(blocks, i - std::min(i, before_max), i);
  return {};
}

}  // namespace newswired::clean
