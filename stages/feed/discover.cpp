// Feed autodiscovery: https://www.rssboard.org/rss-autodiscovery, https://html.spec.whatwg.org/#rel-alternate
#include "stages/feed/discover.h"

#include <algorithm>

#include "stages/feed/markup.h"
#include "stages/feed/plain_text.h"
#include "stages/text/html_entities.h"
#include "stages/text/url_reference.h"

namespace newswired::feed {
namespace {

/// The attributes of a `<link>` or `<base>` that matter, decoded.
struct LinkTag {
  std::string rel, type, href, title;
};

LinkTag read_link(std::string_view attributes) {
  LinkTag link;
  Attribute attribute;
  while (next_attribute(attributes, attribute)) {
    const std::string value = text::decode_html_entities(attribute.value, text::ReferenceContext::attribute);
    if (equal_folded(attribute.name, "rel")) link.rel = lower_case(value);
    else if (equal_folded(attribute.name, "type")) link.type = lower_case(trimmed(value.substr(0, value.find(';'))));
    else if (equal_folded(attribute.name, "href")) link.href = trimmed(value);
    else if (equal_folded(attribute.name, "title")) link.title = one_line(value);
  }
  return link;
}

bool has_word(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find_first_of(" \t\r\n\f"), words.size());
    if (words.substr(0, end) == wanted) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

bool is_feed_type(std::string_view type) {
  static constexpr std::string_view types[] = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
                                               "application/json", "application/xml", "text/xml", "application/x-cdf"};
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

bool names_feed(const LinkTag& link) {
  if (link.href.empty()) return false;
  // `rel=alternate` without a type may be a translation or a print version; `rel=feed` says what it is.
  return has_word(link.rel, "feed") || (has_word(link.rel, "alternate") && !has_word(link.rel, "stylesheet") && is_feed_type(link.type));
}

/// WordPress offers the comments of all articles beside the articles; JSON is offered for its REST interface.
bool is_of_no_use(const LinkTag& link) {
  return link.type == "application/json" && link.href.find("/wp-json/") != std::string::npos;
}

}  // namespace

std::vector<FeedLink> feed_links(std::string_view html, std::string_view page_url) {
  std::vector<FeedLink> found;
  std::string base(page_url);
  for (std::size_t at = html.find('<'); at != std::string_view::npos && found.size() < feed_links_max; at = html.find('<', at + 1)) {
    if (html.substr(at).starts_with("<!--")) {
      at = html.find("-->", at + 4);
      if (at == std::string_view::npos) break;
      continue;
    }
    const Tag tag = tag_at(html.substr(at));
    if (tag.closing || !(equal_folded(tag.name, "link") || equal_folded(tag.name, "base"))) continue;
    LinkTag link = read_link(tag.attributes);
    if (equal_folded(tag.name, "base")) {
      const std::string declared = text::resolve_url(page_url, link.href);
      if (text::is_base_url(declared)) base = declared;
      continue;
    }
    if (!names_feed(link) || is_of_no_use(link)) continue;
    FeedLink feed{text::resolve_url(base, link.href), std::move(link.title), std::move(link.type)};
    const bool known = std::any_of(found.begin(), found.end(), [&](const FeedLink& other) { return other.url == feed.url; });
    if (!known) found.push_back(std::move(feed));
  }
  return found;
}

}  // namespace newswired::feed
