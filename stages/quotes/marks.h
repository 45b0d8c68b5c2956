#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "proto/span.h"

namespace newswired::quotes {

/// What a character that may be a quotation mark is.
enum class MarkRole : std::uint8_t {
  open,
  close,
  apostrophe,  ///< Also the sign of feet, inches and minutes.
};

/// One mark of a text: `“ ” „ ‟ " « » '' `` ‘ ’ ' ` ‹ ›`. Two-character marks are one.
struct Mark {
  Span span;  ///< Its bytes.
  MarkRole role = MarkRole::apostrophe;
  bool is_single = false;
  bool is_nested = false;  ///< Stands inside an outer pair; opens and closes nothing that matters.

  bool operator==(const Mark&) const = default;
};

/// A stretch of one paragraph between outer marks.
struct Quoted {
  Span span;               ///< With its marks.
  Span inner;              ///< Without them.
  bool is_closed = false;  ///< Otherwise it runs to the end of its paragraph.
  bool continues = false;  ///< Goes on from an unclosed one of the paragraph before.

  bool operator==(const Quoted&) const = default;
};

struct Marks {
  std::vector<Mark> marks;     ///< In text order.
  std::vector<Quoted> quoted;  ///< In text order, never overlapping.
};

/// A pair of single marks spans at most this many bytes: what looks longer is two apostrophes.
inline constexpr std::uint32_t single_pair_bytes_max = 1500;

/// Tells opening and closing marks and apostrophes apart, line by line.
///
/// Direction comes from the kind of mark, corrected by the blanks around it: straight marks toggle, curly
/// marks printed the wrong way round are turned. Single marks count only where they open before a word and
/// close after one; possessives (`rebels' homes`), elisions (`'em`, `'90s`) and feet are apostrophes. A quote
/// that nobody closes ends with its paragraph; a paragraph that opens with a mark then continues it. No state
/// outlives a paragraph.
///
/// `text` must be valid UTF-8. Linear but for the search of single pairs, which is bounded. Pure.
Marks find_marks(std::string_view text);

}  // namespace newswired::quotes
