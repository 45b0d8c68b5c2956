#include "stages/clean/byline.h"

#include <algorithm>
#include <utility>

#include "stages/clean/dateline.h"
#include "stages/clean/headline.h"
#include "stages/clean/lines.h"
#include "stages/clean/metadata.h"
#include "stages/text/given_names.h"

namespace newswired::clean {
namespace {

using Names = std::vector<std::string>;

constexpr std::string_view prefixes[] = {"by",  "written by", "story by", "words by", "von", "par",
                                         "por", "di",         "door",     "av",       "af",  "text:"};

constexpr std::string_view agencies[] = {"The Associated Press",
                                         "Associated Press",
                                         "The Canadian Press",
                                         "Agence France-Presse",
                                         "Press Association",
                                         "Deutsche Presse-Agentur",
                                         "Reuters",
                                         "Bloomberg",
                                         "AFP",
                                         "AP",
                                         "PA",
                                         "DPA",
                                         "AAP",
                                         "ANI",
                                         "PTI"};

/// "By Ana Costa" of "By Ana Costa The Associated Press" and of "By Ana Costa and AP".
std::string without_agency(std::string line) {
  const auto ends_line = [&](std::string_view agency) {
    return line.size() > agency.size() + 1 && line.ends_with(agency) &&
           std::string_view(" /,").find(line[line.size() - agency.size() - 1]) != std::string_view::npos;
  };
  const auto agency = std::find_if(std::begin(agencies), std::end(agencies), ends_line);
  if (agency == std::end(agencies)) return line;
  line.resize(line.size() - agency->size());
  line.resize(line.find_last_not_of(" ,/&|") + 1);
  if (line.ends_with(" and")) line.resize(line.size() - 4);
  return line;
}

/// The names of a line that begins with "By"; empty when it is another line.
Names names_behind_prefix(const std::string& line) {
  const std::string key = lower_ascii(line);
  const auto begins_line = [&](std::string_view prefix) {
    return key.starts_with(prefix) && key.size() > prefix.size() && key[prefix.size()] == ' ';
  };
  if (std::none_of(std::begin(prefixes), std::end(prefixes), begins_line)) return {};
  Names names = names_in_byline(line);
  return std::all_of(names.begin(), names.end(), looks_like_name) ? names : Names();
}

bool is_prefix(const std::string& line) {
  const std::string key = lower_ascii(line);
  return std::find(std::begin(prefixes), std::end(prefixes), key) != std::end(prefixes);
}

/// The names that are alone in a line, one of them with a first name that people have: "Middle East" is no
/// name.
Names names_alone(const std::string& line) {
  Names names = names_in_signature(line);
  const auto has_given_name = [](const std::string& name) {
    return text::gender_of_given_name(name.substr(0, name.find_first_of(" -"))) != text::Gender::unknown;
  };
  return std::any_of(names.begin(), names.end(), has_given_name) ? names : Names();
}

/// A line that says a day or an hour and little else.
bool says_when(const std::string& line) {
  constexpr std::size_t bytes_max = 80;
  if (line.size() > bytes_max) return false;
  if (!date_in_line(line).empty()) return true;
  const auto digit = [&](std::size_t i) { return i < line.size() && is_digit(line[i]); };
  for (std::size_t i = 1; i < line.size(); ++i)
    if ((line[i] == ':' || line[i] == '.') && digit(i - 1) && digit(i + 1) && digit(i + 2) && !digit(i + 3))
      return true;
  return false;
}

/// "Ana Costa / eastmouth.example / March 5, 2026": the names of the first part of a line that says when.
Names names_before_date(const std::string& line) {
  constexpr std::string_view signs = "/|";
  const std::size_t end = std::min({line.find_first_of(signs), line.find("\u00B7"), line.find("\u2022")});
  if (end == line.npos) return {};
  return names_alone(metadata_line(line.substr(0, end)));
}

/// The names in the lines from block `begin` to before `end`: of one that begins with "By", or that stands
/// beside the date.
Names names_of_lines(const Blocks& blocks, std::size_t begin, std::size_t end) {
  constexpr std::size_t bytes_max = 160;
  std::string before, before_that;
  bool was_when = false;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view text = blocks.text_of(blocks.list[i]);
    std::string line = text.size() > bytes_max ? std::string() : without_agency(metadata_line(text));
    const bool is_when = says_when(line);
    Names names = names_behind_prefix(line);
    if (names.empty() && is_prefix(before)) names = names_in_signature(line);
    if (names.empty() && is_when) names = names_before_date(line);
    if (names.empty() && was_when) names = names_alone(line);
    for (const std::string* earlier : {&before, &before_that})
      if (names.empty() && is_when) names = names_alone(*earlier);
    if (!names.empty()) return names;
    was_when = is_when;
    before_that = std::exchange(before, std::move(line));
  }
  return {};
}

}  // namespace

Names find_byline(const Blocks& blocks, std::string_view title) {
  constexpr std::size_t before_max = 3, after_max = 10;
  const std::size_t headline = find_headline(blocks, title);
  if (headline == blocks.list.size()) return {};
  Names names = names_of_lines(blocks, headline + 1, std::min(headline + after_max, blocks.list.size()));
  return names.empty() ? names_of_lines(blocks, headline - std::min(headline, before_max), headline) : names;
}

}  // namespace newswired::clean
