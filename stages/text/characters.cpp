#include "stages/text/characters.h"

#include <utf8proc.h>

#include <array>

namespace newswired::text {
namespace {

CharacterClass class_of_category(utf8proc_category_t category) {
  switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: return CharacterClass::upper;
    case UTF8PROC_CATEGORY_LL: return CharacterClass::lower;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return CharacterClass::letter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return CharacterClass::digit;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF: return CharacterClass::joiner;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC: return CharacterClass::space;
    default: return CharacterClass::symbol;
  }
}

constexpr std::array<CharacterClass, 128> ascii_classes = [] {
  std::array<CharacterClass, 128> table{};
  for (int c = 0; c < 128; ++c) {
    const bool is_blank = c <= ' ' || c == 127;
    table[c] = is_blank                 ? CharacterClass::space
               : c >= 'A' && c <= 'Z'   ? CharacterClass::upper
               : c >= 'a' && c <= 'z'   ? CharacterClass::lower
               : c >= '0' && c <= '9'   ? CharacterClass::digit
                                        : CharacterClass::symbol;
  }
  return table;
}();

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::uint32_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (size == 0 || at + size > text.size()) return {0xFFFD, 1};
  char32_t value = lead & (0x7F >> size);
  for (std::uint32_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {0xFFFD, 1};
    value = value << 6 | (byte(i) & 0x3F);
  }
  return {value, size};
}

CharacterClass character_class(char32_t character) {
  if (character < 128) return ascii_classes[character];
  if (character == 0x200B || character == 0xFEFF) return CharacterClass::space;  // zero width space, stray BOM
  return class_of_category(utf8proc_category(static_cast<utf8proc_int32_t>(character)));
}

char32_t to_lower(char32_t character) {
  if (character < 128) return character >= 'A' && character <= 'Z' ? character + 32 : character;
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(character)));
}

char32_t to_upper(char32_t character) {
  if (character < 128) return character >= 'a' && character <= 'z' ? character - 32 : character;
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(character)));
}

}  // namespace newswired::text
