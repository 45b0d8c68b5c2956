#include "stages/entities/tables.h"

#include <algorithm>
#include <array>
#include <optional>

#include "proto/entity.h"
#include "stages/entities/countries.h"

namespace newswired::entities {
namespace {

constexpr std::size_t lines_min = 3;
constexpr std::uint32_t name_words_max = 5;
constexpr std::uint32_t line_words_max = 40;

constexpr std::uint32_t common = list_bit("common");
constexpr std::size_t country_list = list_number("country");

/// One line of a table: its names, each of which numbers follow.
using Line = std::vector<WordRange>;

bool is_number(const Word& word) {
  return word.has_digit && std::none_of(word.form.begin(), word.form.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128;
         });
}

class TableReader {
 public:
  TableReader(const Words& words, std::vector<FoundName>& names) : words_(words), names_(names) {}

  void run() {
    std::vector<Line> lines;
    for (const WordRange sentence : words_.sentences())
      if (auto line = line_of(sentence)) lines.push_back(std::move(*line));
    if (lines.size() < lines_min) return;
    const int type = usual_type(lines);
    for (const Line& line : lines) rewrite(line, type);
    std::stable_sort(names_.begin(), names_.end(),
                     [](const auto& a, const auto& b) { return a.words.first < b.words.first; });
  }

 private:
  /// Names and numbers in turn, to the end of the line; a place in front ("3.") and dashes do not count.
  std::optional<Line> line_of(WordRange sentence) const {
    if (sentence.last - sentence.first > line_words_max) return std::nullopt;
    Line line;
    std::uint32_t i = sentence.first;
    if (is_number(words_[i])) ++i;
    while (i < sentence.last) {
      const std::uint32_t first = i;
      while (i < sentence.last && (words_[i].capital || joins(i, first))) ++i;
      if (i == first || i - first > name_words_max || !words_[i - 1].capital) return std::nullopt;
      const std::uint32_t numbers = i;
      while (i < sentence.last && (is_number(words_[i]) || words_[i].is_sign)) ++i;
      if (std::none_of(words_.all().begin() + numbers, words_.all().begin() + i, is_number)) return std::nullopt;
      line.push_back({first, numbers});
    }
    std::erase_if(line, [&](WordRange name) { return is_common(name); });
    return line.empty() ? std::nullopt : std::optional(std::move(line));
  }

  bool joins(std::uint32_t i, std::uint32_t first) const {
    return i > first && (words_[i].form == "of" || words_[i].form == "de" || words_[i].form == "&" || words_[i].form == "and");
  }

  /// "Net Loss", "Total"
  bool is_common(WordRange name) const {
    return std::all_of(words_.all().begin() + name.first, words_.all().begin() + name.last,
                       [](const Word& word) { return (word.lists & common) != 0; });
  }

  const FoundName* found_whole(WordRange range) const {
    for (const FoundName& name : names_)
      if (name.words.first == range.first && name.words.last == range.last) return &name;
    return nullptr;
  }

  int usual_type(const std::vector<Line>& lines) const {
    std::array<int, type_count> counts{};
    for (const Line& line : lines)
      for (const WordRange range : line)
        if (const FoundName* const found = found_whole(range); found && !is_country(range)) ++counts[found->type];
    counts[static_cast<int>(EntityType::misc)] = 0;
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? static_cast<int>(EntityType::organization) : static_cast<int>(most - counts.begin());
  }

  bool is_country(WordRange range) const {
    const Word &first = words_[range.first], &last = words_[range.last - 1];
    return words_.is_listed(range, country_list) ||
           (range.last - range.first == 2 && is_country_of_two_words(first.form, last.form));
  }

  void rewrite(const Line& line, int usual) {
    std::vector<FoundName> read;
    for (const WordRange range : line) {
      FoundName name;
      if (const FoundName* const found = found_whole(range)) name = *found;
      name.words = range;
      name.sentence = words_[range.first].sentence;
      name.type = is_country(range) ? static_cast<int>(EntityType::location) : usual;
      name.key = name_key(words_, range);
      read.push_back(name);
    }
    std::erase_if(names_, [&](const FoundName& name) {
      return std::any_of(line.begin(), line.end(), [&](WordRange range) {
        return name.words.first < range.last && range.first < name.words.last;
      });
    });
    names_.insert(names_.end(), read.begin(), read.end());
  }

  const Words& words_;
  std::vector<FoundName>& names_;
};

}  // namespace

void read_tables(const Words& words, std::vector<FoundName>& names) { TableReader(words, names).run(); }

}  // namespace newswired::entities
