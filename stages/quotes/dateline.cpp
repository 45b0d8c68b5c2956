#include <algorithm>
#include <cctype>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

constexpr std::uint32_t dateline_tokens_max = 14;

bool is_dash(const Token& token) {
  const Key form = token.word.form;
  return form == "-"_key || form == "--"_key || form == "\u2013"_key || form == "\u2014"_key;
}

/// `TAMME`, but not `Tamme` or `A`.
bool is_in_capitals(std::string_view word) {
  if (word.size() < 3) return false;
  for (const char c : word)
    if (std::islower(static_cast<unsigned char>(c))) return false;
  return true;
}

/// Where the text goes on behind the dateline that the paragraph begins with; its own first token when it has
/// none.
std::uint32_t dateline_end(const Analysis& analysis, Range paragraph) {
  const auto& tokens = analysis.tokens;
  if (!is_in_capitals(analysis.word(paragraph.first)) || tokens[paragraph.first].tag == Tag::CD)
    return paragraph.first;
  const std::uint32_t end = std::min(paragraph.last, paragraph.first + dateline_tokens_max);
  for (std::uint32_t i = paragraph.first + 1; i < end; ++i) {
    if (is_dash(tokens[i])) return i + 1;
    const bool may_stand =
        tokens[i].word.is_capitalised || !tokens[i].word.has_letter || tokens[i].tag == Tag::CD;
    if (!may_stand || tokens[i].is_quoted) break;
  }
  return paragraph.first;
}

}  // namespace

void cut_datelines(const Analysis& analysis, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions)
    for (Piece& piece : attribution.contents) {
      const Range paragraph = analysis.paragraphs[analysis.tokens[piece.range.first].paragraph];
      const std::uint32_t end = dateline_end(analysis, paragraph);
      if (piece.range.first < end && end < piece.range.last) piece.range.first = end;
    }
}

}  // namespace newswired::quotes
