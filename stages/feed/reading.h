#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "stages/feed/element.h"
#include "stages/feed/feed.h"
#include "stages/feed/names.h"

namespace newswired::feed {

struct XmlTree;

/// One walk over one document: what every reader of fields needs to know.
class Reading {
 public:
  Reading(const XmlTree& tree, std::string base, bool is_atom_03);

  /// A link in or at `node`, absolute when there is a base. Empty text stays empty.
  std::string url(pugi::xml_node node, std::string_view reference) const;

  /// What names an entry. A relative one counts from a declared `xml:base`, never from where the feed happens to lie:
  /// that would make it another name after a move.
  std::string identifier(pugi::xml_node node) const;

  /// The date an element says; unreadable ones become an error and nothing.
  std::optional<Timestamp> date(pugi::xml_node node);
  std::optional<Timestamp> date(std::string_view text);

  /// HTML of a field with its links absolute; nothing when it is empty.
  std::optional<std::string> html(pugi::xml_node node, Prose prose) const;
  std::optional<std::string> rss_html(pugi::xml_node node) const { return html(node, {html_of(node, markup_base()), true}); }

  /// An Atom text construct with its markup's own `xml:base` obeyed.
  Prose prose(pugi::xml_node node) const { return prose_of(node, is_atom_03_, markup_base()); }

  /// What `inner_markup` counts links from; null when the document has no `xml:base`.
  const std::string* markup_base() const { return has_bases_ ? &base_ : nullptr; }

  /// The language said at `node` or around it; nothing when there is none.
  std::optional<std::string> language(pugi::xml_node node) const;

  /// Beyond `errors_max` errors are only counted.
  void error(std::string message);

  /// Moves the errors of this reading into `feed`.
  void finish(Feed& feed);

  /// The base of the document; the reader of a format may learn a better one (a feed's own address) while reading.
  void set_base(std::string base) { base_ = std::move(base); }
  const std::string& base() const { return base_; }
  bool is_atom_03() const { return is_atom_03_; }

 private:
  std::string base_;
  bool has_bases_;
  bool has_languages_;
  bool is_atom_03_;
  std::vector<std::string> errors_;
  std::size_t error_count_ = 0;
};

/// An entry while it is read: what the format's own elements say, and what stands in for it where they are silent.
struct EntryDraft {
  Entry own;
  Entry other;
  std::optional<std::string> permalink;      ///< A guid that is an address.
  std::optional<std::string> original_link;  ///< feedburner:origLink: what the feed's link redirects to.
};

/// The same for the feed's own fields.
struct FeedDraft {
  Feed own;
  Feed other;
};

/// Sets `field` unless it is set already or `value` says nothing.
void set_if_empty(std::optional<std::string>& field, std::string value);
void set_if_empty(std::optional<Timestamp>& field, std::optional<Timestamp> value);

/// Each refuses what says nothing, is there already, or is beyond the limit.
void add_category(Entry& entry, std::string category);
void add_image(Entry& entry, std::string url);
void add_enclosure(Entry& entry, Enclosure enclosure);

std::optional<std::int64_t> whole_number(std::string_view text);

/// Fields of other vocabularies: Dublin Core, Media RSS, iTunes, content, feedburner, Atom within RSS. Unknown ones are
/// passed over.
void read_extension(Reading& reading, const Name& name, pugi::xml_node node, EntryDraft& draft);
void read_extension(Reading& reading, const Name& name, pugi::xml_node node, FeedDraft& draft);

/// An Atom `<author>`.
Person read_atom_person(const Reading& reading, pugi::xml_node node);

/// An Atom `<link>` of an entry or a feed, in Atom or in RSS.
void read_atom_link(const Reading& reading, pugi::xml_node node, Entry& entry);
void read_atom_link(const Reading& reading, pugi::xml_node node, Feed& feed);

/// An Atom `<category>`: its label, else its term.
std::string read_atom_category(pugi::xml_node node);

/// Plain text of an Atom text construct.
std::string plain_prose(const Prose& prose);

Entry finish(EntryDraft draft);
void finish(FeedDraft draft, Feed& feed);

}  // namespace newswired::feed
