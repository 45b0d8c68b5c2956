// Channel Definition Format (https://www.w3.org/TR/NOTE-CDFsubmit.html): a `<CHANNEL HREF>` of `<ITEM HREF>`.
#include "stages/feed/formats.h"
#include "stages/feed/plain_text.h"
#include "stages/feed/reading.h"
#include "stages/feed/xml_tree.h"
#include "stages/text/url_reference.h"

namespace newswired::feed {
namespace {

/// Its address: the attribute, else an `<A HREF>` within.
std::string address_of(const Reading& reading, pugi::xml_node node) {
  std::string url = reading.url(node, attribute_of(node, "href"));
  for (const pugi::xml_node child : node.children())
    if (url.empty() && local_name(child.name()) == "a") url = reading.url(child, attribute_of(child, "href"));
  return url;
}

Entry read_item(Reading& reading, pugi::xml_node item) {
  EntryDraft draft;
  Entry& own = draft.own;
  set_if_empty(own.link, address_of(reading, item));
  own.id = own.link;
  own.updated = reading.date(attribute_of(item, "lastmod"));
  for (const pugi::xml_node node : item.children()) {
    const std::string local = local_name(node.name());
    if (local == "title") set_if_empty(own.title, plain_text(html_of(node)));
    else if (local == "abstract") own.summary = own.summary ? own.summary : reading.rss_html(node);
  }
  return finish(std::move(draft));
}

}  // namespace

Feed read_cdf(const XmlTree& tree, pugi::xml_node root, const std::string& base) {
  Reading reading(tree, base, false);
  Feed feed;
  feed.format = "cdf";
  set_if_empty(feed.link, address_of(reading, root));
  if (base.empty() && feed.link) reading.set_base(*feed.link);
  feed.updated = reading.date(attribute_of(root, "lastmod"));
  set_if_empty(feed.self, reading.url(root, attribute_of(root, "self")));
  for (pugi::xml_node node = root.first_child(); node; node = next_in_order(node, root, local_name(node.name()) == "channel")) {
    if (node.type() != pugi::node_element) continue;
    const std::string local = local_name(node.name());
    if (local == "item") {
      if (feed.entries.size() < entries_max) feed.entries.push_back(read_item(reading, node));
    } else if (local == "title") {
      set_if_empty(feed.title, plain_text(html_of(node)));
    } else if (local == "abstract" && !feed.description) {
      feed.description = reading.rss_html(node);
    } else if (local == "logo") {
      set_if_empty(feed.image, reading.url(node, attribute_of(node, "href")));
    }
  }
  reading.finish(feed);
  return feed;
}

}  // namespace newswired::feed
