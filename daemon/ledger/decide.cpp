#include "daemon/ledger/decide.h"

#include <cassert>

#include "daemon/ledger/copies.h"
#include "daemon/ledger/identity.h"
#include "daemon/ledger/rows.h"

namespace newswired::ledger {
namespace {

using Kind = dedup::Verdict::Kind;

enum class End {
  annotate,   ///< It gets a record of its own.
  waits,      ///< A copy whose original has no record yet.
  copy,       ///< A copy of what has a record.
  unchanged,  ///< Nothing new of its own id.
};

struct Decision {
  End end = End::annotate;
  std::string original;  ///< For waits and copy.
};

bool has_rows(Session& session, std::string_view id) {
  return session.query("SELECT 1 FROM pending WHERE id=? LIMIT 1", id).next();
}

/// `verdict.of` names another id: makes it what will stand, `row` with it.
Decision settle_duplicate(Session& session, Row& row, dedup::Verdict& verdict) {
  verdict.of = original_of(session, verdict.of);
  if (verdict.of == row.pending.id) return {End::unchanged, {}};
  const auto original = find_article(session, verdict.of);
  if (original && original->published > 0) return {End::copy, verdict.of};
  if (original && has_rows(session, verdict.of)) return {End::waits, verdict.of};
  // Its original died or is long forgotten: this one takes its place, and later copies are copies of this one.
  if (original) stand_for(session, verdict.of, row.pending.id);
  verdict.kind = Kind::fresh;
  verdict.of.clear();
  return {};
}

Decision settle_update(Session& session, Row& row, dedup::Verdict& verdict) {
  verdict.of = original_of(session, verdict.of);
  if (verdict.of == row.pending.id) return {};
  const auto original = find_article(session, verdict.of);
  if (original && original->feed == row.pending.feed.id) {
    become_revision_of(session, row.pending.id, verdict.of);
    row = *find_row_as_accepted(session, row.first_id, row.first_revision);
    return {};
  }
  // Another feed's later version is an article of its own in the same story.
  verdict.kind = Kind::fresh;
  verdict.of.clear();
  return {};
}

Decision settle(Session& session, Row& row, dedup::Verdict& verdict) {
  if (verdict.kind == Kind::fresh) return {};
  if (verdict.of == row.pending.id)
    return {verdict.kind == Kind::duplicate ? End::unchanged : End::annotate, {}};
  return verdict.kind == Kind::duplicate ? settle_duplicate(session, row, verdict)
                                         : settle_update(session, row, verdict);
}

void save_judged(Session& session, const dedup::Judged& judged) {
  const dedup::Candidate& of = judged.candidate;
  const dedup::Verdict& verdict = judged.verdict;
  session
      .query("INSERT INTO judged(position, id, revision, feed, url, guid, arrived, signature, verdict, verdict_of, "
             "verdict_match, similarity, story) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
             judged.position, of.id, of.revision, of.feed, of.url, of.guid, of.arrived, Blob{encode(of.signature)},
             static_cast<int>(verdict.kind), verdict.of, static_cast<int>(verdict.match), verdict.similarity,
             verdict.story)
      .run();
}

}  // namespace

void become_revision_of(Session& session, std::string from, const std::string& to) {
  const auto article = find_article(session, from);
  assert(article);
  stand_for(session, from, to);
  session
      .query("UPDATE marks SET article=? WHERE feed=(SELECT number FROM feeds WHERE feed=?) "
             "AND (article=? OR (article IS NULL AND identity=?))",
             to, article->feed, from, Blob{key_of_article(from)})
      .run();
  for (Row& row : rows_of(session, from)) {
    row.pending.id = to;
    row.pending.revision = next_revision(session, to, article->feed);
    update_row(session, row);
  }
}

Decided decide_one(Session& session, const Submission& submission, dedup::SeenIndex& index) {
  auto found = find_row(session, submission.article.id, submission.article.revision);
  if (!found || found->state != RowState::collect) return {};
  Row row = std::move(*found);
  dedup::Judged judged{session.counters.position + 1, submission.candidate, {}};
  judged.candidate.id = row.pending.id;
  judged.candidate.revision = row.pending.revision;
  judged.verdict = index.judge(judged.candidate);

  const Decision decision = settle(session, row, judged.verdict);
  judged.candidate.id = row.pending.id;
  judged.candidate.revision = row.pending.revision;
  session.counters.position = judged.position;
  save_judged(session, judged);
  index.apply(judged);

  row.pending.article = submission.article;
  row.pending.article->id = row.pending.id;
  row.pending.article->revision = row.pending.revision;
  row.pending.verdict = judged.verdict;
  row.state = decision.end == End::waits ? RowState::waits : RowState::annotate;
  row.waits_for = decision.end == End::waits ? decision.original : std::string();

  Decided decided;
  if (decision.end == End::annotate || decision.end == End::waits) update_row(session, row);
  if (decision.end == End::waits || decision.end == End::copy) add_copy(session, decision.original, row);
  if (decision.end == End::copy)
    if (auto entry = end_as_copy(session, row, decision.original)) decided.logged.push_back(std::move(*entry));
  if (decision.end == End::unchanged) delete_row(session, row);
  if (decision.end == End::annotate) {
    // It may have become a later revision of an id whose earlier one is not done: then that one's end releases it.
    auto pending = workable(session, row.pending.id);
    if (pending && pending->turn == row.pending.turn) decided.to_annotate.push_back(std::move(*pending));
  } else if (decision.end != End::waits) {
    if (auto pending = workable(session, row.pending.id)) decided.released.push_back(std::move(*pending));
  }
  return decided;
}

}  // namespace newswired::ledger
