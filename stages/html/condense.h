#pragma once

#include <string>
#include <string_view>

#include "stages/html/attribute_name.h"

namespace newswired::html {

/// A page's markup less what no document keeps or no reader asks for, which is most of it: comments, styles, scripts
/// other than JSON-LD, images and their sources, drawings, attributes that are not `wanted`, blanks beside blocks. What
/// is left parses to the same text. Drawings that hold elements of a page stay: parsers end the drawing there.
/// Knows comments, quoted attributes and raw text. Linear in the size of the markup.
std::string condense_markup(std::string_view markup, const WantedAttributes& wanted);

}  // namespace newswired::html
