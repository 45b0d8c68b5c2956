#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newswired::feed {

/// Whose element it is.
enum class Vocabulary {
  core,  ///< The feed format's own: RSS's elements in RSS, Atom's in Atom.
  atom,  ///< Atom's elements in another format.
  content, dublin_core, dublin_terms, media, itunes, syndication, feedburner, xhtml, other,
};

struct Name {
  Vocabulary vocabulary = Vocabulary::core;
  std::string local;  ///< Lower case: feeds are careless with it, and no format tells names apart by it.
};

/// What prefixes mean at a place in the document. Namespaces are told by URI (carelessly written ones too); a prefix
/// that is not declared, or means a URI that nobody knows, counts by its well-known name.
class Names {
 public:
  /// `core`: the vocabulary that is the format's own, beside elements without a prefix.
  explicit Names(Vocabulary core) : core_(core) {}

  /// Adds what `node` declares. Copies are cheap: enter the root once, copy for an entry.
  void enter(pugi::xml_node node);

  Name of(pugi::xml_node node) const;

 private:
  Vocabulary vocabulary_of(std::string_view prefix) const;

  Vocabulary core_;
  std::vector<std::pair<std::string_view, Vocabulary>> bindings_;  // innermost last; views into the document
};

}  // namespace newswired::feed
