#include "stages/feed/opml.h"

#include <algorithm>
#include <cstring>

#include "stages/feed/element.h"
#include "stages/feed/markup.h"
#include "stages/feed/plain_text.h"
#include "stages/feed/xml_tree.h"
#include "stages/text/encoding.h"

namespace newswired::feed {
namespace {

/// Turns offsets that only grow into lines and columns.
class Positions {
 public:
  explicit Positions(std::string_view text) : text_(text) {}

  std::pair<int, int> at(std::size_t offset) {
    for (; at_ < std::min(offset, text_.size()); ++at_) {
      if (text_[at_] == '\n') {
        ++line_;
        column_ = 1;
      } else if ((text_[at_] & 0xC0) != 0x80) {
        ++column_;
      }
    }
    return {line_, column_};
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

std::string label_of(pugi::xml_node outline) {
  std::string label = one_line(attribute_of(outline, "title"));
  return label.empty() ? one_line(attribute_of(outline, "text")) : label;
}

bool is_outline(pugi::xml_node node) { return node.type() == pugi::node_element && local_name(node.name()) == "outline"; }

std::vector<std::string> tags_of(pugi::xml_node outline) {
  std::vector<std::string> tags;
  for (pugi::xml_node folder = outline.parent(); is_outline(folder) && tags.size() < tags_max; folder = folder.parent()) {
    std::string label = label_of(folder);
    if (!label.empty()) tags.push_back(std::move(label));
  }
  std::reverse(tags.begin(), tags.end());
  return tags;
}

void read_outline(pugi::xml_node node, std::pair<int, int> place, Opml& opml) {
  std::string url = std::string(trimmed(attribute_of(node, "xmlurl")));
  if (!url.empty()) {
    opml.feeds.push_back({std::move(url), label_of(node), attribute_of(node, "htmlurl"), attribute_of(node, "id"),
                          attribute_of(node, "language"), tags_of(node), place.first, place.second});
  } else if (!node.first_child()) {
    opml.problems.push_back({place.first, place.second, "outline \"" + excerpt(label_of(node)) + "\" has no xmlUrl: give it the feed's address or remove it"});
  }
}

void indent(std::string& out, std::size_t depth) { out.append(4 + 2 * depth, ' '); }

void write_attribute(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) (((out += ' ') += name) += "=\"") += escape_html(value) + '"';
}

}  // namespace

Opml read_opml(std::string_view bytes) {
  const std::string text = text::to_utf8(bytes, "", text::DocumentKind::xml).text;
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_buffer(text.data(), text.size(), pugi::parse_minimal, pugi::encoding_utf8);
  Opml opml;
  Positions positions(text);
  bool is_opml = false;
  for (pugi::xml_node node = document.first_child(); node; node = next_in_order(node, document, true)) {
    if (node.type() != pugi::node_element) continue;
    is_opml = is_opml || local_name(node.name()) == "opml";
    // offset_debug points at the name; the outline begins at the bracket before it.
    if (is_outline(node)) read_outline(node, positions.at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug() - 1, 0))), opml);
  }
  if (!result) {
    const auto [line, column] = Positions(text).at(static_cast<std::size_t>(result.offset));
    opml.problems.push_back({line, column, std::string("not well-formed: ") + result.description() + "; what follows is not read"});
  } else if (!is_opml) {
    opml.problems.push_back({1, 1, "no OPML: there is no <opml>"});
  }
  return opml;
}

std::string write_opml(std::span<const OpmlFeed> feeds, std::string_view title) {
  std::vector<const OpmlFeed*> order;
  for (const OpmlFeed& feed : feeds) order.push_back(&feed);
  std::stable_sort(order.begin(), order.end(), [](const OpmlFeed* a, const OpmlFeed* b) { return a->tags < b->tags; });

  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>" + escape_html(title) + "</title></head>\n  <body>\n";
  std::vector<std::string> open;
  const auto close_to = [&](std::size_t depth) {
    for (; open.size() > depth; open.pop_back()) {
      indent(out, open.size() - 1);
      out += "</outline>\n";
    }
  };
  for (const OpmlFeed* feed : order) {
    const auto shared = static_cast<std::size_t>(std::mismatch(open.begin(), open.end(), feed->tags.begin(), feed->tags.end()).first - open.begin());
    close_to(shared);
    for (std::size_t i = shared; i < feed->tags.size(); ++i) {
      indent(out, i);
      out += "<outline text=\"" + escape_html(feed->tags[i]) + "\">\n";
      open.push_back(feed->tags[i]);
    }
    indent(out, open.size());
    out += "<outline type=\"rss\" text=\"" + escape_html(feed->title.empty() ? feed->url : feed->title) + '"';
    write_attribute(out, "xmlUrl", feed->url);
    write_attribute(out, "htmlUrl", feed->html_url);
    write_attribute(out, "id", feed->id);
    write_attribute(out, "language", feed->language);
    out += "/>\n";
  }
  close_to(0);
  return out + "  </body>\n</opml>\n";
}

}  // namespace newswired::feed
