#include <algorithm>

#include "stages/feed/element.h"
#include "stages/feed/feed.h"
#include "stages/feed/formats.h"
#include "stages/feed/markup.h"
#include "stages/feed/plain_text.h"
#include "stages/feed/xml_tree.h"
#include "stages/text/encoding.h"
#include "stages/text/url_reference.h"

namespace newswired::feed {
namespace {

/// How many elements are looked at for a root that something wraps.
constexpr std::size_t root_search_max = 64;

bool is_feed_root(pugi::xml_node node) {
  const std::string local = local_name(node.name());
  return local == "rss" || local == "rdf" || local == "feed" || local == "channel";
}

/// The feed's root: the document's, or the first that fits among the first elements (an answer of a web service
/// wraps it, a broken document has none). A page is no feed, whatever its markup holds.
pugi::xml_node find_root(const pugi::xml_document& document) {
  std::size_t seen = 0;
  for (pugi::xml_node node = document.first_child(); node && seen < root_search_max; node = next_in_order(node, document, true)) {
    if (node.type() != pugi::node_element) continue;
    if (local_name(node.name()) == "html") return {};
    if (is_feed_root(node)) return node;
    ++seen;
  }
  return {};
}

/// What bare entries stand in when the head of the feed was lost; nothing when there are none.
pugi::xml_node parent_of_bare_items(const pugi::xml_document& document) {
  if (document.child("item")) return document;
  return document.first_child().child("item") ? document.first_child() : pugi::xml_node();
}

bool is_cdf(pugi::xml_node root) {
  if (local_name(root.name()) != "channel") return false;
  if (!attribute_of(root, "href").empty()) return true;
  const auto cdf_item = [](pugi::xml_node node) { return local_name(node.name()) == "item" && !attribute_of(node, "href").empty(); };
  return static_cast<bool>(root.find_child(cdf_item));
}

Feed read_tree(const XmlTree& tree, const std::string& base) {
  const pugi::xml_node root = find_root(tree.document);
  if (!root) {
    if (const pugi::xml_node parent = parent_of_bare_items(tree.document)) return read_rss(tree, parent, base);
    Feed feed;
    pugi::xml_node first = tree.document.first_child();
    while (first && first.type() != pugi::node_element) first = first.next_sibling();
    feed.errors.push_back(first ? "no feed: the document is <" + excerpt(first.name()) + ">" : "no feed: there is no element");
    return feed;
  }
  if (is_cdf(root)) return read_cdf(tree, root, base);
  return local_name(root.name()) == "feed" ? read_atom(tree, root, base) : read_rss(tree, root, base);
}

Feed read_xml_feed(std::string text, const std::function<std::string()>& again, const std::string& base) {
  XmlTree tree;
  read_xml(std::move(text), tree, again);
  Feed feed = read_tree(tree, base);
  feed.errors.insert(feed.errors.begin(), tree.errors.begin(), tree.errors.end());
  return feed;
}

bool is_json(std::string_view text) {
  const std::string_view start = trimmed(text.substr(0, 4096));
  return start.starts_with('{') || start.starts_with('[');
}

}  // namespace

Feed parse_feed(std::string_view bytes, const ParseHints& hints) {
  const auto decode = [&] { return text::to_utf8(bytes, hints.content_type, text::DocumentKind::xml); };
  text::Decoded decoded = decode();
  const std::string encoding = decoded.encoding;
  const bool had_errors = decoded.had_errors;
  const std::string base = text::is_base_url(hints.url) ? hints.url : std::string();

  Feed feed = is_json(decoded.text) ? read_json_feed(decoded.text, base)
                                    : read_xml_feed(std::move(decoded.text), [&] { return decode().text; }, base);
  feed.encoding = encoding;
  if (had_errors) feed.errors.insert(feed.errors.begin(), "bytes that are no " + encoding + " were replaced");
  if (feed.errors.size() > errors_max) feed.errors.resize(errors_max);
  return feed;
}

}  // namespace newswired::feed
