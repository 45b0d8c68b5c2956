#include "daemon/ledger/stories.h"

#include <nlohmann/json.hpp>

#include "daemon/ledger/append.h"
#include "proto/record.h"
#include "proto/topics.h"

namespace newswired::ledger {
namespace {

// A story entry is about no article: forgetting one leaves it.
constexpr std::string_view no_article = "";

LogEntry log_merge(Session& session, const dedup::StoryMerge& merge) {
  const std::string topic(story_topic);
  const Place place = next_place(session, topic);
  const nlohmann::json entry = {{"schema", story_schema}, {"epoch", place.epoch},  {"seq", place.seq},
                                {"prev", place.prev},     {"story", merge.story}, {"merged", merge.merged}};
  return append(session, place, topic, story_schema, no_article, std::nullopt, dump_json(entry));
}

}  // namespace

std::string story_now(Database& database, std::string_view story) {
  auto query = database.query("SELECT into_story FROM story_merges WHERE story=?", story);
  return query.next() ? query.text(0) : std::string(story);
}

std::vector<LogEntry> merge_stories(Session& session, const dedup::SeenIndex& index) {
  std::vector<LogEntry> logged;
  for (const dedup::StoryMerge& merge : index.merges()) {
    logged.push_back(log_merge(session, merge));
    for (const std::string& story : merge.merged) {
      session
          .query("UPDATE story_merges SET into_story=?, position=?, seq=? WHERE into_story=?", merge.story,
                 merge.position, logged.back().seq, story)
          .run();
      session
          .query("INSERT OR REPLACE INTO story_merges(story, into_story, position, seq) VALUES(?,?,?,?)", story,
                 merge.story, merge.position, logged.back().seq)
          .run();
    }
  }
  return logged;
}

void replay_merges(Session& session, dedup::SeenIndex& index) {
  auto query = session.query("SELECT into_story, story, position FROM story_merges ORDER BY position, story");
  while (query.next()) index.merge({query.text(0), {query.text(1)}, query.number(2)});
}

void drop_old_merges(Session& session) {
  session
      .query("DELETE FROM story_merges WHERE seq < ? AND position < ifnull((SELECT min(position) FROM judged), ?)",
             session.counters.floor, session.counters.position + 1)
      .run();
}

}  // namespace newswired::ledger
