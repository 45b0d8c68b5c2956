#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "daemon/ledger/ledger.h"

namespace newswired::ledger {

/// What the writer has done, readable from any thread.
struct WriterCounters {
  std::uint64_t commits = 0;                ///< Calls of the ledger that succeeded, administration left out.
  std::uint64_t items = 0;                  ///< Polls, submissions, drafts and failures in them.
  std::uint64_t retries = 0;                ///< Calls repeated after `unavailable`, `unknown` or a full disk.
  std::uint64_t queued = 0;                 ///< Items that wait now.
  std::chrono::microseconds last_commit{};  ///< How long the last call took.
  bool stuck = false;                       ///< The last call failed and is being repeated.
  bool disk_full = false;                   ///< The reserve is given up and nothing new is accepted.
};

/// The one thread that writes: takes what is asked from any thread, and commits it in groups (architecture.md,
/// decision 4), each group one transaction, whatever is in it. Idle, it commits at once; under load up to
/// `batch_items_max` items of each kind or `batch_wait_max` go into one.
///
/// Callbacks run on the writer's thread after COMMIT; they must be short, must not throw, and may call the methods
/// below. A ledger that is not available, or a disk that is full, holds everything up until it is there again (only
/// `accept` answers `full` at once); `refused` is passed on. `unknown` reaches a callback when the ledger was away and
/// it cannot be told whether this item's answer was lost: call `Ledger::resume`.
class Writer {
 public:
  struct Limits {
    int batch_items_max = 64;  ///< Of each kind: polls, submissions, drafts, failures.
    std::chrono::milliseconds batch_wait_max{20};
    int commits_per_checkpoint = 200;
    std::chrono::milliseconds retry_wait_max{1000};
    std::chrono::milliseconds merge_interval{5 * 60 * 1000};  ///< Stories are merged so often, or sooner when
                                                              ///< `SeenIndex::merge_rows` verdicts were given.
    dedup::Position rows_per_save = 20'000;  ///< Verdicts after which the index is saved; it is at every stop too.
    std::chrono::milliseconds head_file_interval{1000};  ///< How often the head seq is saved beside the ledger.
  };

  /// Called in the order of seq, after COMMIT and before the callbacks of the items that were logged.
  using OnLogged = std::function<void(const std::vector<LogEntry>&)>;

  Writer(Ledger ledger, OnLogged on_logged, const Limits& limits);
  Writer(Ledger ledger, OnLogged on_logged) : Writer(std::move(ledger), std::move(on_logged), Limits{}) {}
  ~Writer();  ///< As `stop`.

  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void accept(Poll poll, std::function<void(Outcome<std::vector<Pending>>)> then);
  void decide(Submission submission, std::function<void(Outcome<Decided>)> then);
  void publish(Record draft, std::function<void(Outcome<Published>)> then);
  void fail(Failure failure, std::function<void(Outcome<Fate>)> then);

  /// Runs `work` on the writer's thread, alone, in its turn. False when the writer has stopped: it never will.
  bool run(std::function<void(Ledger&)> work);

  /// `Ledger::retain` in small steps between other work, and the index's eviction with it.
  void retain(Timestamp log_before, Timestamp judged_before, Timestamp marks_before);

  /// Finishes what was queued (a ledger that is away is asked once more and then given up: callbacks get its fault),
  /// checkpoints, joins. What is asked afterwards is answered `unavailable` on the caller's thread.
  void stop();

  WriterCounters counters() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::ledger
