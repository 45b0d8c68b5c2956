#include "daemon/ledger/present.h"

#include "daemon/ledger/rows.h"
#include "daemon/ledger/stories.h"

namespace newswired::ledger {
namespace {

/// As its newest record says, else the verdict on a version that has no record yet.
std::string story_of(Database& database, const Present& present) {
  {
    auto query = database.query("SELECT json_extract(json, '$.story') FROM log WHERE seq=?", present.record_seq);
    if (query.next() && !query.null(0)) return story_now(database, query.text(0));
  }
  std::string story;
  {
    auto query = database.query("SELECT story FROM pending WHERE id=? AND story IS NOT NULL ORDER BY revision LIMIT 1",
                                present.id);
    if (query.next()) story = query.text(0);
  }
  return story.empty() ? story : story_now(database, story);
}

void read_copies(Database& database, Present& present, int copies_max) {
  auto count = database.query("SELECT count(*) FROM copies WHERE original=?", present.id);
  if (count.next()) present.copy_count = count.number(0);
  auto query =
      database.query("SELECT id, url, feed FROM copies WHERE original=? ORDER BY id LIMIT ?", present.id, copies_max);
  while (query.next()) present.copies.push_back({query.text(0), query.text(1), query.text(2)});
}

}  // namespace

std::optional<Present> read_present(Database& database, std::string id, int copies_max) {
  Present present;
  present.id = original_of(database, std::move(id));
  const auto article = find_article(database, present.id);
  if (!article) return std::nullopt;
  present.forgotten = article->forgotten;
  if (present.forgotten) return present;
  present.record_seq = article->record_seq;
  present.revision = article->published;
  present.story = story_of(database, present);
  read_copies(database, present, copies_max);
  return present;
}

}  // namespace newswired::ledger
