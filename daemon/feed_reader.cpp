#include "daemon/feed_reader.h"

#include <algorithm>
#include <array>

#include "daemon/article_maker.h"
#include "stages/feed/identity.h"

namespace newswired {
namespace {

/// 0 (Sunday) .. 6 for an English name of a day; nothing for anything else.
std::optional<int> day_number(const std::string& name) {
  static constexpr std::array<std::string_view, 7> days{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                        "Thursday", "Friday", "Saturday"};
  const auto day = std::find(days.begin(), days.end(), name);
  return day == days.end() ? std::nullopt : std::optional(static_cast<int>(day - days.begin()));
}

ingest::PublisherHints hints_of(const feed::Feed& feed) {
  ingest::PublisherHints hints;
  const int minutes = std::max(feed.ttl.value_or(0), feed.update_minutes.value_or(0));
  if (minutes > 0) hints.ttl = std::chrono::minutes(minutes);
  hints.skip_hours = feed.skip_hours;
  for (const std::string& name : feed.skip_days)
    if (const auto day = day_number(name)) hints.skip_days.push_back(*day);
  return hints;
}

}  // namespace

ingest::ParsedFeed to_parsed_feed(const feed::Feed& feed) {
  ingest::ParsedFeed parsed;
  parsed.is_feed = feed.format != "unknown";
  parsed.title = feed.title.value_or("");
  parsed.hints = hints_of(feed);
  parsed.hub = feed.hub.value_or("");
  parsed.self = feed.self.value_or("");
  const auto identified = feed::identify(feed);
  for (std::size_t i = 0; i < feed.entries.size(); ++i) {
    const feed::Entry& entry = feed.entries[i];
    ledger::Entry accepted;
    accepted.identity = identified[i].identity;
    accepted.alias = identified[i].alias;
    accepted.fingerprint = identified[i].fingerprint;
    accepted.published = entry.published ? entry.published : entry.updated;
    accepted.link = entry.link.value_or("");
    accepted.content = encode_content({entry, feed.language.value_or("")});
    parsed.entries.push_back(std::move(accepted));
  }
  return parsed;
}

}  // namespace newswired
