#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/article.h"
#include "proto/entity.h"
#include "proto/quote.h"
#include "proto/result.h"

namespace newswired {

/// A place in one daemon's log. `seq` has no holes within an epoch; `prev` is the seq of the previous entry under
/// the same `article.<language>.<feed>.` topic, 0 when there is none.
struct Place {
  std::string epoch;
  std::uint64_t seq = 0;
  std::uint64_t prev = 0;

  bool operator==(const Place&) const = default;
};

enum class Event { fresh, update };  ///< "new" and "update" in JSON.

/// Another feed's copy of an article.
struct Copy {
  std::string url;
  std::string feed;

  bool operator==(const Copy&) const = default;
};

/// `newswired/record/1`: the annotated article.
struct Record {
  Place place;  ///< Given by the ledger; empty in a draft.
  Event event = Event::fresh;
  Article article;
  std::optional<std::string> story;
  std::vector<Copy> duplicates;
  std::vector<Entity> entities;
  std::vector<Quote> quotes;
  std::map<std::string, std::string> pipeline;  ///< "newswired" -> version, "entities"/"quotes" -> model name.
  std::vector<std::string> skipped;             ///< Stages that were left out.

  bool operator==(const Record&) const = default;
};

/// `newswired/duplicate/1`: a feed carried an article that is there already.
struct DuplicateEntry {
  Place place;
  std::string id;
  std::string of;
  std::uint64_t of_seq = 0;
  FeedRef feed;
  std::string url;
  std::string link;
  std::string title;
  std::optional<Timestamp> published;
  std::string kind;  ///< url | guid | exact | near
  double similarity = 1;

  bool operator==(const DuplicateEntry&) const = default;
};

inline constexpr std::string_view record_schema = "newswired/record/1";
inline constexpr std::string_view duplicate_schema = "newswired/duplicate/1";
inline constexpr std::string_view story_schema = "newswired/story/1";
inline constexpr std::string_view tombstone_schema = "newswired/tombstone/1";
inline constexpr std::string_view quote_schema = "newswired/quote/1";
inline constexpr std::string_view entity_schema = "newswired/entity/1";
inline constexpr std::string_view beat_schema = "newswired/beat/1";

nlohmann::json to_json(const Record& record);
Result<Record> record_from_json(const nlohmann::json& json);
nlohmann::json to_json(const DuplicateEntry& entry);
Result<DuplicateEntry> duplicate_from_json(const nlohmann::json& json);

/// Parses UTF-8 JSON from outside the head: at most `depth_max` levels (deeper is an error, since dumping such a
/// value would overflow the stack), no exceptions.
Result<nlohmann::json> parse_json(std::string_view bytes, int depth_max = 64);

/// One line of UTF-8 JSON; invalid bytes become U+FFFD instead of an exception.
std::string dump_json(const nlohmann::json& json);

}  // namespace newswired
