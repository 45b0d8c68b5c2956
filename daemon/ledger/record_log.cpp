#include "daemon/ledger/record_log.h"

#include <algorithm>
#include <queue>

#include "daemon/ledger/database.h"
#include "daemon/ledger/present.h"
#include "daemon/ledger/read_pool.h"
#include "daemon/ledger/schema.h"
#include "daemon/ledger/session.h"
#include "daemon/ledger/state_dir.h"
#include "daemon/ledger/topic_match.h"

namespace newswired::ledger {
namespace {

// Records looked into by one page of a derived filter; the page then says how far it came.
constexpr int looked_into_max = 500;

LogState read_state(Database& database) {
  LogState state;
  const Counters counters = load_counters(database);
  state.head = counters.seq;
  state.floor = counters.floor;
  auto query = database.query("SELECT value FROM meta WHERE name='epoch'");
  if (query.next()) state.epoch = query.text(0);
  return state;
}

/// Collects entries until the page is full.
class PageBuilder {
 public:
  explicit PageBuilder(const PageLimit& limit) : limit_(limit) {}

  /// A page has at least one entry, whatever its size, or a reader would never get past it.
  bool has_room_for(const LogEntry& entry) const {
    if (page_.entries.empty()) return true;
    return page_.entries.size() < static_cast<std::size_t>(limit_.entries_max) &&
           bytes_ + entry.json.size() <= limit_.bytes_max;
  }

  void add(LogEntry entry) {
    bytes_ += entry.json.size();
    page_.at = entry.seq;
    page_.entries.push_back(std::move(entry));
  }

  Entries finish(std::uint64_t at) {
    page_.at = at;
    return std::move(page_);
  }

 private:
  PageLimit limit_;
  Entries page_;
  std::size_t bytes_ = 0;
};

LogEntry read_entry(Query& query) { return {query.number(0), query.text(1), query.text(2), query.text(3)}; }

/// Every entry after `after` in their order, for which `wanted` says yes.
template <class Wanted>
Entries scan(Database& database, std::uint64_t after, std::uint64_t head, const PageLimit& limit, int rows_max,
             Wanted wanted) {
  PageBuilder page(limit);
  std::uint64_t at = after;
  auto query = database.query(
      "SELECT seq, topics.topic, schema, json FROM log JOIN topics ON topics.number = log.topic "
      "WHERE seq > ? ORDER BY seq LIMIT ?",
      after, rows_max);
  int rows = 0;
  while (query.next()) {
    ++rows;
    LogEntry entry = read_entry(query);
    if (wanted(entry)) {
      if (!page.has_room_for(entry)) return page.finish(at);
      at = entry.seq;
      page.add(std::move(entry));
    } else {
      at = entry.seq;
    }
  }
  return page.finish(rows < rows_max ? head : at);
}

/// The numbers of the topics that begin with a prefix and have entries after `after`; tombstones' always.
std::vector<std::int64_t> topics_with_news(Database& database, const TopicNeed& need, std::uint64_t after) {
  std::vector<std::int64_t> topics;
  const auto add = [&](const std::string& from, const std::string& to) {
    auto query =
        database.query("SELECT number FROM topics WHERE topic >= ? AND topic < ? AND head > ?", from, to, after);
    while (query.next()) topics.push_back(query.integer(0));
  };
  add("", "\x01");
  // Topics are ASCII, so 0x7f is past anything that begins with the prefix.
  for (const std::string& prefix : need.stored) add(prefix, prefix + "\x7f");
  std::sort(topics.begin(), topics.end());
  topics.erase(std::unique(topics.begin(), topics.end()), topics.end());
  return topics;
}

/// Merges the topics by their index: the cost is that of what is found, whatever lies between.
Entries merge_topics(Database& database, const std::vector<std::int64_t>& topics, std::uint64_t after,
                     std::uint64_t head, const PageLimit& limit) {
  struct Next {
    std::uint64_t seq;
    std::int64_t topic;
    bool operator>(const Next& other) const { return seq > other.seq; }
  };
  std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
  const auto push = [&](std::int64_t topic, std::uint64_t past) {
    auto query = database.query("SELECT seq FROM log WHERE topic=? AND seq>? ORDER BY seq LIMIT 1", topic, past);
    if (query.next()) next.push({query.number(0), topic});
  };
  for (const std::int64_t topic : topics) push(topic, after);

  PageBuilder page(limit);
  std::uint64_t at = after;
  while (!next.empty()) {
    const auto [seq, topic] = next.top();
    next.pop();
    LogEntry entry;
    {
      auto query = database.query(
          "SELECT seq, topics.topic, schema, json FROM log JOIN topics ON topics.number = log.topic WHERE seq=?", seq);
      query.next();
      entry = read_entry(query);
    }
    if (!page.has_room_for(entry)) return page.finish(at);
    at = seq;
    page.add(std::move(entry));
    push(topic, seq);
  }
  return page.finish(head);
}

Entries read_entries(Database& database, std::uint64_t after, std::uint64_t head, const TopicFilter& filter,
                     const PageLimit& limit) {
  const TopicNeed need = topic_need(filter);
  if (need.everything)
    return scan(database, after, head, limit, limit.entries_max, [](const LogEntry&) { return true; });
  if (need.derived.empty())
    return merge_topics(database, topics_with_news(database, need, after), after, head, limit);
  return scan(database, after, head, limit, looked_into_max, [&](const LogEntry& entry) {
    const bool stored = entry.topic.empty() || std::any_of(need.stored.begin(), need.stored.end(), [&](const auto& p) {
                          return entry.topic.compare(0, p.size(), p) == 0;
                        });
    return stored || matches_derived(entry, need, filter);
  });
}

/// The first entry from `floor` on that was logged at `time` or later. `logged` rises with seq, but for a clock that
/// was set back: then the answer is one such entry.
std::uint64_t first_logged_at(Database& database, const LogState& state, Timestamp time) {
  std::uint64_t low = state.floor, high = state.head + 1;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    auto query = database.query("SELECT logged FROM log WHERE seq=?", middle);
    if (query.next() && query.time(0) < time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

}  // namespace

struct RecordLog::State {
  ReadPool pool;

  explicit State(std::string file) : pool(std::move(file)) {}

  template <class T, class Work>
  Outcome<T> read(Work&& work) {
    return pool.read<T>("reading the log", std::forward<Work>(work));
  }
};

RecordLog::RecordLog(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordLog::RecordLog(RecordLog&&) noexcept = default;
RecordLog& RecordLog::operator=(RecordLog&&) noexcept = default;
RecordLog::~RecordLog() = default;

Result<RecordLog> RecordLog::open(const std::string& state_dir) {
  auto state = std::make_unique<State>(ledger_file(state_dir));
  const auto version = state->read<int>([](Database& database) { return database.user_version(); });
  const std::string& file = state->pool.file();
  if (!version) return Error{ErrorKind::unavailable, file + ": cannot be read: " + version.error().message};
  if (*version != schema_version())
    return Error{ErrorKind::invalid,
                 file + ": schema " + std::to_string(*version) + ", this newswired knows " + std::to_string(schema_version())};
  return RecordLog(std::move(state));
}

Outcome<Page> RecordLog::read(const std::string& epoch, std::uint64_t after, const TopicFilter& filter,
                              const PageLimit& limit) const {
  return state_->read<Page>([&](Database& database) -> Page {
    const LogState now = read_state(database);
    if ((!epoch.empty() && epoch != now.epoch) || after > now.head) return Rewound{now};
    if (after + 1 < now.floor) return Gone{now.floor};
    return read_entries(database, after, now.head, filter, limit);
  });
}

Outcome<LogState> RecordLog::state() const { return state_->read<LogState>(read_state); }

Outcome<std::optional<Present>> RecordLog::present(std::string_view id, int copies_max) const {
  return state_->read<std::optional<Present>>(
      [&](Database& database) { return read_present(database, std::string(id), copies_max); });
}

Outcome<Counts> RecordLog::counts() const {
  return state_->read<Counts>([](Database& database) {
    const Counters counters = load_counters(database);
    auto dead = database.query("SELECT count(*) FROM dead");
    dead.next();
    return Counts{counters.pending_rows, counters.pending_bytes, dead.number(0), counters.seq, counters.floor};
  });
}

Outcome<std::uint64_t> RecordLog::seq_at(Timestamp time) const {
  return state_->read<std::uint64_t>(
      [&](Database& database) { return first_logged_at(database, read_state(database), time); });
}

}  // namespace newswired::ledger
