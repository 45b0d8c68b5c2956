#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/ledger/types.h"
#include "stages/dedup/seen_index.h"

namespace newswired::ledger {

struct Session;

/// What has been promised: every accepted (id, revision) ends exactly once, as a record, as a duplicate of an id
/// that has a record, or as a dead letter.
///
/// Not thread-safe: one writer thread calls it (`Writer`), with batches of 1..64; each call is one transaction,
/// all or nothing, durable when it returns (WAL, synchronous=FULL). Every call can be repeated. No wall clock
/// decides anything; the time that is stamped comes from `Options::now`.
class Ledger {
 public:
  /// Opens or creates `<state_dir>/ledger.sqlite3`. Takes the flock on `<state_dir>/lock` first; a second opener is
  /// refused with a message that names the folder. Refuses a newer schema.
  static Result<Ledger> open(const Options& options);

  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  /// All polls or none. Returns what became pending, new articles and new revisions. A feed's first poll marks
  /// entries older than `Poll::backlog_since` as seen without accepting them. Repeating a call returns an empty
  /// list and changes nothing.
  Outcome<std::vector<Pending>> accept(std::span<const Poll> polls);

  /// Gives `index` every row it lacks, asks it for each candidate in order, commits rows, verdicts and article texts
  /// together. Candidates already judged or no longer pending are left out of the answer. On a fault the index is as
  /// before the call.
  ///
  /// fresh or update: the row waits for its record. duplicate of another id: a `newswired/duplicate/1` entry is
  /// logged at once when the original has a record, else when it gets one. duplicate of its own id (nothing changed):
  /// the row ends silently. update of another id of the same feed: the row becomes that id's next revision (the mark
  /// is re-keyed); of another feed: it is fresh in the same story.
  Outcome<Decided> decide(std::span<const Submission> submissions, dedup::SeenIndex& index);

  /// Gives each record (epoch, seq, prev), appends it and the duplicate entries that waited for it, deletes its
  /// pending row. A draft carries the id and revision of its `Pending`; the record's own revision and event come from
  /// the count of published versions, its duplicates from the copies known so far. Already logged (id, revision): left
  /// out, no fault.
  Outcome<Published> publish(std::span<const Record> drafts);

  /// A failed attempt; the third settles its fate. The same (id, revision, attempt) twice counts once.
  /// If a dead letter has duplicates, the oldest of them is promoted: it becomes pending again as fresh.
  Outcome<Fate> fail(const Failure& failure);

  /// Everything unfinished, in the order of acceptance, after `after` (a `Pending::turn`), at most `limit`. Only the
  /// lowest unfinished revision of an id is listed: revisions of one id are processed one after another.
  Outcome<std::vector<Pending>> resume(std::uint64_t after, int limit);

  /// All of the above in one transaction, each item as its own call would: first the drafts, then submissions, failures
  /// and polls. A poll that does not fit is left out and answered `full`; the others go in.
  Outcome<RoundAnswers> carry_out(const Round& round, dedup::SeenIndex& index);

  /// Gives `index` every row it lacks; `decide` does it too. Worth calling at start.
  Outcome<Done> replay(dedup::SeenIndex& index);

  /// Saves `index` in `<state_dir>/dedup.index`, about as many bytes as it takes memory, so that the next `replay` reads it
  /// in one go and only adds the rows that came later. A file that is missing, damaged, of another epoch or too old is
  /// told of (`Options::tell`) and costs time alone: then all rows are read.
  Outcome<Done> save_index(const dedup::SeenIndex& index);

  /// Where the saved index stands; 0 when there is none that fits.
  dedup::Position index_saved_at() const;

  /// Merges stories that have grown together: a `newswired/story/1` entry each, the older id stays, and from now on
  /// records, verdicts and `RecordLog::present` name it. A pure function of the committed rows; to be called every few
  /// minutes.
  Outcome<std::vector<LogEntry>> merge_stories(dedup::SeenIndex& index);

  // --- administration ------------------------------------------------------------------------------------------

  /// Every feed ever polled, with its state.
  Outcome<std::vector<FeedState>> feed_states();

  /// Stores a feed's state without entries (a 304, a failure).
  Outcome<Done> save_feed_states(std::span<const FeedState> states);

  Outcome<Counts> counts();

  /// The disk was full and the reserve is given up; nothing is accepted. `restore_reserve` tries to take it back and
  /// answers whether it could.
  bool disk_full() const;
  bool restore_reserve();

  /// Whether `accept` takes new entries: below the caps' low water once they were reached, and the disk not full.
  bool intake_open() const;
  Outcome<std::vector<DeadLetter>> dead_letters();

  /// What is kept of a dead letter: its entry, and its article when it had been parsed.
  Outcome<std::optional<Pending>> dead_letter(std::string_view id);

  /// Pending again as the id's next revision, each stage with all its attempts; nothing when there is none, or its
  /// record without the stage is still to come.
  Outcome<std::optional<Pending>> retry_dead_letter(std::string_view id);
  Outcome<Done> drop_dead_letter(std::string_view id);

  /// Retries at most `limit` of those that were published without a stage which had no worker. The answer is how many
  /// there were.
  Outcome<int> reissue(int limit);

  /// Drops log entries older than `before` (the floor rises), dead letters that old, judged rows outside the dedup
  /// window, and seen marks of entries that no poll listed since `marks_before`; at most a bounded number of rows per call, false when done.
  Outcome<bool> retain(Timestamp log_before, Timestamp judged_before, Timestamp marks_before);

  /// PASSIVE checkpoint of the WAL; call when idle or every few hundred commits.
  Outcome<Done> checkpoint();

  /// Consistent copy while running; the copy is marked and takes a new epoch at its first start. `file` must not exist.
  Outcome<Done> backup(const std::string& file);

  /// Saves the head seq in `<state_dir>/head`, fsynced: a ledger found behind it at `open` (an old copy was put in its
  /// place) takes a new epoch.
  Outcome<Done> save_head();

  /// Entries after `after`, at most `limit`.
  Outcome<std::vector<LogEntry>> logged_after(std::uint64_t after, int limit);

  /// The oldest position that is still kept: `index` may evict what is before it.
  dedup::Position judged_floor();

  /// Blanks an article: a tombstone entry in the log, its text removed everywhere.
  Outcome<std::vector<LogEntry>> forget(std::string_view id);

  const std::string& epoch() const;
  std::uint64_t head() const;  ///< seq of the newest entry, 0 when empty.

 private:
  struct State;
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newswired::ledger
