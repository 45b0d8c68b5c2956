// Words that the readers of a page's metadata share.
#pragma once

#include <string>
#include <string_view>

namespace newswired::clean {

/// Longer lines of metadata are cut.
inline constexpr std::size_t metadata_bytes_max = 2000;

/// Of ASCII.
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// ASCII capitals made small.
std::string lower_ascii(std::string_view text);

/// Letters and digits in lower case: what two spellings of a name or headline share.
std::string name_key(std::string_view text);

/// A normalised line.
std::string metadata_line(std::string_view text);

/// The host of a URL in lower case, less "www."; empty when there is none.
std::string host_of(std::string_view url);

/// "https://…", "www.…" or "@…": not a name.
bool is_address(std::string_view text);

}  // namespace newswired::clean
