#pragma once

#include <string>
#include <string_view>

namespace newswired::text {

/// Whether `url` begins with a scheme ("https:", "mailto:").
bool is_absolute_url(std::string_view url);

/// Whether links can be relative to `url`: http, https or ftp, with a host.
bool is_base_url(std::string_view url);

/// `reference` as it stands in markup, made absolute against `base` (RFC 3986, 5.2). As browsers do, blanks around it
/// and line breaks inside are dropped and blanks inside become %20. With a base that cannot be one (`javascript:`,
/// nothing) or an absolute reference, the reference comes back cleaned only. Nothing is decoded or normalised else.
std::string resolve_url(std::string_view base, std::string_view reference);

}  // namespace newswired::text
