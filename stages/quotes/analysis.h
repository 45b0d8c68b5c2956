#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "proto/span.h"
#include "stages/quotes/marks.h"
#include "stages/tagging/pos.h"
#include "stages/tagging/words.h"

namespace newswired::quotes {

using tagging::combine;
using tagging::Key;
using tagging::Tag;

/// Whether a token is an outer quotation mark.
enum class Sign : std::uint8_t { none, open, close };

/// A token with all that later steps ask of it.
struct Token {
  Span span;
  tagging::Word word;
  Key lemma = 0;  ///< Of the word's base form, roughly: made for verbs.
  Tag tag = Tag::none;
  Sign sign = Sign::none;
  bool is_quoted = false;  ///< Between outer marks, the marks themselves included.
  std::uint32_t sentence = 0, paragraph = 0;
};

/// A half-open range of tokens.
struct Range {
  std::uint32_t first = 0, last = 0;

  std::uint32_t size() const { return last - first; }
  bool contains(std::uint32_t i) const { return first <= i && i < last; }
  bool overlaps(Range other) const { return first < other.last && other.first < last; }
  auto operator<=>(const Range&) const = default;
};

/// A text read once: tokens, sentences, paragraphs, marks, parts of speech. Borrows the text.
struct Analysis {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<Range> sentences, paragraphs;
  Marks marks;

  std::string_view word(std::size_t i) const { return tokens[i].span.of(text); }
  /// Bytes from the first to the last token; `range` is not empty.
  Span bytes(Range range) const { return {tokens[range.first].span.start, tokens[range.last - 1].span.end}; }
};

/// `text` must be valid UTF-8. Pure, linear.
Analysis analyse(std::string_view text, const tagging::PosTagger& tagger);

/// The key of a verb's base form: `said`, `says` and `saying` share one.
Key lemma_of(std::string_view normal_form);

}  // namespace newswired::quotes
