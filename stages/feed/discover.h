#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswired::feed {

/// A feed that a page points at.
struct FeedLink {
  std::string url;    ///< Absolute when a base is known.
  std::string title;  ///< Plain text; empty when the page does not say.
  std::string type;   ///< Media type, lower case.

  bool operator==(const FeedLink&) const = default;
};

inline constexpr std::size_t feed_links_max = 64;

/// The feeds that a page names by `<link rel="alternate">` (or `rel="feed"`) with a feed's media type, in the page's
/// order, each once. `page_url` is the base of relative addresses, as far as the page's own `<base>` does not say another.
/// Pure; `html` is UTF-8.
std::vector<FeedLink> feed_links(std::string_view html, std::string_view page_url);

/// Where sites put feeds that they do not name, best first: paths from the site's root.
inline constexpr const char* well_known_feed_paths[] = {"/feed", "/rss", "/atom.xml", "/index.xml", "/rss.xml", "/feed.xml", "/feed.json"};

}  // namespace newswired::feed
