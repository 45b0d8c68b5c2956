#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newswired::dedup {

/// A host name in the form that DNS uses: lower case, each label with other letters as `xn--` (RFC 3492), full-width
/// and other compatibility forms folded (UTS #46 without its rarer rules). Nothing when it is not UTF-8.
std::optional<std::string> ascii_host(std::string_view host);

}  // namespace newswired::dedup
