#pragma once

#include <functional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::feed {

/// A parsed document whose text is still as written: character references stand undecoded, so that each layer is
/// decoded once, by whoever knows the layers. The nodes lie in `buffer`: neither copied nor moved.
struct XmlTree {
  XmlTree() = default;
  XmlTree(const XmlTree&) = delete;
  XmlTree& operator=(const XmlTree&) = delete;

  pugi::xml_document document;
  std::string buffer;
  std::vector<std::string> errors;
  bool tolerant = false;  ///< The second pass read it.
};

/// Reads XML as it comes. `text` is UTF-8. First pugixml, which is fast and strict about structure; when that fails,
/// or hides entries within something that never closed, our own pass of `xml_tolerant.h`. The first pass writes into the
/// text, so that a large feed lies in memory once; `again` gives the same text anew for the second.
void read_xml(std::string text, XmlTree& tree, const std::function<std::string()>& again);

/// Drops what XML 1.0 allows nowhere: controls, U+FFFE, U+FFFF. Returns how many there were.
std::size_t drop_illegal_characters(std::string& text);

/// The name without its prefix, lower case: "dc:Creator" gives "creator".
std::string local_name(const char* name);

/// The node after `node` in document order within `top`; `descend` says whether its children are wanted. No recursion,
/// so depth costs nothing.
pugi::xml_node next_in_order(pugi::xml_node node, pugi::xml_node top, bool descend);

}  // namespace newswired::feed
