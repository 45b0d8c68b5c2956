#include "daemon/ledger/accept.h"

#include <set>

#include "daemon/ledger/identity.h"
#include "daemon/ledger/rows.h"

namespace newswired::ledger {
namespace {

// At a first poll with a backlog, entries without a date are new only among the first 20 (architecture.md, decision 6).
constexpr std::size_t undated_new_max = 20;

// `listed` decides only what is forgotten after weeks: once a day spares a write for every entry of every poll.
constexpr std::chrono::hours listed_precision{24};

struct Mark {
  std::string key;  ///< Of its identity.
  std::string article;
  std::int64_t fingerprint = 0;
  std::optional<std::int64_t> alias;
  Timestamp listed{};
};

Mark read_mark(Query& query) {
  Mark mark{query.text(0), query.text(1), query.integer(2), std::nullopt, query.time(4)};
  if (mark.article.empty()) mark.article = article_id(mark.key);
  if (!query.null(3)) mark.alias = query.integer(3);
  return mark;
}

std::optional<Mark> find_mark(Session& session, std::int64_t feed, const std::string& key) {
  auto query = session.query(
      "SELECT identity, article, fingerprint, alias, listed FROM marks WHERE feed=? AND identity=?", feed, Blob{key});
  if (!query.next()) return std::nullopt;
  return read_mark(query);
}

std::optional<Mark> find_mark_by_alias(Session& session, std::int64_t feed, std::int64_t alias) {
  auto query = session.query(
      "SELECT identity, article, fingerprint, alias, listed FROM marks WHERE feed=? AND alias=? ORDER BY listed DESC",
      feed, alias);
  if (!query.next()) return std::nullopt;
  return read_mark(query);
}

void save_mark(Session& session, std::int64_t feed, const Mark& mark) {
  std::optional<std::string> article;
  if (mark.article != article_id(mark.key)) article = mark.article;
  session
      .query("INSERT INTO marks(feed, identity, article, fingerprint, alias, listed) VALUES(?,?,?,?,?,?) "
             "ON CONFLICT(feed, identity) DO UPDATE SET article=excluded.article, fingerprint=excluded.fingerprint, "
             "alias=excluded.alias, listed=excluded.listed",
             feed, Blob{mark.key}, article, mark.fingerprint, mark.alias, mark.listed)
      .run();
}

/// An entry whose identity is new but whose link is known is the known one. Its mark moves to the new identity, so that
/// a feed that makes up a guid for each poll does not leave one behind each time.
std::optional<Mark> adopt_by_alias(Session& session, std::int64_t feed, std::int64_t alias,
                                   const std::string& key, const std::set<std::string>& listed_now) {
  auto mark = find_mark_by_alias(session, feed, alias);
  if (!mark || listed_now.contains(mark->key)) return std::nullopt;
  session.query("DELETE FROM marks WHERE feed=? AND identity=?", feed, Blob{mark->key}).run();
  mark->key = key;
  save_mark(session, feed, *mark);
  return mark;
}

bool has_marks(Session& session, std::int64_t feed) {
  return session.query("SELECT 1 FROM marks WHERE feed=? LIMIT 1", feed).next();
}

bool is_backlog(const Poll& poll, std::size_t place, const Entry& entry) {
  if (!poll.backlog_since) return false;
  if (!entry.published) return place >= undated_new_max;
  return *entry.published < *poll.backlog_since;
}

void check_caps(const Session& session, std::uint64_t bytes) {
  if (session.disk_full) throw CapsReached{};
  const Counters& now = session.counters;
  const bool above = now.pending_rows + 1 > session.options.pending_rows_max ||
                     now.pending_bytes + bytes > session.options.pending_bytes_max;
  // One that is alone too big for the caps is let in when nothing else is pending, or its feed would stop for ever.
  if ((session.intake_closed || above) && now.pending_rows > 0) throw CapsReached{};
}

/// Makes the next revision of `id` pending; nothing when it was forgotten on request.
void add_revision(Session& session, const Poll& poll, const Entry& entry, const std::string& id) {
  const auto article = find_article(session, id);
  if (article && article->forgotten) return;
  check_caps(session, entry.content.size());
  Row row;
  row.pending.id = row.first_id = id;
  row.pending.revision = row.first_revision = next_revision(session, id, poll.feed.id);
  row.pending.feed = poll.feed;
  row.pending.identity = entry.identity;
  row.pending.link = entry.link;
  row.pending.content = entry.content;
  row.pending.collected = session.now;
  insert_row(session, row);
}

/// Returns the id that got a new revision.
std::optional<std::string> take_entry(Session& session, const Poll& poll, const FeedNumber& feed, std::size_t place,
                                      const std::string& key, const std::set<std::string>& listed_now) {
  const Entry& entry = poll.entries[place];
  const auto fingerprint = static_cast<std::int64_t>(entry.fingerprint);
  std::optional<std::int64_t> alias;
  if (!entry.alias.empty()) alias = static_cast<std::int64_t>(alias_key(entry.alias));

  auto mark = find_mark(session, feed.number, key);
  if (!mark && alias) mark = adopt_by_alias(session, feed.number, *alias, key, listed_now);
  const bool known = mark.has_value();
  if (!known) mark = Mark{key, article_id(key), fingerprint, alias, session.now};
  const bool changed = known && mark->fingerprint != fingerprint;
  const bool stale = known && (mark->alias != alias || session.now - mark->listed >= listed_precision);
  if (!known || changed || stale) {
    mark->fingerprint = fingerprint;
    mark->alias = alias;
    mark->listed = session.now;
    save_mark(session, feed.number, *mark);
  }
  if (known ? !changed : !feed.polled && is_backlog(poll, place, entry)) return std::nullopt;
  add_revision(session, poll, entry, mark->article);
  return mark->article;
}

}  // namespace

FeedNumber save_feed(Session& session, const FeedState& state, bool entries_taken) {
  {
    auto query = session.query(
        "SELECT number, polled, url, etag, last_modified, next_due, history FROM feeds WHERE feed=?", state.feed);
    if (query.next()) {
      const FeedNumber known{query.integer(0), query.integer(1) != 0};
      const FeedState stored{state.feed, query.text(2), {query.text(3), query.text(4)}, query.time(5), query.text(6)};
      if (stored == state && (known.polled || !entries_taken)) return known;
    }
  }
  session
      .query("INSERT INTO feeds(feed, url, etag, last_modified, next_due, history) VALUES(?,?,?,?,?,?) "
             "ON CONFLICT(feed) DO UPDATE SET url=excluded.url, etag=excluded.etag, "
             "last_modified=excluded.last_modified, next_due=excluded.next_due, history=excluded.history",
             state.feed, state.url, state.validators.etag, state.validators.last_modified, state.next_due, state.history)
      .run();
  FeedNumber known;
  {
    auto query = session.query("SELECT number, polled FROM feeds WHERE feed=?", state.feed);
    query.next();
    known = {query.integer(0), query.integer(1) != 0};
  }
  if (entries_taken && !known.polled) session.query("UPDATE feeds SET polled=1 WHERE number=?", known.number).run();
  return known;
}

std::vector<Pending> accept_poll(Session& session, const Poll& poll) {
  FeedNumber feed = save_feed(session, poll.state, true);
  // Only when its marks are gone does it start afresh: a clock that jumped makes an absence too, and forgets nothing.
  if (poll.after_absence && !has_marks(session, feed.number)) feed.polled = false;
  std::vector<std::string> keys;
  for (const Entry& entry : poll.entries) keys.push_back(identity_key(poll.feed.id, entry.identity));
  const std::set<std::string> listed_now(keys.begin(), keys.end());

  std::set<std::string> taken;
  std::vector<Pending> workables;
  for (std::size_t place = 0; place < poll.entries.size(); ++place) {
    // Of entries that share an identity only the first counts: else they would be each other's updates at every poll.
    if (!taken.insert(keys[place]).second) continue;
    const auto id = take_entry(session, poll, feed, place, keys[place], listed_now);
    if (!id) continue;
    const auto turn = session.counters.turn;
    if (auto pending = workable(session, *id); pending && pending->turn == turn) workables.push_back(std::move(*pending));
  }
  return workables;
}

}  // namespace newswired::ledger
