#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "stages/text/tokens.h"

namespace newswired::text {

/// A sentence as a half-open range of tokens, never empty.
struct Sentence {
  std::uint32_t first = 0;      ///< Index of its first token.
  std::uint32_t last = 0;       ///< One past its last token.
  std::uint32_t paragraph = 0;  ///< Counts lines of the text that hold tokens, from 0.

  std::uint32_t size() const { return last - first; }
  bool operator==(const Sentence&) const = default;
};

/// A longer sentence is cut: such a thing is a table or noise.
inline constexpr std::uint32_t sentence_tokens_max = 512;

/// Splits the tokens of `text` into sentences that together cover them in order.
///
/// A sentence ends at a line break (unless the next line goes on in lower case after an unfinished one, as in
/// hard-wrapped text) and after `.`, `!`, `?`, `…` with the closing marks that touch it, when no lower case word
/// follows. After an abbreviation that may end a sentence (`U.S.`, `Inc.`) only before a word that usually begins one.
/// Linear, pure.
std::vector<Sentence> split_sentences(std::string_view text, std::span<const Token> tokens);

}  // namespace newswired::text
