#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace newswired::dedup {

/// One word of the normalised token stream.
struct Word {
  std::uint64_t hash = 0;
  bool number = false;   ///< Begins with a digit, after number words became digits.
  bool figure = false;   ///< A number that says something by itself: `1,249` or `3.5`, but no year, day or small count.
  bool name = false;     ///< Capitalised where no sentence begins.
  bool sentence = false; ///< The first word of a sentence.
};

/// Splits text into words as wire editors vary them: case, marks, compatibility forms, quotation marks, dashes, soft
/// hyphens, leftover character references and British or American spelling make no difference; number words are
/// digits, `pct` is `percent`, `Sept.` is `September`. Chinese, Japanese and Thai letters are words of their own.
///
/// Any bytes will do: what is not UTF-8 separates words. Pure, linear.
std::vector<Word> normalised_words(std::string_view text);

/// The same hash for the same bytes on every machine and in every version; stored in the ledger.
std::uint64_t stable_hash(std::string_view bytes);

/// Spreads the bits of `value` (bijective).
inline std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 32;
  value *= 0xd6e8feb86659fd93ULL;
  value ^= value >> 32;
  value *= 0xd6e8feb86659fd93ULL;
  return value ^ value >> 32;
}

}  // namespace newswired::dedup
