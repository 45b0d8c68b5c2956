#pragma once

#include <string>

#include "stages/feed/feed.h"

namespace newswired::feed {

/// A channel around `items`, with the namespaces that feeds use declared.
inline std::string rss(const std::string& items, const std::string& channel = "<title>Harbour News</title>") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\" "
         "xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>" + channel + items + "</channel></rss>";
}

inline std::string atom(const std::string& entries) {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour News</title>" + entries + "</feed>";
}

inline Feed parse(const std::string& bytes, const std::string& url = "") { return parse_feed(bytes, {url, ""}); }

/// `count` items without CDATA, each with every ordinary field.
inline std::string plain_items(int count) {
  std::string items;
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    items += "<item><title>Ferry " + n + " leaves &amp; returns</title><link>https://harbour.example/ferry/" + n +
             "</link><guid isPermaLink=\"false\">ferry-" + n + "</guid><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>" +
             "<description>&lt;p&gt;The crew of ferry " + n + " said the sea was calm.&lt;/p&gt;</description></item>\n";
  }
  return items;
}

}  // namespace newswired::feed
