#pragma once

#include <string>
#include <string_view>

namespace newswired {

/// What is left of a text when case, accents and compatibility forms do not count (NFKD, marks dropped, case folded);
/// empty when it is not UTF-8.
std::string fold(std::string_view text);

}  // namespace newswired
