#pragma once

#include <cstdint>
#include <string_view>

namespace newswired::text {

/// One code point and the bytes it takes.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t size = 0;  ///< 0 only at the end of the text.
};

/// The code point that begins at byte `at` of valid UTF-8. A stray byte counts as U+FFFD of size 1, so that a walk
/// always ends.
CodePoint code_point_at(std::string_view text, std::size_t at);

/// What a tokeniser asks of a character; Unicode general categories, ASCII without a table.
enum class CharacterClass : std::uint8_t {
  space,    ///< Blanks of every width, line breaks, controls.
  upper,    ///< Upper and title case letters.
  lower,    ///< Lower case letters.
  letter,   ///< Letters without case.
  digit,    ///< Decimal digits and other numbers.
  joiner,   ///< Marks and format characters: they belong to what stands before them.
  symbol,   ///< Everything else.
};

CharacterClass character_class(char32_t character);

/// Letters and digits: what words are made of.
inline bool is_word(CharacterClass kind) {
  return kind == CharacterClass::upper || kind == CharacterClass::lower || kind == CharacterClass::letter ||
         kind == CharacterClass::digit;
}

/// `character` in lower case (simple mapping).
char32_t to_lower(char32_t character);

/// And in upper case.
char32_t to_upper(char32_t character);

}  // namespace newswired::text
