#include <algorithm>
#include <array>
#include <string_view>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

// Small words that titles leave in lower case.
constexpr std::array<std::string_view, 14> small_words = {"a",  "an", "the", "of", "and", "in", "on",
                                                          "at", "to", "for", "by", "with", "or", "from"};

/// Verbs of what is done with works, not of what is said.
bool is_of_works(Key lemma) {
  static const std::array<Key, 19> verbs = {lemma_of("show"),     lemma_of("play"),    lemma_of("perform"),
                                            lemma_of("open"),     lemma_of("close"),   lemma_of("release"),
                                            lemma_of("sing"),     lemma_of("publish"), lemma_of("star"),
                                            lemma_of("feature"),  lemma_of("record"),  lemma_of("screen"),
                                            lemma_of("premiere"), lemma_of("direct"),  lemma_of("lend"),
                                            lemma_of("sell"),     lemma_of("auction"), lemma_of("paint"),
                                            lemma_of("exhibit")};
  return std::find(verbs.begin(), verbs.end(), lemma) != verbs.end();
}

/// The marked words of the content, two or more, all begin with a capital but the small ones between them.
bool holds_title(const Analysis& analysis, Range range) {
  int words = 0;
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    const Token& token = analysis.tokens[i];
    if (!token.is_quoted || !token.word.has_letter) continue;
    ++words;
    if (token.word.is_capitalised) continue;
    const bool is_small = std::find(small_words.begin(), small_words.end(), analysis.word(i)) != small_words.end();
    if (!is_small || words == 1) return false;
  }
  return words >= 2;
}

}  // namespace

void drop_works(const Analysis& analysis, std::vector<Attribution>& attributions) {
  std::erase_if(attributions, [&](const Attribution& attribution) {
    if (attribution.contents.size() != 1 || !holds_title(analysis, attribution.contents.front().range)) return false;
    if (!attribution.cue) return !attribution.source;
    const Range cue = attribution.cue->range;
    for (std::uint32_t i = cue.first; i < cue.last; ++i)
      if (is_of_works(analysis.tokens[i].lemma)) return true;
    return false;
  });
}

}  // namespace newswired::quotes
