#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"
#include "proto/time.h"

namespace newswired {

/// Where the text of an article came from.
enum class Body { page, feed, summary };

std::string_view to_string(Body body);

/// The feed as records name it.
struct FeedRef {
  std::string id;
  std::string title;
  std::string url;

  bool operator==(const FeedRef&) const = default;
};

nlohmann::json to_json(const FeedRef& feed);
Result<FeedRef> feed_ref_from_json(const nlohmann::json& json);

/// One article of one feed at one revision, cleaned: what the stages read and records carry on. All text is
/// valid UTF-8, NFC.
struct Article {
  std::string id;    ///< Names the article for ever: the same after restarts and for later revisions.
  int revision = 1;  ///< Counts its published versions from 1.
  FeedRef feed;
  std::string url;   ///< Canonical.
  std::string link;  ///< As the feed gave it.
  std::string title;
  std::vector<std::string> authors;
  std::optional<Timestamp> published;
  std::optional<Timestamp> updated;
  Timestamp collected{};
  std::string language;  ///< Primary subtag, `und` when unknown.
  Body body = Body::feed;
  std::string text;  ///< Paragraphs separated by one blank line.
  std::uint32_t word_count = 0;
  std::optional<std::string> image;
  std::vector<std::string> categories;

  bool operator==(const Article&) const = default;
};

/// The article's members as a JSON object, as they stand in a record.
nlohmann::json to_json(const Article& article);
Result<Article> article_from_json(const nlohmann::json& json);

}  // namespace newswired
