#include "daemon/ledger/rows.h"

#include <cassert>
#include <nlohmann/json.hpp>

namespace newswired::ledger {
namespace {

constexpr int stage_count = 3;

// `stands_for` makes chains only when an original ended as a copy itself; they are short.
constexpr int originals_followed_max = 32;

std::vector<Stage> stages_of(int bits) {
  std::vector<Stage> stages;
  for (int stage = 0; stage < stage_count; ++stage)
    if (bits >> stage & 1) stages.push_back(static_cast<Stage>(stage));
  return stages;
}

int bits_of(const std::vector<Stage>& stages) {
  int bits = 0;
  for (const Stage stage : stages) bits |= 1 << static_cast<int>(stage);
  return bits;
}

std::string select_rows(const std::string& rest) {
  return "SELECT turn, id, revision, first_id, first_revision, state, parse_failures, entities_failures, "
         "quotes_failures, skipped, feed, feed_title, feed_url, identity, link, collected, bytes, waits_for, content, "
         "article, verdict, verdict_of, verdict_match, similarity, story FROM pending p " + rest;
}

Row read_row(Query& query) {
  Row row;
  Pending& pending = row.pending;
  pending.turn = query.number(0);
  pending.id = query.text(1);
  pending.revision = static_cast<int>(query.integer(2));
  row.first_id = query.text(3);
  row.first_revision = static_cast<int>(query.integer(4));
  row.state = static_cast<RowState>(query.integer(5));
  for (int stage = 0; stage < stage_count; ++stage)
    pending.failures[static_cast<std::size_t>(stage)] = static_cast<int>(query.integer(6 + stage));
  pending.skipped = stages_of(static_cast<int>(query.integer(9)));
  pending.feed = {query.text(10), query.text(11), query.text(12)};
  pending.identity = query.text(13);
  pending.link = query.text(14);
  pending.collected = query.time(15);
  row.bytes = query.number(16);
  row.waits_for = query.text(17);
  pending.content = query.text(18);
  if (!query.null(19)) pending.article = read_article(query.text(19));
  if (!query.null(20)) pending.verdict = read_verdict(query, 20);
  pending.step = row.state == RowState::collect ? Step::collect : Step::annotate;
  const Stage first = row.state == RowState::collect ? Stage::parse : Stage::entities;
  pending.attempt = pending.failures[static_cast<std::size_t>(first)] + 1;
  return row;
}

std::optional<Row> read_one(Query&& query) {
  if (!query.next()) return std::nullopt;
  return read_row(query);
}

std::vector<Row> read_all(Query&& query) {
  std::vector<Row> rows;
  while (query.next()) rows.push_back(read_row(query));
  return rows;
}

/// What is written of a row besides its entry.
struct Stored {
  std::optional<std::string> article, verdict_of, story, waits_for;
  std::optional<int> verdict, match;
  std::optional<double> similarity;

  explicit Stored(const Row& row) {
    if (row.pending.article) article = dump_json(to_json(*row.pending.article));
    if (!row.waits_for.empty()) waits_for = row.waits_for;
    if (const auto& given = row.pending.verdict) {
      verdict = static_cast<int>(given->kind);
      verdict_of = given->of;
      match = static_cast<int>(given->match);
      similarity = given->similarity;
      story = given->story;
    }
  }
};

std::uint64_t bytes_of(const Row& row, const Stored& stored) {
  return row.pending.content.size() + (stored.article ? stored.article->size() : 0);
}

}  // namespace

void insert_row(Session& session, Row& row) {
  Pending& pending = row.pending;
  const Stored stored(row);
  pending.turn = ++session.counters.turn;
  row.bytes = bytes_of(row, stored);
  session
      .query("INSERT INTO pending(turn, id, revision, first_id, first_revision, state, parse_failures, "
             "entities_failures, quotes_failures, skipped, feed, feed_title, feed_url, identity, link, collected, bytes, "
             "waits_for, content, article, verdict, verdict_of, verdict_match, similarity, story) "
             "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
             pending.turn, pending.id, pending.revision, row.first_id, row.first_revision, static_cast<int>(row.state),
             pending.failures[0], pending.failures[1], pending.failures[2], bits_of(pending.skipped), pending.feed.id,
             pending.feed.title, pending.feed.url, pending.identity, pending.link, pending.collected, row.bytes,
             stored.waits_for, pending.content, stored.article, stored.verdict, stored.verdict_of, stored.match,
             stored.similarity, stored.story)
      .run();
  session.counters.pending_rows += 1;
  session.counters.pending_bytes += row.bytes;
}

void update_row(Session& session, Row& row) {
  const Pending& pending = row.pending;
  const Stored stored(row);
  session.counters.pending_bytes -= row.bytes;
  row.bytes = bytes_of(row, stored);
  session.counters.pending_bytes += row.bytes;
  [[maybe_unused]] const int changed =
      session
          .query("UPDATE pending SET id=?, revision=?, state=?, parse_failures=?, entities_failures=?, "
                 "quotes_failures=?, skipped=?, bytes=?, waits_for=?, article=?, verdict=?, verdict_of=?, "
                 "verdict_match=?, similarity=?, story=? WHERE turn=?",
                 pending.id, pending.revision, static_cast<int>(row.state), pending.failures[0], pending.failures[1],
                 pending.failures[2], bits_of(pending.skipped), row.bytes, stored.waits_for, stored.article,
                 stored.verdict, stored.verdict_of, stored.match, stored.similarity, stored.story, pending.turn)
          .run();
  assert(changed == 1);
}

void delete_row(Session& session, const Row& row) {
  if (session.query("DELETE FROM pending WHERE turn=?", row.pending.turn).run() == 0) return;
  session.counters.pending_rows -= 1;
  session.counters.pending_bytes -= row.bytes;
}

std::optional<Row> find_row(Session& session, std::string_view id, int revision) {
  static const std::string sql = select_rows("WHERE id=? AND revision=?");
  return read_one(session.query(sql.c_str(), id, revision));
}

std::optional<Row> find_row_as_accepted(Session& session, std::string_view id, int revision) {
  static const std::string sql = select_rows("WHERE first_id=? AND first_revision=?");
  return read_one(session.query(sql.c_str(), id, revision));
}

std::vector<Row> rows_of(Session& session, std::string_view id) {
  static const std::string sql = select_rows("WHERE id=? ORDER BY revision");
  return read_all(session.query(sql.c_str(), id));
}

std::vector<Row> rows_waiting_for(Session& session, std::string_view original) {
  static const std::string sql = select_rows("WHERE waits_for=? ORDER BY turn");
  return read_all(session.query(sql.c_str(), original));
}

std::vector<Row> workable_rows(Session& session, std::uint64_t after, int limit) {
  static const std::string sql = select_rows(
      "WHERE turn > ? AND state < 2 AND NOT EXISTS "
      "(SELECT 1 FROM pending q WHERE q.id = p.id AND q.revision < p.revision) ORDER BY turn LIMIT ?");
  return read_all(session.query(sql.c_str(), after, limit));
}

std::optional<Pending> workable(Session& session, std::string_view id) {
  static const std::string sql = select_rows("WHERE id=? ORDER BY revision LIMIT 1");
  auto row = read_one(session.query(sql.c_str(), id));
  if (!row || row->state == RowState::waits) return std::nullopt;
  return std::move(row->pending);
}

std::optional<ArticleRow> find_article(Database& database, std::string_view id) {
  auto query = database.query(
      "SELECT feed, accepted, published, record_seq, stands_for, forgotten FROM articles WHERE id=?", id);
  if (!query.next()) return std::nullopt;
  return ArticleRow{query.text(0), static_cast<int>(query.integer(1)), static_cast<int>(query.integer(2)),
                    query.number(3), query.text(4), query.integer(5) != 0};
}

int next_revision(Session& session, std::string_view id, std::string_view feed) {
  auto query = session.query(
      "INSERT INTO articles(id, feed, accepted) VALUES(?, ?, 1) "
      "ON CONFLICT(id) DO UPDATE SET accepted = accepted + 1 RETURNING accepted",
      id, feed);
  query.next();
  const int revision = static_cast<int>(query.integer(0));
  while (query.next()) {  // A statement with RETURNING has to be run to its end.
  }
  return revision;
}

void stand_for(Session& session, std::string_view id, std::string_view original) {
  session.query("UPDATE articles SET stands_for=? WHERE id=? AND published=0", original, id).run();
}

std::string original_of(Database& database, std::string id) {
  for (int step = 0; step < originals_followed_max; ++step) {
    const auto article = find_article(database, id);
    if (!article || article->published > 0 || article->stands_for.empty()) break;
    id = article->stands_for;
  }
  return id;
}

Article read_article(const std::string& json) {
  const auto parsed = parse_json(json);
  auto article = parsed ? article_from_json(*parsed) : Result<Article>(parsed.error());
  if (!article) throw_damaged("a stored article cannot be read: " + article.error().message);
  return std::move(*article);
}

dedup::Verdict read_verdict(Query& query, int column) {
  dedup::Verdict verdict;
  verdict.kind = static_cast<dedup::Verdict::Kind>(query.integer(column));
  verdict.of = query.text(column + 1);
  verdict.match = static_cast<dedup::Match>(query.integer(column + 2));
  verdict.similarity = query.real(column + 3);
  verdict.story = query.text(column + 4);
  return verdict;
}

}  // namespace newswired::ledger
