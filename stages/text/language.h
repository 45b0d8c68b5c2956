#pragma once

#include <string>
#include <string_view>

namespace newswired::text {

/// The language of running text as a primary subtag of BCP 47, `und` when neither text nor declaration tells.
///
/// `declared` is what page or feed say (`de-AT`; may be empty). The text decides when it is long enough and clear
/// (CLD2); a declaration decides between close relatives and for short text. Only the first
/// `language_bytes_max` bytes are read, half of them when a language is declared. `text` is valid UTF-8. Pure, thread-safe.
std::string detect_language(std::string_view text, std::string_view declared);

inline constexpr std::size_t language_bytes_max = 1024 + 512;

/// Below so many bytes of letters the text does not outvote a declaration.
inline constexpr int language_letters_min = 100;

}  // namespace newswired::text
