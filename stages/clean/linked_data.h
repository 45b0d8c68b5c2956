#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/html/document.h"

namespace newswired::clean {

/// What the JSON-LD of a page says of its article (schema.org). All as written there; empty when missing.
struct LinkedArticle {
  std::string type;  ///< "NewsArticle"
  std::string headline;
  std::string description;
  std::string body;
  std::string published;
  std::string modified;
  std::string language;
  std::string url;
  std::string image;
  std::string publisher;
  std::vector<std::string> authors;
  std::vector<std::string> author_organizations;
  bool is_paid = false;  ///< isAccessibleForFree is false.
  bool is_live_blog = false;

  bool empty() const { return type.empty(); }
};

/// Limits on the JSON-LD of one page.
inline constexpr std::size_t linked_data_bytes_max = 2u << 20;
inline constexpr std::size_t linked_data_blocks_max = 64;

/// Reads the article from all JSON-LD of a page. Takes what real pages write: arrays, @graph, several types, raw line
/// breaks, comments and CDATA around, trailing commas. Of several articles the one whose address is `url` wins, then
/// the more specific type.
LinkedArticle read_linked_article(const html::Document& document, std::string_view url);

}  // namespace newswired::clean
