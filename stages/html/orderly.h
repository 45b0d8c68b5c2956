#pragma once

#include <optional>
#include <string_view>

#include "stages/html/document.h"
#include "stages/html/limits.h"

namespace newswired::html {

/// The document of a page whose tags keep to the order that HTML wants, as most do: the same that the
/// library's tree construction gives, several times faster. Nothing when the page needs more than closing
/// what may be left open: tags that overlap, text in tables outside of cells, drawings, templates, comments,
/// NULs, a limit. Linear. `markup` is valid UTF-8.
std::optional<Document> parse_orderly(std::string_view markup, const Limits& limits);

}  // namespace newswired::html
