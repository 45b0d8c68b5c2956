#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newswired::text {

/// How much bytes look like UTF-8.
struct Utf8Census {
  std::size_t multibyte_count = 0;  ///< Valid characters of more than one byte.
  std::size_t error_count = 0;      ///< Invalid sequences, as a decoder of the web counts them.
  bool cut_at_end = false;          ///< The bytes end within a character; not counted as an error.
};

Utf8Census count_utf8(std::string_view bytes);

/// Adds `bytes` to `out`, each invalid sequence as one U+FFFD (the maximal subpart practice of the Unicode and
/// Encoding Standards). Returns the number of those.
std::size_t append_valid_utf8(std::string& out, std::string_view bytes);

/// Adds a code point as UTF-8; surrogates and what is beyond Unicode become U+FFFD.
void append_utf8(std::string& out, char32_t point);

/// The character that a byte of windows-1252 means; its five holes give C1 controls, as in browsers.
char32_t windows_1252_point(unsigned char byte);

inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

}  // namespace newswired::text
