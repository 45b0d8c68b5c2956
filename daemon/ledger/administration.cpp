// The ledger's administrative side: feed states, counts, dead letters, retention, checkpoints.
#include "daemon/ledger/accept.h"
#include "daemon/ledger/backup.h"
#include "daemon/ledger/dead_letters.h"
#include "daemon/ledger/ledger_state.h"
#include "daemon/ledger/retain.h"

namespace newswired::ledger {

Outcome<std::vector<FeedState>> Ledger::feed_states() {
  return state_->answer<std::vector<FeedState>>("reading feed states", [](Session& session) {
    std::vector<FeedState> states;
    auto query =
        session.query("SELECT feed, url, etag, last_modified, next_due, history FROM feeds ORDER BY feed");
    while (query.next())
      states.push_back(
          {query.text(0), query.text(1), {query.text(2), query.text(3)}, query.time(4), query.text(5)});
    return states;
  });
}

Outcome<Done> Ledger::save_feed_states(std::span<const FeedState> states) {
  return state_->answer<Done>("saving feed states", [&](Session& session) {
    for (const FeedState& state : states) save_feed(session, state, false);
    return Done{};
  });
}

Outcome<Counts> Ledger::counts() {
  return state_->answer<Counts>("counting", [](Session& session) {
    auto query = session.query("SELECT count(*) FROM dead");
    query.next();
    const Counters& counters = session.counters;
    return Counts{counters.pending_rows, counters.pending_bytes, query.number(0), counters.seq, counters.floor};
  });
}

Outcome<std::vector<DeadLetter>> Ledger::dead_letters() {
  return state_->answer<std::vector<DeadLetter>>("listing dead letters", list_dead);
}

Outcome<std::optional<Pending>> Ledger::dead_letter(std::string_view id) {
  return state_->answer<std::optional<Pending>>("reading a dead letter",
                                                [&](Session& session) { return find_dead(session, id); });
}

Outcome<std::optional<Pending>> Ledger::retry_dead_letter(std::string_view id) {
  return state_->answer<std::optional<Pending>>("retrying a dead letter",
                                                [&](Session& session) { return retry_dead(session, id); });
}

Outcome<Done> Ledger::drop_dead_letter(std::string_view id) {
  return state_->answer<Done>("dropping a dead letter", [&](Session& session) {
    drop_dead(session, id);
    return Done{};
  });
}

Outcome<int> Ledger::reissue(int limit) {
  return state_->answer<int>("reissuing", [&](Session& session) { return reissue_dead(session, limit); });
}

Outcome<bool> Ledger::retain(Timestamp log_before, Timestamp judged_before, Timestamp marks_before) {
  return state_->answer<bool>("dropping what is old", [&](Session& session) {
    return retain_step(session, log_before, judged_before, marks_before);
  });
}

Outcome<std::vector<LogEntry>> Ledger::forget(std::string_view id) {
  return state_->answer<std::vector<LogEntry>>("forgetting an article", [&](Session& session) {
    // Or the text would stay readable in the file's free pages until they are used again.
    session.database.execute("PRAGMA secure_delete=ON");
    auto logged = forget_article(session, id);
    session.database.execute("PRAGMA secure_delete=OFF");
    return logged;
  });
}

Outcome<std::vector<LogEntry>> Ledger::logged_after(std::uint64_t after, int limit) {
  return state_->answer<std::vector<LogEntry>>("reading the log", [&](Session& session) {
    std::vector<LogEntry> entries;
    auto query = session.query(
        "SELECT seq, topics.topic, schema, json FROM log JOIN topics ON topics.number = log.topic "
        "WHERE seq > ? ORDER BY seq LIMIT ?",
        after, limit);
    while (query.next()) entries.push_back({query.number(0), query.text(1), query.text(2), query.text(3)});
    return entries;
  });
}

dedup::Position Ledger::judged_floor() {
  const auto floor = state_->answer<std::uint64_t>("reading the oldest verdict", [](Session& session) {
    auto query = session.query("SELECT min(position) FROM judged");
    query.next();
    return query.null(0) ? session.counters.position + 1 : query.number(0);
  });
  return floor ? *floor : 0;
}

Outcome<Done> Ledger::checkpoint() {
  if (!state_->database) return Trouble{Fault::unavailable, "checkpoint: the database is not open"};
  try {
    auto query = state_->database->query("PRAGMA wal_checkpoint(PASSIVE)");
    while (query.next()) {
    }
    return Done{};
  } catch (const SQLite::Exception& error) {
    return trouble_of(error, "checkpoint");
  }
}

Outcome<Done> Ledger::save_head() {
  auto done = save_head_mark(state_->dir.path(), {state_->epoch, state_->counters.seq});
  if (!done) return Trouble{Fault::unavailable, done.error().message};
  return Done{};
}

Outcome<Done> Ledger::backup(const std::string& file) {
  auto done = backup_ledger(state_->dir.path(), file);
  if (!done) return Trouble{Fault::unavailable, done.error().message};
  return Done{};
}

}  // namespace newswired::ledger
