#pragma once

#include <cstdint>
#include <string_view>

namespace newswired::text {

/// A character encoding of the web.
struct Charset {
  std::string_view name;      ///< The Encoding Standard's name in lower case.
  std::string_view iconv;     ///< The converter's name; empty for utf-8, replacement and x-user-defined.
};

/// The encoding that a label of the Encoding Standard means (any case, blanks around it ignored), also for a few
/// labels met in the wild; nullptr when it means none. The result lives for ever.
const Charset* charset_for(std::string_view label);

}  // namespace newswired::text
