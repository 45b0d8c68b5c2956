// Atom 1.0 (RFC 4287) and 0.3.
#include <cstring>

#include "stages/feed/formats.h"
#include "stages/feed/markup.h"
#include "stages/feed/people.h"
#include "stages/feed/plain_text.h"
#include "stages/feed/reading.h"
#include "stages/feed/xml_tree.h"
#include "stages/text/url_reference.h"

namespace newswired::feed {
namespace {

bool is_atom_03(pugi::xml_node root) {
  if (attribute_of(root, "version") == "0.3") return true;
  for (const pugi::xml_attribute attribute : root.attributes())
    if (std::strncmp(attribute.name(), "xmlns", 5) == 0 && std::strstr(attribute.value(), "purl.org/atom/ns")) return true;
  return false;
}

class AtomReader {
 public:
  AtomReader(const XmlTree& tree, pugi::xml_node root, const std::string& base)
      : reading_(tree, base, is_atom_03(root)), names_(Vocabulary::atom), root_(root), has_url_(!base.empty()) {}

  Feed read() {
    names_.enter(root_);
    draft_.own.format = reading_.is_atom_03() ? "atom-0.3" : "atom-1.0";
    if (!has_url_) learn_base();
    for (const pugi::xml_node node : root_.children())
      if (node.type() == pugi::node_element) read_child(node);
    draft_.own.language = reading_.language(root_);

    std::vector<Entry> entries = std::move(draft_.own.entries);
    Feed feed;
    feed::finish(std::move(draft_), feed);
    feed.entries = std::move(entries);
    // RFC 4287, 4.2.1: an entry without authors has its source's (read with it) or the feed's.
    for (Entry& entry : feed.entries)
      if (entry.authors.empty()) entry.authors = feed.authors;
    if (left_out_) reading_.error(std::to_string(left_out_) + " entries beyond " + std::to_string(entries_max) + " left out");
    reading_.finish(feed);
    return feed;
  }

 private:
  /// A feed that was not fetched says itself where it lives: its own address, else its page.
  void learn_base() {
    std::string page;
    for (const pugi::xml_node node : root_.children()) {
      if (node.type() != pugi::node_element || local_name(node.name()) != "link") continue;
      const std::string url = attribute_of(node, "href");
      const std::string rel = lower_case(attribute_of(node, "rel"));
      if (!text::is_base_url(url)) continue;
      if (rel == "self") return reading_.set_base(url);
      if (rel.empty() || rel == "alternate") page = url;
    }
    if (!page.empty()) reading_.set_base(page);
  }

  void read_child(pugi::xml_node node) {
    const Name name = names_.of(node);
    if (name.vocabulary != Vocabulary::core) return read_extension(reading_, name, node, draft_);
    if (name.local != "entry" && name.local != "item") return read_field(name.local, node);
    auto& entries = draft_.own.entries;
    if (entries.size() < entries_max) entries.push_back(read_entry(node));
    else ++left_out_;
  }

  void read_field(std::string_view local, pugi::xml_node node) {
    Feed& own = draft_.own;
    if (local == "title") set_if_empty(own.title, plain_prose(prose_of(node, reading_.is_atom_03())));
    else if (local == "link") read_atom_link(reading_, node, own);
    else if (local == "subtitle" || local == "tagline") own.description = own.description ? own.description : reading_.html(node, reading_.prose(node));
    else if (local == "updated" || local == "modified") set_if_empty(own.updated, reading_.date(node));
    else if (local == "author") add_person(own.authors, read_atom_person(reading_, node));
    else if (local == "logo") set_if_empty(own.image, reading_.url(node, text_of(node)));
    else if (local == "icon") set_if_empty(draft_.other.image, reading_.url(node, text_of(node)));
  }

  Entry read_entry(pugi::xml_node entry) {
    Names names = names_;
    names.enter(entry);
    EntryDraft draft;
    for (const pugi::xml_node node : entry.children()) {
      if (node.type() != pugi::node_element) continue;
      const Name name = names.of(node);
      if (name.vocabulary == Vocabulary::core) read_entry_field(name.local, node, draft);
      else read_extension(reading_, name, node, draft);
    }
    if (const pugi::xml_attribute language = entry.attribute("xml:lang")) draft.own.language = std::string(trimmed(language.value()));
    return finish(std::move(draft));
  }

  void read_entry_field(std::string_view local, pugi::xml_node node, EntryDraft& draft) {
    Entry& own = draft.own;
    Entry& other = draft.other;
    if (local == "title") set_if_empty(own.title, plain_prose(prose(node, other)));
    else if (local == "link") read_atom_link(reading_, node, own);
    else if (local == "id") set_if_empty(own.id, reading_.identifier(node));
    else if (local == "published" || local == "issued") set_if_empty(own.published, reading_.date(node));
    else if (local == "updated" || local == "modified") set_if_empty(own.updated, reading_.date(node));
    else if (local == "created" || local == "pubdate") set_if_empty(other.published, reading_.date(node));
    else if (local == "summary") own.summary = own.summary ? own.summary : reading_.html(node, prose(node, other));
    else if (local == "content") own.content = own.content ? own.content : reading_.html(node, prose(node, other));
    else if (local == "description") other.summary = other.summary ? other.summary : reading_.rss_html(node);
    else if (local == "author") add_person(own.authors, read_atom_person(reading_, node));
    else if (local == "category") add_category(own, read_atom_category(node));
    else if (local == "source") read_source(node, own, other);
    else if (local == "guid") set_if_empty(other.id, trimmed_text_of(node));
    else if (local == "enclosure") add_enclosure(other, {reading_.url(node, attribute_of(node, "url")), std::nullopt, std::nullopt});
  }

  /// A text of the entry; its own `xml:lang` speaks for the entry.
  Prose prose(pugi::xml_node node, Entry& other) const {
    if (const pugi::xml_attribute language = node.attribute("xml:lang")) set_if_empty(other.language, std::string(trimmed(language.value())));
    return reading_.prose(node);
  }

  /// RFC 4287, 4.2.11: the head of the feed that an entry was copied from.
  void read_source(pugi::xml_node node, Entry& own, Entry& other) {
    Feed head;
    for (const pugi::xml_node child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      const std::string local = local_name(child.name());
      if (local == "title") set_if_empty(head.title, plain_prose(prose_of(child, reading_.is_atom_03())));
      else if (local == "link") read_atom_link(reading_, child, head);
      else if (local == "author") add_person(other.authors, read_atom_person(reading_, child));
    }
    if (!own.source && (head.title || head.link)) own.source = Source{std::move(head.title), std::move(head.link)};
  }

  Reading reading_;
  Names names_;
  pugi::xml_node root_;
  bool has_url_;
  FeedDraft draft_;
  std::size_t left_out_ = 0;
};

}  // namespace

Feed read_atom(const XmlTree& tree, pugi::xml_node root, const std::string& base) { return AtomReader(tree, root, base).read(); }

}  // namespace newswired::feed
