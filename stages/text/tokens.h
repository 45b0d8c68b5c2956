#pragma once

#include <string_view>
#include <vector>

#include "proto/span.h"

namespace newswired::text {

/// A word, number, sign or address in running text.
struct Token {
  Span span;  ///< Bytes of the text it was found in.

  std::string_view of(std::string_view text) const { return span.of(text); }
  bool operator==(const Token&) const = default;
};

/// Splits news text into tokens, in text order, none empty, none overlapping; only blanks lie between them.
///
/// - Abbreviations keep their full stop (`U.S.`, `Mr.`, `J.`, `p.m.`), other words lose it.
/// - Numbers, hyphenated words, addresses, `@names` and `#tags` are one token: `4,378.5`, `well-known`, `AT&T`.
/// - Clitics are cut off: `Lavrov` + `'s`, `do` + `n't`, `rebels` + `'`; `O'Brien` stays whole.
/// - Missing blanks are seen: `homes.' Earlier`, `said.The`, `Moscow,Russia`.
///
/// `text` must be valid UTF-8 and shorter than 4 GiB. Linear in its size whatever it holds. Pure.
std::vector<Token> tokenize(std::string_view text);

}  // namespace newswired::text
