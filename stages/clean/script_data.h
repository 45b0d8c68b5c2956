// The data in a page's scripts, read without parsing them: `"key":"value"`, where all marks may be escaped.
#pragma once

#include <cstddef>
#include <string_view>

namespace newswired::clean {

/// The key around `at`, of letters and `_.:-` between quotation marks, 64 bytes at most; empty when it is
/// none. `end` is set behind the marks.
std::string_view key_around(std::string_view markup, std::size_t at, std::size_t& end);

/// The string behind the colon at `at`, blanks aside, as it is written; empty when there is none or it is
/// longer than `bytes_max`. `depth`, when given, is set to the number of backslashes before its marks.
std::string_view string_after(std::string_view markup, std::size_t at, std::size_t bytes_max,
                              int* depth = nullptr);

}  // namespace newswired::clean
