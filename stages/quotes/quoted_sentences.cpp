#include <algorithm>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

// Fewer marked words may be a part of the reporter's sentence: `called the bridge "a gift"`.
constexpr int sentence_words_min = 4;
// `asked her, "Where do we go?"`: words between the cue and the marks.
constexpr int lead_words_max = 4;

/// Marked words alone, enough for a sentence, that begin with a capital.
bool begins_sentence(const Analysis& analysis, Range range) {
  const auto& tokens = analysis.tokens;
  int words = 0;
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    if (!tokens[i].word.has_letter) continue;
    if (!tokens[i].is_quoted || (words == 0 && !tokens[i].word.is_capitalised)) return false;
    ++words;
  }
  return words >= sentence_words_min;
}

bool has_marked_word(const Analysis& analysis, Range range) {
  for (std::uint32_t i = range.first; i < range.last; ++i)
    if (analysis.tokens[i].is_quoted && analysis.tokens[i].word.has_letter) return true;
  return false;
}

bool share_sentence(const Analysis& analysis, Range a, Range b) {
  const auto sentence = [&](std::uint32_t i) { return analysis.tokens[i].sentence; };
  return sentence(a.first) <= sentence(b.last - 1) && sentence(b.first) <= sentence(a.last - 1);
}

/// `her, "Where do we go?"`: leaves out whom the quoted sentence was said to.
void cut_lead(const Analysis& analysis, Range& range) {
  const auto& tokens = analysis.tokens;
  int words = 0;
  std::uint32_t open = range.first;
  for (; open < range.last && tokens[open].sign != Sign::open; ++open) {
    if (tokens[open].is_quoted || tagging::is_finite(tokens[open].tag)) return;
    words += tokens[open].word.has_letter;
  }
  if (open == range.first || open == range.last || words > lead_words_max) return;
  if (begins_sentence(analysis, {open, range.last})) range.first = open;
}

}  // namespace

void keep_quoted_sentences(const Analysis& analysis, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions) {
    if (!attribution.cue) continue;
    for (Piece& piece : attribution.contents) cut_lead(analysis, piece.range);
    std::vector<Range> quoted;
    for (const Piece& piece : attribution.contents)
      if (begins_sentence(analysis, piece.range)) quoted.push_back(piece.range);
    std::erase_if(attribution.contents, [&](const Piece& piece) {
      return !has_marked_word(analysis, piece.range) &&
             std::any_of(quoted.begin(), quoted.end(),
                         [&](Range other) { return share_sentence(analysis, piece.range, other); });
    });
  }
}

}  // namespace newswired::quotes
