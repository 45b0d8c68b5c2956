#pragma once

#include <string_view>

#include "proto/result.h"
#include "stages/html/document.h"
#include "stages/html/limits.h"

namespace newswired::html {

/// Parses a page or a fragment as browsers do (HTML Standard, tree construction); whatever it is given becomes a
/// document. `markup` must be valid UTF-8. An error means that memory ran out within the library.
/// With `wanted`, attributes of other names and what `condense_markup` names are left out, which is several times faster.
/// Time and memory are linear in the size of the markup, whatever it holds. Thread-safe.
Result<Document> parse(std::string_view markup, const Limits& limits = {}, const WantedAttributes* wanted = nullptr);

}  // namespace newswired::html
