#include "daemon/ledger/topic_match.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "proto/topics.h"

namespace newswired::ledger {
namespace {

bool begins(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

/// Whether topics of the group `group` (ending in a dot) can begin with `prefix`.
bool touches(std::string_view group, std::string_view prefix) { return begins(prefix, group) || begins(group, prefix); }

/// The topics of a record's notices (`quote.…`, `entity.…`), as `output` makes them.
std::vector<std::string> notice_topics(const Record& record) {
  std::vector<std::string> topics;
  for (const Quote& quote : record.quotes)
    if (quote.speaker && quote.speaker->name)
      topics.push_back(quote_topic(record.article.language, *quote.speaker->name));
  for (const Entity& entity : record.entities) {
    std::string topic = "entity." + entity.id + ".";
    std::replace(topic.begin(), topic.end(), '/', '.');
    topics.push_back(std::move(topic));
  }
  return topics;
}

}  // namespace

TopicNeed topic_need(const TopicFilter& filter) {
  TopicNeed need;
  need.everything = filter.prefixes.empty();
  for (const std::string& prefix : filter.prefixes) {
    // Every record is an article: whoever also asks for their notices gets nothing more.
    if (prefix.empty()) need.everything = true;
    if (touches("article.", prefix) || touches(story_topic, prefix)) need.stored.push_back(prefix);
    if (touches("quote.", prefix) || touches("entity.", prefix) || touches("watch.", prefix))
      need.derived.push_back(prefix);
  }
  return need;
}

bool matches_derived(const LogEntry& entry, const TopicNeed& need, const TopicFilter& filter) {
  if (need.derived.empty() || entry.schema != record_schema) return false;
  const auto json = parse_json(entry.json);
  const auto record = json ? record_from_json(*json) : Result<Record>(json.error());
  if (!record) return false;
  const auto topics = notice_topics(*record);
  return std::any_of(need.derived.begin(), need.derived.end(), [&](const std::string& prefix) {
    if (touches("watch.", prefix) && filter.watched && filter.watched(entry, prefix)) return true;
    return std::any_of(topics.begin(), topics.end(), [&](const std::string& topic) { return begins(topic, prefix); });
  });
}

}  // namespace newswired::ledger
