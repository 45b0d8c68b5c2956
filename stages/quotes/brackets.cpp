#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

/// The bracket that is open where token `i` stands in its sentence is not closed before it.
bool is_open_before(const Analysis& analysis, std::uint32_t i) {
  for (const std::uint32_t first = analysis.sentences[analysis.tokens[i].sentence].first; i > first; --i) {
    const Key form = analysis.tokens[i - 1].word.form;
    if (form == "("_key || form == ")"_key) return form == "("_key;
  }
  return false;
}

}  // namespace

void cut_brackets(const Analysis& analysis, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions)
    for (Piece& piece : attribution.contents) {
      int depth = 0;
      for (std::uint32_t i = piece.range.first; i < piece.range.last && depth >= 0; ++i) {
        const Key form = analysis.tokens[i].word.form;
        depth += form == "("_key ? 1 : form == ")"_key ? -1 : 0;
        if (depth < 0 && i > piece.range.first && is_open_before(analysis, piece.range.first))
          piece.range.last = i;
      }
    }
}

}  // namespace newswired::quotes
