#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"
#include "stages/clean/moment.h"

namespace newswired::clean {

/// Selectors for the pages of one host, for those who want exactness: `[[site]]` of the configuration.
/// A selector is a list of `tag`, `#id`, `.class`, `[name=value]` and their combinations without blanks, parted by
/// commas: `div.story-body, #content`. One that cannot be read matches nothing: see `SelectorList::parse`.
struct SiteRule {
  std::string host;    ///< And every host below it.
  std::string select;  ///< The article, as it stands; empty, or not on the page: found as on any page.
  std::string remove;  ///< What is never part of it.

  bool operator==(const SiteRule&) const = default;
};

/// The rule whose host is `host` or the nearest above it; null when there is none. `host` in small letters.
const SiteRule* find_site_rule(std::span<const SiteRule> rules, std::string_view host);

/// What is known of a page before it is read. Borrows; everything may be empty.
struct PageHints {
  std::string url;           ///< Where it was fetched, after redirects.
  std::string content_type;  ///< As the server said.
  std::string feed_title;    ///< The feed item that led here.
  std::string feed_summary;  ///< HTML or text.
  std::string feed_author;
  std::string feed_language;
  /// Hashes (see `Page::line_hashes`) of lines seen on three or more other pages of the host: boilerplate. Sorted.
  std::span<const std::uint64_t> host_lines;
  const SiteRule* site = nullptr;
};

/// The article of a page. All text is valid UTF-8, NFC, in one line each, `text` in paragraphs.
struct Page {
  std::string title;  ///< Empty when the page has none.
  std::optional<std::string> byline;
  std::optional<std::string> site_name;
  std::vector<std::string> authors;
  std::optional<Moment> published;
  std::optional<Moment> modified;
  std::optional<std::string> language;  ///< Primary subtag.
  std::optional<std::string> canonical_url;
  std::optional<std::string> image;
  std::string text;  ///< Paragraphs parted by one blank line; empty when the page holds no article.
  std::uint32_t word_count = 0;
  /// XXH3 (seed 0) of the normalised lines of `text`, in order: what the keeper of `PageHints::host_lines` counts.
  std::vector<std::uint64_t> line_hashes;
  bool truncated = false;  ///< A limit or a paywall cut the text.
  bool live_blog = false;  ///< Many dated entries, newest first.

  bool operator==(const Page&) const = default;
};

/// Finds the article in a web page, whatever its bytes. Never fails: a page without an article has an empty text.
/// Knows no present: dates in the future are the caller's matter. Pure, thread-safe, linear in the page's size.
Page extract_page(std::string_view bytes, const PageHints& hints);

/// Cleans HTML that is the article already: `content` or `summary` of a feed item. `html` is valid UTF-8.
Page clean_fragment(std::string_view html, const PageHints& hints);

/// Both ways without loss; hashes as 16 hexadecimal digits. The members that users see are those of
/// `newswired extract`.
nlohmann::json to_json(const Page& page);
Result<Page> page_from_json(const nlohmann::json& json);

/// Text beyond is cut at a paragraph.
inline constexpr std::size_t text_bytes_max = 4u << 20;

}  // namespace newswired::clean
