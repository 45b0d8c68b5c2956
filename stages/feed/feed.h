#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"
#include "proto/time.h"

namespace newswired::feed {

// Limits of one feed. What is beyond them is left out, and `errors` says so.
inline constexpr std::size_t entries_max = 20'000;
inline constexpr std::size_t depth_max = 256;        ///< Of elements, counted from the root.
inline constexpr std::size_t errors_max = 50;        ///< Messages kept; more are counted in the last.
inline constexpr std::size_t people_max = 64;        ///< Of one entry or feed.
inline constexpr std::size_t categories_max = 256;   ///< Of one entry.
inline constexpr std::size_t enclosures_max = 64;    ///< Of one entry.
inline constexpr std::size_t images_max = 32;        ///< Of one entry.

struct Person {
  std::optional<std::string> name, email, uri;

  bool operator==(const Person&) const = default;
};

struct Enclosure {
  std::string url;
  std::optional<std::string> type;     ///< Media type, as given.
  std::optional<std::int64_t> length;  ///< Bytes, as given.

  bool operator==(const Enclosure&) const = default;
};

/// Where an entry was taken from.
struct Source {
  std::optional<std::string> title, link;

  bool operator==(const Source&) const = default;
};

/// One article of a feed. `title` is plain text; `summary` and `content` are HTML as given, the links inside made
/// absolute; links are absolute whenever a base is known.
struct Entry {
  std::optional<std::string> id, title, link;
  std::vector<Person> authors;
  std::optional<Timestamp> published, updated;
  std::optional<std::string> summary, content;
  std::vector<std::string> categories;
  std::vector<Enclosure> enclosures;
  std::optional<std::string> language, comments;
  std::optional<Source> source;
  std::vector<std::string> images;  ///< Addresses, the publisher's own choice first.

  bool operator==(const Entry&) const = default;
};

struct Feed {
  std::string format = "unknown";  ///< `rss-2.0`, `rss-0.91`, `rss-1.0`, `atom-1.0`, `json-feed-1.1`, `cdf`, …
  std::string encoding = "utf-8";  ///< What the bytes were.
  std::optional<std::string> title, link, description, language;
  std::optional<Timestamp> updated;
  std::optional<int> ttl;             ///< Minutes a copy may be kept.
  std::optional<int> update_minutes;  ///< Minutes between updates, from sy:updatePeriod and sy:updateFrequency.
  std::vector<int> skip_hours;        ///< Hours of the day (0-23, UTC) without news.
  std::vector<std::string> skip_days;  ///< English names.
  std::optional<std::string> hub, self, image;
  std::vector<Person> authors;
  std::vector<Entry> entries;  ///< In the feed's order.
  std::vector<std::string> errors;  ///< For people: what was wrong and what was done about it.

  bool operator==(const Feed&) const = default;
};

/// What is known beside the bytes; both may be empty.
struct ParseHints {
  std::string url;           ///< Where they came from, after redirects: the base of relative links.
  std::string content_type;  ///< As the server said.
};

/// Reads any RSS, RDF, Atom, CDF or JSON Feed, well-formed or not.
///
/// Never fails: what can be read is there, what was wrong is in `errors`; something that is no feed has the format
/// `unknown`. An entry that the end of the bytes cuts off is left out. Nothing is fetched, no entity is expanded,
/// work and memory are linear in the bytes. Thread-safe.
Feed parse_feed(std::string_view bytes, const ParseHints& hints);

/// The object of `newswired feed`, with `update_minutes` beside what the contract names.
nlohmann::json to_json(const Feed& feed);
Result<Feed> feed_from_json(const nlohmann::json& json);
nlohmann::json to_json(const Entry& entry);
Result<Entry> entry_from_json(const nlohmann::json& json);

/// Takes a text part by part.
using TextSink = std::function<void(std::string_view)>;

/// The same object as UTF-8 text, without the detour over a JSON value; `sink` gets it in parts of about 64 KiB.
void write_json(const Feed& feed, const TextSink& sink);
std::string dump(const Feed& feed);

}  // namespace newswired::feed
