#pragma once

#include <array>
#include <span>
#include <vector>

#include "stages/quotes/lexicon.h"
#include "stages/tagging/span_chain.h"

namespace newswired::quotes {

/// What the spans of the chain are.
enum Role : std::uint8_t { content = 0, cue = 1, source = 2 };

using Posterior = std::array<float, tagging::label_count>;  ///< P(label) of one token.

inline float posterior_of(const Posterior& p, Role role) {
  return p[1 + 2 * role] + p[2 + 2 * role];
}
inline float begin_of(const Posterior& p, Role role) {
  return p[1 + 2 * role];
}

/// One paragraph prepared for its features; indices count from its first token.
struct ParagraphView {
  const Analysis* analysis = nullptr;
  std::uint32_t index = 0;  ///< Of the paragraph.
  Range range;              ///< Its tokens in the analysis.
  std::span<const Token> tokens;

  std::vector<Rate> cue, source, frame, lemma;  ///< Lexicon classes.
  std::vector<Key> next, previous;              ///< Verb frame around each token.
  std::vector<int> phrase_first, phrase_last;   ///< The noun phrase a token is in, -1 outside; half open.
  std::vector<int> sentence_first, sentence_last;
  std::vector<int> quote_first, quote_last;  ///< The quoted stretch, -1 outside; half open.
  std::vector<int> left_cue, right_cue;      ///< The nearest likely cue outside marks, -1 when there is none.

  /// The first stage's answer for every token of the document; empty in the first stage.
  std::span<const Posterior> posteriors;
  std::vector<std::uint8_t> guess;  ///< Its most probable label, by token of the paragraph.

  int size() const { return static_cast<int>(tokens.size()); }
  /// The word `k` tokens from the paragraph's start, or a sign for what lies outside.
  Key form(int k) const;
  const Posterior& posterior(int k) const { return posteriors[range.first + static_cast<std::uint32_t>(k)]; }
  bool same_sentence(int a, int b) const {
    return sentence_first[static_cast<std::size_t>(a)] == sentence_first[static_cast<std::size_t>(b)];
  }
};

/// Views of all paragraphs. Borrows `analysis` and `posteriors`.
std::vector<ParagraphView> view_paragraphs(const Analysis& analysis, const Lexicon& lexicon);

/// Lets the views see what the first stage said.
void show_posteriors(std::vector<ParagraphView>& views, std::span<const Posterior> posteriors);

}  // namespace newswired::quotes
