#pragma once

#include <array>
#include <cstdint>

namespace newswired::html {

/// What a byte of markup may be to a tag: most are none of these, and a table tells at once.
namespace markup_class {
inline constexpr std::uint8_t letter = 1, blank = 2, name_end = 4;
}

inline constexpr auto markup_classes = [] {
  std::array<std::uint8_t, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[c] = table[c - 'a' + 'A'] = markup_class::letter;
  for (const unsigned char c : {' ', '\n', '\t', '\r', '\f'}) table[c] = markup_class::blank | markup_class::name_end;
  for (const unsigned char c : {'>', '/'}) table[c] = markup_class::name_end;
  return table;
}();

constexpr bool is_letter(char c) { return (markup_classes[static_cast<unsigned char>(c)] & markup_class::letter) != 0; }
constexpr bool is_blank(char c) { return (markup_classes[static_cast<unsigned char>(c)] & markup_class::blank) != 0; }
/// Blanks, '>' and '/' end the name of a tag or attribute.
constexpr bool ends_name(char c) { return (markup_classes[static_cast<unsigned char>(c)] & markup_class::name_end) != 0; }

}  // namespace newswired::html
