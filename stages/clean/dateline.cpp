#include "stages/clean/dateline.h"

#include <algorithm>

#include "stages/clean/phrases.h"
#include "stages/text/dates.h"

namespace newswired::clean {
namespace {

constexpr std::string_view separators[] = {" | ",      " \u00B7 ", " \u2022 ", " \u2013 ",
                                           " \u2014 ", " - ",      " Uhr"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The block that is the title, else a heading that holds it behind a kicker, else the first h1; the number
/// of blocks when there is none.
std::size_t find_headline(const Blocks& blocks, std::string_view title) {
  constexpr std::size_t title_bytes_min = 15;
  const std::string bare = bare_words(title);
  std::size_t headline = blocks.list.size();
  for (std::size_t i = 0; i < blocks.list.size(); ++i) {
    if (!bare.empty() && is_bare(blocks.text_of(blocks.list[i]), bare)) return i;
    if (headline != blocks.list.size() || !html::is_heading(blocks.list[i].tag)) continue;
    const bool holds_title =
        bare.size() >= title_bytes_min && bare_words(blocks.text_of(blocks.list[i])).ends_with(bare);
    if (holds_title || blocks.list[i].tag == html::Tag::h1) headline = i;
  }
  return headline;
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
    for (const std::size_t begin : {blank == line.npos ? std::size_t{0} : blank + 1, at}) {
      const std::string_view rest = line.substr(begin);
      std::size_t end = rest.size();
      for (const std::string_view separator : separators) end = std::min(end, rest.find(separator));
      if (text::parse_date(rest.substr(0, end)) &&
          rest.substr(0, end).find_first_not_of("0123456789") != rest.npos)
        return std::string(rest.substr(0, end));
    }
  }
  return {};
}

std::string find_date_near_headline(const Blocks& blocks, std::string_view title) {
  constexpr std::size_t before_max = 4, after_max = 8;
  constexpr float words_max = 20;
  const std::size_t headline = find_headline(blocks, title);
  if (headline == blocks.list.size()) return {};
  const std::size_t begin = headline - std::min(headline, before_max);
  const std::size_t end = std::min(headline + after_max, blocks.list.size());
  for (std::size_t i = begin; i < end; ++i) {
    if (i == headline || blocks.list[i].words > words_max || blocks.list[i].digit_count < 3) continue;
    if (std::string date = date_in_line(blocks.text_of(blocks.list[i])); !date.empty()) return date;
  }
  return {};
}

}  // namespace newswired::clean
