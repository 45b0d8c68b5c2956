#include <algorithm>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

/// Whether `range` begins its sentence with a preposition, has no finite verb and no marks, and ends before a
/// comma.
bool is_fronted_adverbial(const Analysis& analysis, Range range) {
  const auto& tokens = analysis.tokens;
  const Range sentence = analysis.sentences[tokens[range.first].sentence];
  if (range.first != sentence.first || tokens[range.first].tag != Tag::IN) return false;
  const std::uint32_t end = tokens[range.last - 1].word.form == ","_key ? range.last - 1 : range.last;
  if (end >= sentence.last || tokens[end].word.form != ","_key) return false;
  return std::none_of(tokens.begin() + range.first, tokens.begin() + end, [](const Token& token) {
    const bool is_participle = token.tag == Tag::VBG || token.tag == Tag::VBN;  // "after rising costs"
    return token.is_quoted || token.sign != Sign::none || token.tag == Tag::TO ||
           (tagging::is_verb(token.tag) && !is_participle);
  });
}

}  // namespace

void cut_adverbials(const Analysis& analysis, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions) {
    if (!attribution.source) continue;
    std::erase_if(attribution.contents, [&](const Piece& piece) {
      return piece.range.last <= attribution.source->range.first &&
             is_fronted_adverbial(analysis, piece.range);
    });
  }
}

}  // namespace newswired::quotes
