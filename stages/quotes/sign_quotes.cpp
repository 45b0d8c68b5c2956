#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

constexpr std::uint32_t name_tokens_max = 6;
constexpr float signature_probability = 0.9f;

bool is_dash(const Token& token) {
  const Key form = token.word.form;
  return form == "-"_key || form == "--"_key || form == "\u2013"_key || form == "\u2014"_key ||
         form == "\u2015"_key;
}

/// The capitalised words that begin at token `first` and end with the paragraph, a stop or another quote.
std::optional<Range> name_at(const Analysis& analysis, std::uint32_t first, std::uint32_t end) {
  const auto& tokens = analysis.tokens;
  std::uint32_t last = first;
  while (last < end && tokens[last].word.is_capitalised && tokens[last].sign == Sign::none) ++last;
  const bool ends = last == end || tokens[last].sign == Sign::open || tokens[last].word.form == "."_key ||
                    tokens[last].word.form == ","_key;
  if (last == first || last - first > name_tokens_max || !ends) return std::nullopt;
  return Range{first, last};
}

}  // namespace

void sign_quotes(const Analysis& analysis, std::vector<Attribution>& attributions) {
  const auto& tokens = analysis.tokens;
  for (Attribution& attribution : attributions) {
    if (attribution.source || attribution.cue || attribution.contents.empty()) continue;
    const std::uint32_t last = attribution.contents.back().range.last;
    if (!tokens[last - 1].is_quoted) continue;
    const std::uint32_t end = analysis.paragraphs[tokens[last - 1].paragraph].last;
    std::uint32_t dash = last;
    while (dash < end && tokens[dash].is_quoted && !tokens[dash].word.has_letter) ++dash;
    if (dash >= end || !is_dash(tokens[dash])) continue;
    if (const auto name = name_at(analysis, dash + 1, end))
      attribution.source = Piece{source, *name, signature_probability, false};
  }
}

}  // namespace newswired::quotes
