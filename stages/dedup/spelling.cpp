#include "stages/dedup/spelling.h"

#include <algorithm>
#include <array>

namespace newswired::dedup {
namespace {

struct Variant {
  std::string_view word;
  std::string_view usual;
};

/// Sorted by `word`. Wire abbreviations as in the style guides of Reuters and AP.
constexpr std::array variants{
    Variant{"adviser", "advisor"}, Variant{"ageing", "aging"},    Variant{"aluminium", "aluminum"},
    Variant{"apr", "april"},       Variant{"aug", "august"},      Variant{"billions", "billion"},
    Variant{"bln", "billion"},     Variant{"bn", "billion"},      Variant{"cheque", "check"},
    Variant{"cheques", "checks"},  Variant{"co", "company"},      Variant{"corp", "corporation"},
    Variant{"cts", "cents"},       Variant{"dec", "december"},    Variant{"dlr", "dollar"},
    Variant{"dlrs", "dollars"},    Variant{"eight", "8"},         Variant{"feb", "february"},
    Variant{"five", "5"},          Variant{"four", "4"},          Variant{"fri", "friday"},
    Variant{"govt", "government"}, Variant{"grey", "gray"},       Variant{"inc", "incorporated"},
    Variant{"jan", "january"},     Variant{"ltd", "limited"},     Variant{"mar", "march"},
    Variant{"min", "minister"},    Variant{"mln", "million"},     Variant{"mn", "million"},
    Variant{"mon", "monday"},      Variant{"nine", "9"},          Variant{"nov", "november"},
    Variant{"oct", "october"},     Variant{"one", "1"},           Variant{"pc", "percent"},
    Variant{"pct", "percent"},     Variant{"plough", "plow"},     Variant{"programme", "program"},
    Variant{"programmes", "programs"}, Variant{"sat", "saturday"}, Variant{"sep", "september"},
    Variant{"sept", "september"},  Variant{"seven", "7"},         Variant{"shr", "share"},
    Variant{"shrs", "shares"},     Variant{"six", "6"},           Variant{"sun", "sunday"},
    Variant{"ten", "10"},          Variant{"three", "3"},         Variant{"thu", "thursday"},
    Variant{"thurs", "thursday"},  Variant{"tue", "tuesday"},     Variant{"tues", "tuesday"},
    Variant{"two", "2"},           Variant{"tyre", "tire"},       Variant{"tyres", "tires"},
    Variant{"vs", "versus"},       Variant{"wed", "wednesday"},
};
static_assert(std::is_sorted(variants.begin(), variants.end(),
                             [](const Variant& a, const Variant& b) { return a.word < b.word; }));

constexpr std::size_t variant_bytes_max = 10;

/// Where the variants of each first letter begin; those of the next end them.
constexpr std::array<std::size_t, 27> first_of_letter = [] {
  std::array<std::size_t, 27> first{};
  for (std::size_t letter = 0; letter < first.size(); ++letter)
    while (first[letter] < variants.size() && variants[first[letter]].word[0] < static_cast<char>('a' + letter))
      ++first[letter];
  return first;
}();

/// Every word of every article is looked up: a search among all of them would cost a twelfth of a verdict.
std::string_view usual_word(std::string_view word) {
  if (word.empty() || word.size() > variant_bytes_max || word[0] < 'a' || word[0] > 'z') return word;
  const auto letter = static_cast<std::size_t>(word[0] - 'a');
  for (std::size_t i = first_of_letter[letter]; i < first_of_letter[letter + 1]; ++i)
    if (variants[i].word == word) return variants[i].usual;
  return word;
}

bool ends(const std::string& word, std::string_view tail) { return std::string_view(word).ends_with(tail); }

/// `organise` and `organize`, `colour` and `color`, `travelled` and `traveled`, `centre` and `center`, `defence` and
/// `defense`, `dialogue` and `dialog`, `anaemia` and `anemia` become one form each. Other words may change too,
/// but each into one form always, and rarely into that of another.
void fold_spelling(std::string& word) {
  std::replace(word.begin(), word.end(), 'z', 's');
  const auto drop = [&](std::string_view pair, std::size_t index) {
    for (std::size_t at = word.find(pair, 1); at != std::string::npos; at = word.find(pair, at + 1))
      word.erase(at + index, 1);
  };
  drop("our", 1);
  drop("ae", 0);
  drop("ll", 0);
  if (ends(word, "tre") || ends(word, "bre")) {
    std::swap(word[word.size() - 1], word[word.size() - 2]);
  } else if (ends(word, "tres")) {
    std::swap(word[word.size() - 2], word[word.size() - 3]);
  }
  if (ends(word, "ogue")) word.resize(word.size() - 2);
  if (ends(word, "ogues")) word.replace(word.size() - 3, 3, "s");
  if (ends(word, "ence") || ends(word, "ice")) word[word.size() - 2] = 's';
  if (ends(word, "ences")) word[word.size() - 3] = 's';
}

bool is_word(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::string_view usual_spelling(std::string_view word, std::string& scratch) {
  word = usual_word(word);
  if (word.size() < 5 || !is_word(word)) return word;
  scratch.assign(word);
  fold_spelling(scratch);
  return scratch;
}

}  // namespace newswired::dedup
