#include "daemon/ledger/ledger.h"

#include <sqlite3.h>

#include <cassert>
#include <filesystem>

#include "daemon/ledger/accept.h"
#include "daemon/ledger/checked_file.h"
#include "daemon/ledger/dead_letters.h"
#include "daemon/ledger/decide.h"
#include "daemon/ledger/ledger_state.h"
#include "daemon/ledger/publish.h"
#include "daemon/ledger/replay.h"
#include "daemon/ledger/saved_index.h"
#include "daemon/ledger/stories.h"

namespace newswired::ledger {
namespace {

template <class T>
void append_to(std::vector<T>& all, std::vector<T>&& some) {
  std::move(some.begin(), some.end(), std::back_inserter(all));
}

}  // namespace

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::open(const Options& options) {
  assert(options.now);
  auto dir = StateDir::hold(options.state_dir);
  if (!dir) return dir.error();
  auto state = std::make_unique<State>(options, std::move(*dir));
  try {
    if (auto done = state->connect(); !done) return done.error();
    std::error_code unknown;
    state->database->check_if_small(std::filesystem::file_size(state->dir.ledger_file(), unknown));
    state->settle_epoch();
    state->reserve.hold();
  } catch (const SQLite::Exception& error) {
    const int code = error.getErrorCode() & 0xff;
    const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return Error{ErrorKind::unavailable, state->dir.ledger_file() + ": cannot be opened: " + error.what() + "; " +
                                             (damaged ? damaged_remedy : "check its rights and the disk, or restore a backup")};
  }
  return Ledger(std::move(state));
}

Outcome<std::vector<Pending>> Ledger::accept(std::span<const Poll> polls) {
  return state_->answer<std::vector<Pending>>("accepting", [&](Session& session) {
    std::vector<Pending> all;
    for (const Poll& poll : polls) append_to(all, accept_poll(session, poll));
    return all;
  });
}

Outcome<Decided> Ledger::decide(std::span<const Submission> submissions, dedup::SeenIndex& index) {
  auto answers = carry_out({{}, {submissions.begin(), submissions.end()}, {}, {}}, index);
  if (!answers) return answers.error();
  Decided all;
  for (Decided& answer : answers->decided) {
    append_to(all.to_annotate, std::move(answer.to_annotate));
    append_to(all.logged, std::move(answer.logged));
    append_to(all.released, std::move(answer.released));
  }
  return all;
}

Outcome<Published> Ledger::publish(std::span<const Record> drafts) {
  return state_->answer<Published>("publishing", [&](Session& session) {
    Published all;
    for (const Record& draft : drafts) {
      Published one = publish_one(session, draft);
      append_to(all.logged, std::move(one.logged));
      append_to(all.released, std::move(one.released));
    }
    return all;
  });
}

Outcome<Fate> Ledger::fail(const Failure& failure) {
  return state_->answer<Fate>("counting a failure", [&](Session& session) { return fail_one(session, failure); });
}

Outcome<std::vector<Pending>> Ledger::resume(std::uint64_t after, int limit) {
  return state_->answer<std::vector<Pending>>("resuming", [&](Session& session) {
    std::vector<Pending> all;
    for (Row& row : workable_rows(session, after, limit)) all.push_back(std::move(row.pending));
    return all;
  });
}

Outcome<Done> Ledger::replay(dedup::SeenIndex& index) {
  if (state_->database && index.position() == state_->counters.position) return Done{};
  return state_->answer<Done>("rebuilding the index", [&](Session& session) {
    if (const auto saved_at = replay_judged(session, index)) state_->index_saved_at = saved_at;
    return Done{};
  });
}

Outcome<Done> Ledger::save_index(const dedup::SeenIndex& index) {
  if (index.position() == state_->index_saved_at || index.position() != state_->counters.position) return Done{};
  return state_->answer<Done>("saving the index", [&](Session& session) {
    // A file that cannot be written costs the next start time, and nothing else.
    try {
      ledger::save_index(session, index);
    } catch (const FileTrouble& trouble) {
      session.options.tell(saved_index_file(session.options.state_dir) + ": " + trouble.what() +
                           "; the next start reads all rows instead");
    }
    state_->index_saved_at = index.position();
    return Done{};
  });
}

dedup::Position Ledger::index_saved_at() const { return state_->index_saved_at; }

Outcome<std::vector<LogEntry>> Ledger::merge_stories(dedup::SeenIndex& index) {
  if (auto done = replay(index); !done) return done.error();
  auto logged = state_->answer<std::vector<LogEntry>>(
      "merging stories", [&](Session& session) { return ledger::merge_stories(session, index); });
  if (logged && logged->empty()) return logged;
  // After a fault too: the commit may have been done.
  auto told = state_->answer<Done>("merging stories", [&](Session& session) {
    replay_merges(session, index);
    return Done{};
  });
  if (logged && !told) return told.error();
  return logged;
}

bool Ledger::disk_full() const { return !state_->reserve.held(); }
bool Ledger::restore_reserve() { return state_->reserve.hold(); }
bool Ledger::intake_open() const { return !state_->intake_closed && state_->reserve.held(); }

const std::string& Ledger::epoch() const { return state_->epoch; }
std::uint64_t Ledger::head() const { return state_->counters.seq; }

}  // namespace newswired::ledger
