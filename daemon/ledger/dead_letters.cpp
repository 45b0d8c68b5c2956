#include "daemon/ledger/dead_letters.h"

#include <algorithm>

namespace newswired::ledger {
namespace {

// What a row keeps while it is a dead letter, the same in both tables.
#define KEPT_COLUMNS                                                                                             \
  "feed, feed_title, feed_url, identity, link, collected, verdict, verdict_of, verdict_match, similarity, story, " \
  "content, article"

bool has(const std::vector<Stage>& stages, Stage stage) {
  return std::find(stages.begin(), stages.end(), stage) != stages.end();
}

std::size_t number(Stage stage) { return static_cast<std::size_t>(stage); }

void save_dead(Session& session, const Row& row, const Failure& failure) {
  // One letter stands for all stages of a revision: whichever was missing, a retry makes up for all of them.
  session
      .query("INSERT OR REPLACE INTO dead(id, revision, stage, reason, attempts, died, published, reissue, " KEPT_COLUMNS
             ") SELECT id, revision, ?, ?, ?, ?, 0, max(?, ifnull((SELECT reissue FROM dead WHERE dead.id=pending.id AND "
             "dead.revision=pending.revision), 0)), " KEPT_COLUMNS " FROM pending WHERE turn=?",
             static_cast<int>(failure.stage), failure.reason, row.pending.failures[number(failure.stage)], session.now,
             failure.stage_missing ? 1 : 0, row.pending.turn)
      .run();
}

/// The oldest copy that waited for `dead` takes its place; the others wait for it.
std::optional<std::string> promote_copy(Session& session, const std::string& dead) {
  auto copies = rows_waiting_for(session, dead);
  if (copies.empty()) return std::nullopt;
  Row& heir = copies.front();
  const std::string id = heir.pending.id;
  heir.state = RowState::annotate;
  heir.waits_for.clear();
  heir.pending.verdict->kind = dedup::Verdict::Kind::fresh;
  heir.pending.verdict->of.clear();
  update_row(session, heir);
  stand_for(session, dead, id);
  for (std::size_t i = 1; i < copies.size(); ++i) {
    copies[i].waits_for = id;
    update_row(session, copies[i]);
  }
  session.query("DELETE FROM copies WHERE original=? AND id=?", dead, id).run();
  session.query("UPDATE OR REPLACE copies SET original=? WHERE original=?", id, dead).run();
  return id;
}

Fate bury(Session& session, const Row& row, const Failure& failure) {
  save_dead(session, row, failure);
  delete_row(session, row);
  Fate fate{Fate::Kind::dead_letter, 0, {}};
  if (auto next = workable(session, failure.id)) fate.released.push_back(std::move(*next));
  const auto article = find_article(session, failure.id);
  const bool may_get_record = !rows_of(session, failure.id).empty();
  if (article->published == 0 && !may_get_record)
    if (const auto heir = promote_copy(session, failure.id))
      if (auto next = workable(session, *heir)) fate.released.push_back(std::move(*next));
  return fate;
}

/// Of an attempt that was counted before, and of any on a row that is not there.
Fate fate_now(Session& session, const Failure& failure, const std::optional<Row>& row) {
  if (row) {
    if (has(row->pending.skipped, failure.stage)) return {Fate::Kind::publish_without, 0, {}};
    return {Fate::Kind::retry, row->pending.failures[number(failure.stage)] + 1, {}};
  }
  const bool dead =
      session.query("SELECT 1 FROM dead WHERE id=? AND revision=? AND published=0", failure.id, failure.revision).next();
  return {dead ? Fate::Kind::dead_letter : Fate::Kind::not_pending, 0, {}};
}

}  // namespace

Fate fail_one(Session& session, const Failure& failure) {
  auto row = find_row(session, failure.id, failure.revision);
  if (!row || row->state == RowState::waits) return fate_now(session, failure, std::nullopt);
  int& failures = row->pending.failures[number(failure.stage)];
  if (failure.attempt <= failures || has(row->pending.skipped, failure.stage)) return fate_now(session, failure, row);
  if (!failure.stage_missing) failures = failure.attempt;

  // The same input fails again when the input itself is wrong; but a worker that died may have said so of anything.
  const bool hopeless = failure.kind == ErrorKind::invalid && !failure.worker_died;
  const bool settled = hopeless || failure.stage_missing || failures >= session.options.attempts_max;
  if (!settled) {
    update_row(session, *row);
    return {Fate::Kind::retry, failures + 1, {}};
  }
  if (failure.stage == Stage::parse) return bury(session, *row, failure);
  row->pending.skipped.push_back(failure.stage);
  update_row(session, *row);
  save_dead(session, *row, failure);
  return {Fate::Kind::publish_without, 0, {}};
}

std::vector<DeadLetter> list_dead(Session& session) {
  std::vector<DeadLetter> letters;
  auto query = session.query(
      "SELECT id, revision, feed, link, stage, reason, attempts, died, published, reissue FROM dead ORDER BY died, id, revision");
  while (query.next())
    letters.push_back({query.text(0), static_cast<int>(query.integer(1)), query.text(2), query.text(3),
                       static_cast<Stage>(query.integer(4)), query.text(5), static_cast<int>(query.integer(6)),
                       query.time(7), query.integer(8) != 0, query.integer(9) != 0});
  return letters;
}

std::optional<Pending> find_dead(Session& session, std::string_view id) {
  // One whose row is still pending is on its way to be published without the stage: it can be retried then.
  auto query = session.query("SELECT revision, " KEPT_COLUMNS
                             " FROM dead WHERE id=? AND NOT EXISTS (SELECT 1 FROM pending WHERE pending.id = dead.id "
                             "AND pending.revision = dead.revision) ORDER BY revision DESC LIMIT 1",
                             id);
  if (!query.next()) return std::nullopt;
  Pending pending;
  pending.id = std::string(id);
  pending.revision = static_cast<int>(query.integer(0));
  pending.feed = {query.text(1), query.text(2), query.text(3)};
  pending.identity = query.text(4);
  pending.link = query.text(5);
  pending.collected = query.time(6);
  if (!query.null(7)) pending.verdict = read_verdict(query, 7);
  pending.content = query.text(12);
  if (!query.null(13)) pending.article = read_article(query.text(13));
  pending.step = pending.verdict ? Step::annotate : Step::collect;
  return pending;
}

std::optional<Pending> retry_dead(Session& session, std::string_view id) {
  auto dead = find_dead(session, id);
  if (!dead) return std::nullopt;
  session.query("DELETE FROM dead WHERE id=? AND revision<=?", id, dead->revision).run();
  Row row;
  row.pending = std::move(*dead);
  row.pending.revision = next_revision(session, id, row.pending.feed.id);
  if (row.pending.article) row.pending.article->revision = row.pending.revision;
  row.first_id = row.pending.id;
  row.first_revision = row.pending.revision;
  row.state = row.pending.step == Step::collect ? RowState::collect : RowState::annotate;
  insert_row(session, row);
  return workable(session, id);
}

int reissue_dead(Session& session, int limit) {
  std::vector<std::string> ids;
  {
    auto query = session.query("SELECT id FROM dead WHERE reissue=1 AND published=1 ORDER BY died, id LIMIT ?", limit);
    while (query.next()) ids.push_back(query.text(0));
  }
  for (const std::string& id : ids) retry_dead(session, id);
  return static_cast<int>(ids.size());
}

void drop_dead(Session& session, std::string_view id) { session.query("DELETE FROM dead WHERE id=?", id).run(); }

void mark_dead_as_published(Session& session, std::string_view id, int revision, bool complete) {
  session.query("DELETE FROM dead WHERE id=? AND revision<?", id, revision).run();
  if (complete)
    session.query("DELETE FROM dead WHERE id=? AND revision=?", id, revision).run();
  else
    session.query("UPDATE dead SET published=1 WHERE id=? AND revision=?", id, revision).run();
}

}  // namespace newswired::ledger
