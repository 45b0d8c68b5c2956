#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "stages/feed/feed.h"

namespace newswired::feed {

struct XmlTree;

/// Each reads one family of formats from its root element. `base` is where the feed came from, or empty.
Feed read_rss(const XmlTree& tree, pugi::xml_node root, const std::string& base);
Feed read_atom(const XmlTree& tree, pugi::xml_node root, const std::string& base);
Feed read_cdf(const XmlTree& tree, pugi::xml_node root, const std::string& base);

/// JSON Feed 1.0 and 1.1; `text` is UTF-8.
Feed read_json_feed(std::string_view text, const std::string& base);

}  // namespace newswired::feed
