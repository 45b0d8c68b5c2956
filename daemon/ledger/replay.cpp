#include "daemon/ledger/replay.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "daemon/ledger/rows.h"
#include "daemon/ledger/saved_index.h"
#include "daemon/ledger/stories.h"

namespace newswired::ledger {
namespace {

constexpr std::size_t rows_per_batch = 512;
constexpr std::size_t batches_max = 8;  // read and not yet appended

/// A judged row whose signature is still in bytes.
struct RawRow {
  dedup::Judged judged;
  std::string signature;
};
using Batch = std::vector<RawRow>;

void read_row(Query& query, RawRow& row) {
  dedup::Candidate& candidate = row.judged.candidate;
  row.judged.position = query.number(0);
  query.text(1, candidate.id);
  candidate.revision = static_cast<int>(query.integer(2));
  query.text(3, candidate.feed);
  query.text(4, candidate.url);
  query.text(5, candidate.guid);
  candidate.arrived = query.time(6);
  query.text(7, row.signature);
  row.judged.verdict = read_verdict(query, 8);
}

void decode(RawRow& row) {
  const auto done = dedup::decode_signature(row.signature, row.judged.candidate.signature);
  if (!done) throw_damaged("a stored signature cannot be read: " + done.error().message);
}

/// Batches on their way from one thread to another, and empty ones on their way back.
class Batches {
 public:
  /// Waits for room. False when the other side has given up.
  bool put(Batch batch) {
    std::unique_lock guard(lock_);
    changed_.wait(guard, [this] { return full_.size() < batches_max || ended_; });
    if (ended_) return false;
    full_.push_back(std::move(batch));
    changed_.notify_all();
    return true;
  }

  /// Waits for a batch. False when there will be none.
  bool take(Batch& batch) {
    std::unique_lock guard(lock_);
    if (!batch.empty()) spare_.push_back(std::move(batch));
    changed_.wait(guard, [this] { return !full_.empty() || ended_; });
    if (full_.empty()) return false;
    batch = std::move(full_.front());
    full_.pop_front();
    changed_.notify_all();
    return true;
  }

  Batch spare() {
    const std::lock_guard guard(lock_);
    if (spare_.empty()) return {};
    Batch batch = std::move(spare_.back());
    spare_.pop_back();
    return batch;
  }

  void end() {
    const std::lock_guard guard(lock_);
    ended_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex lock_;
  std::condition_variable changed_;
  std::deque<Batch> full_;
  std::vector<Batch> spare_;
  bool ended_ = false;
};

/// Appends what comes until it ends, on its own thread.
class Loader {
 public:
  Loader(dedup::SeenIndex& index, Batches& batches, dedup::Position last)
      : thread_([this, &index, &batches, last] {
          try {
            index.load([&](dedup::Judged& row) { return next(batches, row); }, last);
          } catch (...) {
            failure_ = std::current_exception();
            batches.end();
          }
        }) {}

  void join() { thread_.join(); }
  const std::exception_ptr& failure() const { return failure_; }

 private:
  bool next(Batches& batches, dedup::Judged& row) {
    if (at_ > 0) std::swap(batch_[at_ - 1].judged, row);  // its memory goes back to where it came from
    if (at_ == batch_.size()) {
      if (!batches.take(batch_)) return false;
      at_ = 0;
    }
    decode(batch_[at_]);
    std::swap(batch_[at_].judged, row);
    ++at_;
    return true;
  }

  Batch batch_;
  std::size_t at_ = 0;
  std::exception_ptr failure_;
  std::thread thread_;  // last: it uses all of the above
};

constexpr const char* rows_after =
    "SELECT position, id, revision, feed, url, guid, arrived, signature, verdict, verdict_of, verdict_match, "
    "similarity, story FROM judged WHERE position > ? ORDER BY position";

void apply_rows(Query& query, dedup::SeenIndex& index) {
  for (RawRow row; query.next();) {
    read_row(query, row);
    decode(row);
    index.apply(row.judged);
  }
}

void send_rows(Query& query, Batches& batches) {
  for (bool more = true; more;) {
    Batch batch = batches.spare();
    batch.resize(rows_per_batch);
    std::size_t count = 0;
    while (count < rows_per_batch && (more = query.next())) read_row(query, batch[count++]);
    batch.resize(count);
    if (count > 0 && !batches.put(std::move(batch))) return;
  }
}

void load_rows(Query& query, dedup::SeenIndex& index, dedup::Position last) {
  Batches batches;
  Loader loader(index, batches, last);
  std::exception_ptr failure;
  try {
    send_rows(query, batches);
  } catch (...) {
    failure = std::current_exception();
  }
  batches.end();
  loader.join();
  if (loader.failure()) std::rethrow_exception(loader.failure());
  if (!failure) return;
  index = dedup::SeenIndex();
  std::rethrow_exception(failure);
}

}  // namespace

dedup::Position replay_judged(Session& session, dedup::SeenIndex& index) {
  const dedup::Position saved_at = index.position() == 0 ? restore_index(session, index) : 0;
  auto query = session.query(rows_after, index.position());
  if (index.position() > 0)
    apply_rows(query, index);
  else
    load_rows(query, index, session.counters.position);
  replay_merges(session, index);
  return saved_at;
}

}  // namespace newswired::ledger
