#include "daemon/ledger/copies.h"

#include <cassert>
#include <nlohmann/json.hpp>

#include "daemon/ledger/append.h"
#include "proto/topics.h"

namespace newswired::ledger {
namespace {

// A record names this many copies; a wire story has hundreds.
constexpr int copies_named_max = 200;

std::string match_name(dedup::Match match) {
  switch (match) {
    case dedup::Match::url:
      return "url";
    case dedup::Match::guid:
      return "guid";
    case dedup::Match::exact:
      return "exact";
    case dedup::Match::near:
    case dedup::Match::none:
      break;
  }
  return "near";
}

bool copy_was_logged(Session& session, std::string_view id, std::string_view original) {
  const auto article = find_article(session, id);
  return article && article->published == 0 && article->stands_for == original;
}

}  // namespace

void add_copy(Session& session, std::string_view original, const Row& row) {
  session
      .query("INSERT INTO copies(original, id, url, feed) VALUES(?,?,?,?) "
             "ON CONFLICT(original, id) DO UPDATE SET url=excluded.url",
             original, row.pending.id, row.pending.article->url, row.pending.feed.id)
      .run();
}

std::vector<Copy> copies_of(Session& session, std::string_view original) {
  std::vector<Copy> copies;
  auto query =
      session.query("SELECT url, feed FROM copies WHERE original=? ORDER BY id LIMIT ?", original, copies_named_max);
  while (query.next()) copies.push_back({query.text(0), query.text(1)});
  return copies;
}

std::optional<LogEntry> end_as_copy(Session& session, const Row& row, const std::string& original) {
  const Pending& pending = row.pending;
  const Article& article = *pending.article;
  const auto record = find_article(session, original);
  assert(record && record->published > 0);
  const bool wanted = session.options.log_duplicates && !copy_was_logged(session, pending.id, original);
  stand_for(session, pending.id, original);
  delete_row(session, row);
  if (!wanted) return std::nullopt;

  const std::string topic = article_topic(article.language, pending.feed.id);
  DuplicateEntry entry;
  entry.place = next_place(session, topic);
  entry.id = pending.id;
  entry.of = original;
  entry.of_seq = record->record_seq;
  entry.feed = pending.feed;
  entry.url = article.url;
  entry.link = article.link;
  entry.title = article.title;
  entry.published = article.published;
  entry.kind = match_name(pending.verdict->match);
  entry.similarity = pending.verdict->similarity;
  return append(session, entry.place, topic, duplicate_schema, pending.id, std::nullopt, dump_json(to_json(entry)));
}

}  // namespace newswired::ledger
