#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "proto/result.h"

namespace newswired::settings {

inline constexpr std::size_t secret_bytes_max = 64u << 10;

/// The text of a file that holds secrets: a plain file that only its owner may read (mode 0600 or less), at most 64 KiB.
/// The error names the file, what is wrong and what to do, never what is in it.
Result<std::string> read_secret_file(const std::string& path);

/// One line `user:password`; `path` only names it in errors.
Result<std::string> parse_credentials(std::string_view text, const std::string& path);

/// Lines `Name: value`; blank lines and those that begin with `#` say nothing. Headers that frame the request (Host,
/// Content-Length, …) are refused.
Result<std::vector<std::pair<std::string, std::string>>> parse_headers(std::string_view text, const std::string& path);

}  // namespace newswired::settings
