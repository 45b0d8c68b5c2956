#include "stages/quotes/sentence_parts.h"

#include <algorithm>

namespace newswired::quotes {
namespace {

template <class Test>
bool any_in(const Analysis& analysis, Range range, Test test) {
  return std::any_of(analysis.tokens.begin() + range.first, analysis.tokens.begin() + range.last, test);
}

}  // namespace

int words_in(const Analysis& analysis, Range range) {
  int count = 0;
  for (std::uint32_t i = range.first; i < range.last; ++i) count += analysis.tokens[i].word.has_letter;
  return count;
}

bool has_marks(const Analysis& analysis, Range range) {
  return any_in(analysis, range, [](const Token& token) { return token.is_quoted; });
}

bool has_finite_verb(const Analysis& analysis, Range range) {
  return any_in(analysis, range, [](const Token& token) { return tagging::is_finite(token.tag); });
}

}  // namespace newswired::quotes
