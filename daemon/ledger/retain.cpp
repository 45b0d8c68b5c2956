#include "daemon/ledger/retain.h"

#include <nlohmann/json.hpp>

#include "daemon/ledger/append.h"
#include "daemon/ledger/dead_letters.h"
#include "daemon/ledger/identity.h"
#include "daemon/ledger/rows.h"
#include "daemon/ledger/stories.h"

namespace newswired::ledger {
namespace {

// Rows of each kind that one step drops, so that it holds the writer up for a few commits' time only.
constexpr int rows_per_step = 500;

// Free pages given back to the file system by one step.
constexpr const char* give_pages_back = "PRAGMA incremental_vacuum(2000)";

/// An article's row is kept as long as anything else speaks of it: its count of versions must not begin again.
void drop_article_if_unneeded(Session& session, const std::string& id) {
  session
      .query("DELETE FROM articles WHERE id=?1 AND forgotten=0 "
             "AND NOT EXISTS (SELECT 1 FROM log WHERE article=?1) AND NOT EXISTS (SELECT 1 FROM pending WHERE id=?1) "
             "AND NOT EXISTS (SELECT 1 FROM dead WHERE id=?1) AND NOT EXISTS (SELECT 1 FROM marks WHERE article=?1) "
             "AND NOT EXISTS (SELECT 1 FROM pending WHERE waits_for=?1) "
             "AND NOT EXISTS (SELECT 1 FROM marks WHERE identity=?2 AND article IS NULL AND "
             "marks.feed=(SELECT number FROM feeds WHERE feeds.feed=articles.feed))",
             id, Blob{key_of_article(id)})
      .run();
}

bool drop_log(Session& session, Timestamp before) {
  std::vector<std::string> articles;
  std::uint64_t floor = session.counters.floor;
  {
    auto query = session.query("SELECT seq, article FROM log WHERE seq >= ? AND logged < ? ORDER BY seq LIMIT ?", floor,
                               before, rows_per_step);
    // Only what is oldest without a gap: a clock that was set back must not make a hole.
    while (query.next() && query.number(0) == floor) {
      articles.push_back(query.text(1));
      ++floor;
    }
  }
  if (articles.empty()) return false;
  session.query("DELETE FROM log WHERE seq < ?", floor).run();
  session.counters.floor = floor;
  for (const std::string& id : articles) {
    session.query("DELETE FROM copies WHERE original=?1 AND NOT EXISTS (SELECT 1 FROM log WHERE article=?1) "
                  "AND NOT EXISTS (SELECT 1 FROM pending WHERE id=?1)",
                  id)
        .run();
    drop_article_if_unneeded(session, id);
  }
  return true;
}

bool drop_old_letters(Session& session, Timestamp before) {
  std::vector<std::pair<std::string, int>> letters;
  {
    auto query = session.query("SELECT id, revision FROM dead WHERE died < ? LIMIT ?", before, rows_per_step);
    while (query.next()) letters.emplace_back(query.text(0), static_cast<int>(query.integer(1)));
  }
  for (const auto& [id, revision] : letters) {
    session.query("DELETE FROM dead WHERE id=? AND revision=?", id, revision).run();
    drop_article_if_unneeded(session, id);
  }
  return !letters.empty();
}

bool drop_judged(Session& session, Timestamp before) {
  std::uint64_t keep_from = 0;
  {
    auto query = session.query("SELECT position, arrived FROM judged ORDER BY position LIMIT ?", rows_per_step);
    while (query.next() && query.time(1) < before) keep_from = query.number(0) + 1;
  }
  if (keep_from == 0) return false;
  session.query("DELETE FROM judged WHERE position < ?", keep_from).run();
  return true;
}

bool drop_marks(Session& session, Timestamp before) {
  struct Dropped {
    std::int64_t feed;
    std::string key, article;
  };
  std::vector<Dropped> marks;
  {
    auto query =
        session.query("SELECT feed, identity, article FROM marks WHERE listed < ? LIMIT ?", before, rows_per_step);
    while (query.next()) marks.push_back({query.integer(0), query.text(1), query.text(2)});
  }
  for (const Dropped& mark : marks) {
    session.query("DELETE FROM marks WHERE feed=? AND identity=?", mark.feed, Blob{mark.key}).run();
    drop_article_if_unneeded(session, mark.article.empty() ? article_id(mark.key) : mark.article);
  }
  return !marks.empty();
}

/// What stands in the log at `seq` instead of a forgotten article: the place stays, so that the log has no hole.
std::string tombstone(const std::string& epoch, std::uint64_t seq, std::string_view id) {
  return dump_json({{"schema", tombstone_schema}, {"epoch", epoch}, {"seq", seq}, {"id", id}});
}

void blank_log(Session& session, std::string_view id) {
  std::vector<std::pair<std::uint64_t, std::string>> entries;
  {
    auto query = session.query("SELECT seq, json FROM log WHERE article=? AND schema<>?", id, tombstone_schema);
    while (query.next()) {
      const auto json = parse_json(query.text(1));
      entries.emplace_back(query.number(0), json ? json->value("epoch", session.epoch) : session.epoch);
    }
  }
  for (const auto& [seq, epoch] : entries)
    session.query("UPDATE log SET schema=?, json=? WHERE seq=?", tombstone_schema, tombstone(epoch, seq, id), seq).run();
}

}  // namespace

bool retain_step(Session& session, Timestamp log_before, Timestamp judged_before, Timestamp marks_before) {
  const bool log = drop_log(session, log_before);
  const bool letters = drop_old_letters(session, log_before);
  const bool judged = drop_judged(session, judged_before);
  const bool marks = drop_marks(session, marks_before);
  if (log || judged) drop_old_merges(session);
  if (log || letters || judged || marks) {
    auto query = session.query(give_pages_back);
    while (query.next()) {
    }
  }
  return log || letters || judged || marks;
}

std::vector<LogEntry> forget_article(Session& session, std::string_view id) {
  const auto article = find_article(session, id);
  if (!article || article->forgotten) return {};
  for (const Row& row : rows_of(session, id)) delete_row(session, row);
  for (Row& copy : rows_waiting_for(session, id)) {
    copy.state = RowState::annotate;
    copy.waits_for.clear();
    copy.pending.verdict->kind = dedup::Verdict::Kind::fresh;
    copy.pending.verdict->of.clear();
    update_row(session, copy);
  }
  drop_dead(session, id);
  blank_log(session, id);
  session.query("UPDATE articles SET forgotten=1 WHERE id=?", id).run();
  session.query("DELETE FROM copies WHERE id=?", id).run();

  const Place place = next_place(session, "");
  return {append(session, place, "", tombstone_schema, id, std::nullopt, tombstone(place.epoch, place.seq, id))};
}

}  // namespace newswired::ledger
