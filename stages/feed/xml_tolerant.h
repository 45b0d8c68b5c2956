#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::feed {

/// Builds a tree from broken XML.
///
/// End tags close the nearest open element of their name (case ignored) within the same entry, others are ignored;
/// `<item>` and `<entry>` begin a new entry whatever is open; a field that never closed ends where the next begins;
/// `<` that begins no tag is text; a quote that never closes ends with its tag; what the end of the text cuts is left
/// out, with the entry it was in. Elements below `depth_max` are dropped, their text kept. Says in `errors` what it met.
void read_xml_tolerantly(std::string_view text, pugi::xml_document& document, std::vector<std::string>& errors);

}  // namespace newswired::feed
