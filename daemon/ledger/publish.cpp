#include "daemon/ledger/publish.h"

#include <nlohmann/json.hpp>

#include "daemon/ledger/append.h"
#include "daemon/ledger/copies.h"
#include "daemon/ledger/dead_letters.h"
#include "daemon/ledger/rows.h"
#include "daemon/ledger/stories.h"
#include "proto/topics.h"

namespace newswired::ledger {
namespace {

Record complete(Session& session, const Record& draft, const Row& row, int published) {
  Record record = draft;
  record.article.revision = published + 1;
  record.event = published == 0 ? Event::fresh : Event::update;
  record.duplicates = copies_of(session, record.article.id);
  if (!record.story && row.pending.verdict && !row.pending.verdict->story.empty())
    record.story = row.pending.verdict->story;
  if (record.story) record.story = story_now(session.database, *record.story);
  return record;
}

LogEntry append_record(Session& session, Record record) {
  const std::string topic = article_topic(record.article.language, record.article.feed.id);
  record.place = next_place(session, topic);
  session.query("UPDATE articles SET published=?, record_seq=?, stands_for=NULL WHERE id=?", record.article.revision,
                record.place.seq, record.article.id)
      .run();
  return append(session, record.place, topic, record_schema, record.article.id, record.article.revision,
                dump_json(to_json(record)));
}

}  // namespace

Published publish_one(Session& session, const Record& draft) {
  const std::string id = draft.article.id;
  const auto row = find_row(session, id, draft.article.revision);
  if (!row || row->state != RowState::annotate) return {};
  const auto article = find_article(session, id);

  Published published;
  published.logged.push_back(append_record(session, complete(session, draft, *row, article->published)));
  delete_row(session, *row);
  mark_dead_as_published(session, id, row->pending.revision, draft.skipped.empty());

  if (auto next = workable(session, id)) published.released.push_back(std::move(*next));
  for (const Row& copy : rows_waiting_for(session, id)) {
    if (auto entry = end_as_copy(session, copy, id)) published.logged.push_back(std::move(*entry));
    if (auto next = workable(session, copy.pending.id)) published.released.push_back(std::move(*next));
  }
  return published;
}

}  // namespace newswired::ledger
