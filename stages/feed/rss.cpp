// RSS 0.9x, 2.0 (https://www.rssboard.org/rss-specification) and RSS 0.90, 1.0 in RDF (https://web.resource.org/rss/1.0/spec).
#include <algorithm>
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

std::string format_of(pugi::xml_node root) {
  const std::string local = local_name(root.name());
  if (local == "rdf") {
    for (const pugi::xml_attribute attribute : root.attributes())
      if (std::strncmp(attribute.name(), "xmlns", 5) == 0 && std::strstr(attribute.value(), "netscape.com/rdf/simple/0.9")) return "rss-0.90";
    return "rss-1.0";
  }
  const std::string version(trimmed(attribute_of(root, "version")));
  if (version == "1.0") return "rss-1.0";
  if (version.starts_with("0.9") && version.size() <= 6) return "rss-" + version;
  return "rss-2.0";
}

/// `<link>` of an item or a channel: its text, else Atom's attributes. Of several the last counts, as with every
/// single-valued element of RSS that other readers take.
template <class Target>
void read_link(const Reading& reading, pugi::xml_node node, Target& target) {
  Target one;
  read_atom_link(reading, node, one);
  std::string url = reading.url(node, text_of(node));
  if (url.empty() && one.link) url = std::move(*one.link);
  if (!url.empty()) target.link = std::move(url);
  if constexpr (std::is_same_v<Target, Feed>) {
    set_if_empty(target.self, one.self.value_or(""));
    set_if_empty(target.hub, one.hub.value_or(""));
  } else {
    for (Enclosure& enclosure : one.enclosures) add_enclosure(target, std::move(enclosure));
  }
}

void read_guid(const Reading& reading, pugi::xml_node node, EntryDraft& draft) {
  std::string id = trimmed_text_of(node);
  if (id.empty()) id = plain_text(html_of(node));
  if (id.empty() || draft.own.id) return;
  const bool may_be_link = !equal_folded(attribute_of(node, "ispermalink"), "false");
  if (may_be_link && (id.starts_with("http://") || id.starts_with("https://"))) draft.permalink = reading.url(node, id);
  draft.own.id = std::move(id);
}

void read_source(const Reading& reading, pugi::xml_node node, Entry& entry) {
  Source source;
  set_if_empty(source.title, plain_text(html_of(node)));
  set_if_empty(source.link, reading.url(node, attribute_of(node, "url")));
  if (!entry.source && source != Source{}) entry.source = std::move(source);
}

/// `<image>`: an address in `<url>`, as text, or in an attribute.
std::string read_image(const Reading& reading, pugi::xml_node node) {
  for (const pugi::xml_node child : node.children())
    if (child.type() == pugi::node_element && local_name(child.name()) == "url") return reading.url(child, text_of(child));
  for (const char* name : {"href", "url", "src", "rdf:resource"})
    if (std::string url = reading.url(node, attribute_of(node, name)); !url.empty()) return url;
  return reading.url(node, text_of(node));
}

void read_core_field(Reading& reading, std::string_view local, pugi::xml_node node, EntryDraft& draft) {
  Entry& own = draft.own;
  Entry& other = draft.other;
  if (local == "title") set_if_empty(own.title, plain_text(html_of(node)));
  else if (local == "link") read_link(reading, node, own);
  else if (local == "description") own.summary = own.summary ? own.summary : reading.rss_html(node);
  else if (local == "guid") read_guid(reading, node, draft);
  else if (local == "pubdate") set_if_empty(own.published, reading.date(node));
  else if (local == "author") add_person(own.authors, read_atom_person(reading, node));
  else if (local == "category") add_category(own, plain_text(html_of(node)));
  else if (local == "comments") set_if_empty(own.comments, reading.url(node, text_of(node)));
  else if (local == "source") read_source(reading, node, own);
  else if (local == "enclosure") {
    const std::string type = attribute_of(node, "type");
    std::string url = reading.url(node, attribute_of(node, "url"));
    if (url.empty()) url = reading.url(node, text_of(node));
    add_enclosure(own, {std::move(url), type.empty() ? std::nullopt : std::optional(type), whole_number(attribute_of(node, "length"))});
  } else if (local == "encoded" || local == "fulltext" || local == "content") other.content = other.content ? other.content : reading.rss_html(node);
  else if (local == "body") other.content = other.content ? other.content : reading.html(node, {inner_markup(node, reading.markup_base()), true});
  else if (local == "image" || local == "thumbnail") add_image(other, read_image(reading, node));
  else if (local == "published" || local == "date" || local == "issued") set_if_empty(other.published, reading.date(node));
  else if (local == "updated" || local == "modified" || local == "lastbuilddate") set_if_empty(other.updated, reading.date(node));
  else if (local == "summary") other.summary = other.summary ? other.summary : reading.rss_html(node);
  else if (local == "creator") add_person(other.authors, parse_person(html_of(node)));
  else if (local == "id") set_if_empty(other.id, trimmed_text_of(node));
  else if (local == "language") set_if_empty(own.language, trimmed_text_of(node));
}

Entry read_item(Reading& reading, Names names, pugi::xml_node item) {
  names.enter(item);
  EntryDraft draft;
  set_if_empty(draft.other.id, attribute_of(item, "rdf:about"));
  for (const pugi::xml_node node : item.children()) {
    if (node.type() != pugi::node_element) continue;
    const Name name = names.of(node);
    if (name.vocabulary == Vocabulary::core) read_core_field(reading, name.local, node, draft);
    else read_extension(reading, name, node, draft);
  }
  if (const pugi::xml_attribute language = item.attribute("xml:lang")) set_if_empty(draft.own.language, std::string(trimmed(language.value())));
  return finish(std::move(draft));
}

void read_hours(pugi::xml_node node, Feed& feed) {
  for (const pugi::xml_node child : node.children()) {
    const auto hour = whole_number(text_of(child));
    // Written 0-23, or 1-24 in RSS 0.91.
    if (child.type() == pugi::node_element && hour && *hour <= 24 && feed.skip_hours.size() < 24) feed.skip_hours.push_back(static_cast<int>(*hour % 24));
  }
}

void read_days(pugi::xml_node node, Feed& feed) {
  for (const pugi::xml_node child : node.children()) {
    std::string day = child.type() == pugi::node_element ? trimmed_text_of(child) : std::string();
    if (!day.empty() && feed.skip_days.size() < 7) feed.skip_days.push_back(std::move(day));
  }
}

class RssReader {
 public:
  RssReader(const XmlTree& tree, const std::string& base) : reading_(tree, base, false), names_(Vocabulary::core), has_url_(!base.empty()) {}

  Feed read(pugi::xml_node root) {
    names_.enter(root);
    draft_.own.format = format_of(root);
    if (local_name(root.name()) == "channel") read_channel(root);
    else read_children(root);
    Feed feed;
    std::vector<Entry> entries = std::move(draft_.own.entries);
    feed::finish(std::move(draft_), feed);
    feed.entries = std::move(entries);
    if (left_out_) reading_.error(std::to_string(left_out_) + " entries beyond " + std::to_string(entries_max) + " left out");
    reading_.finish(feed);
    return feed;
  }

 private:
  void read_channel(pugi::xml_node channel) {
    if (channel.parent().type() != pugi::node_document) names_.enter(channel);
    // Links are relative to where the feed came from; when nobody knows that, to the site it speaks of.
    if (!has_url_) learn_base(channel);
    read_children(channel);
  }

  void learn_base(pugi::xml_node channel) {
    for (const pugi::xml_node node : channel.children()) {
      if (node.type() != pugi::node_element || local_name(node.name()) != "link") continue;
      for (const std::string& url : {trimmed_text_of(node), attribute_of(node, "href")}) {
        if (!text::is_base_url(url)) continue;
        return reading_.set_base(url);
      }
    }
  }

  void read_children(pugi::xml_node parent) {
    for (const pugi::xml_node node : parent.children()) {
      if (node.type() != pugi::node_element) continue;
      const Name name = names_.of(node);
      if (name.vocabulary != Vocabulary::core) read_extension(reading_, name, node, draft_);
      else if (name.local == "item" || name.local == "entry") add_item(node);
      else if (name.local == "channel" && local_name(parent.name()) != "channel") read_channel(node);
      else if (name.local == "items") read_wrapped(node);
      else read_field(name.local, node);
    }
  }

  /// Items that stand in an `<items>` of their own. RDF's list of references there holds none.
  void read_wrapped(pugi::xml_node wrapper) {
    for (const pugi::xml_node node : wrapper.children())
      if (node.type() == pugi::node_element && local_name(node.name()) == "item") add_item(node);
  }

  void add_item(pugi::xml_node node) {
    auto& entries = draft_.own.entries;
    if (entries.size() < entries_max) entries.push_back(read_item(reading_, names_, node));
    else ++left_out_;
  }

  void read_field(std::string_view local, pugi::xml_node node) {
    Feed& own = draft_.own;
    Feed& other = draft_.other;
    if (local == "title") set_if_empty(own.title, plain_text(html_of(node)));
    else if (local == "link") read_link(reading_, node, own);
    else if (local == "description") own.description = own.description ? own.description : reading_.rss_html(node);
    else if (local == "language") set_if_empty(own.language, trimmed_text_of(node));
    else if (local == "lastbuilddate") set_if_empty(own.updated, reading_.date(node));
    else if (local == "pubdate" || local == "updated") set_if_empty(other.updated, reading_.date(node));
    else if (local == "ttl") read_ttl(node);
    else if (local == "skiphours") read_hours(node, own);
    else if (local == "skipdays") read_days(node, own);
    else if (local == "image") set_if_empty(own.image, read_image(reading_, node));
    else if (local == "managingeditor") add_person(own.authors, parse_person(html_of(node)));
    else if (local == "author") add_person(other.authors, read_atom_person(reading_, node));
  }

  void read_ttl(pugi::xml_node node) {
    constexpr std::int64_t minutes_max = 365 * 24 * 60;
    const auto minutes = whole_number(text_of(node));
    if (minutes && !draft_.own.ttl) draft_.own.ttl = static_cast<int>(std::min(*minutes, minutes_max));
  }

  Reading reading_;
  Names names_;
  bool has_url_;
  FeedDraft draft_;
  std::size_t left_out_ = 0;
};

}  // namespace

Feed read_rss(const XmlTree& tree, pugi::xml_node root, const std::string& base) { return RssReader(tree, base).read(root); }

}  // namespace newswired::feed
