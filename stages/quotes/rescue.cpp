#include <algorithm>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

// How far beside the marks a cue is sought, in tokens.
constexpr std::uint32_t cue_reach = 8;
// Of the lexicon's classes; beside what was found to be a content less will do.
constexpr Rate likely_rate_min = 5, beside_content_rate_min = 3;
// What a span found by its marks alone is worth; the confidence is learned on top.
constexpr float rescued_probability = 0.3f;

bool is_likely_cue(const Token& token, const Lexicon& lexicon, Rate rate_min) {
  const Rate rate = lexicon(cue_entry(token.word.form));
  return token.word.has_letter && !token.is_quoted && rate >= rate_min && rate <= 6;
}

}  // namespace

void rescue_marked(const Analysis& analysis, const Lexicon& lexicon, std::vector<Piece>& pieces) {
  const auto& tokens = analysis.tokens;
  std::vector<std::int8_t> role_at(tokens.size(), -1);
  for (const Piece& piece : pieces)
    std::fill(role_at.begin() + piece.range.first, role_at.begin() + piece.range.last, piece.role);

  const auto rescue = [&](Range range) {
    int words = 0;
    bool free = true;
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      words += tokens[i].word.has_letter;
      free = free && role_at[i] < 0;
    }
    const bool is_content =
        !free && std::all_of(role_at.begin() + range.first, role_at.begin() + range.last,
                             [](std::int8_t role) { return role < 0 || role == content; });
    if ((!free && !is_content) || words < rescue_words_min) return;
    const Range sentence = analysis.sentences[tokens[range.first].sentence];
    const std::uint32_t from =
        std::max(sentence.first, range.first > cue_reach ? range.first - cue_reach : 0);
    const std::uint32_t to = std::min<std::uint32_t>(analysis.paragraphs[tokens[range.first].paragraph].last,
                                                     range.last + cue_reach);
    const Range after = asked_before(analysis, range);
    std::optional<std::uint32_t> likely;
    bool has_cue = false;
    for (std::uint32_t i = from; i < to; ++i) {
      if (range.contains(i) || tokens[i].is_quoted) continue;
      if (tokens[i].sentence != tokens[range.first].sentence &&
          tokens[i].sentence != tokens[range.last - 1].sentence && !after.contains(i))
        continue;
      has_cue |= role_at[i] == cue;
      if (!likely && role_at[i] < 0 &&
          is_likely_cue(tokens[i], lexicon, free ? likely_rate_min : beside_content_rate_min))
        likely = i;
    }
    const bool fills_sentence = range.first == sentence.first && words >= rescue_sentence_words_min;
    if (!has_cue && !likely && !fills_sentence) return;
    if (free) pieces.push_back({content, range, rescued_probability, true});
    if (!has_cue && likely) pieces.push_back({cue, {*likely, *likely + 1}, rescued_probability, true});
  };

  for (std::uint32_t i = 0; i < tokens.size();) {
    std::uint32_t end = i + 1;
    if (tokens[i].is_quoted) {
      while (end < tokens.size() && tokens[end].is_quoted && tokens[end].paragraph == tokens[i].paragraph &&
             tokens[end].sign != Sign::open && tokens[end - 1].sign != Sign::close)
        ++end;
      rescue({i, end});
    }
    i = end;
  }
}

}  // namespace newswired::quotes
