#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "proto/time.h"
#include "stages/dedup/signature.h"

namespace newswired::dedup {

/// The order in which verdicts were committed: 1, 2, 3, … The ledger gives it.
using Position = std::uint64_t;

/// An article that asks for its verdict.
struct Candidate {
  std::string id;
  int revision = 1;
  std::string feed;
  std::string url;   ///< Canonical (`canonical_url`); empty when there is none.
  std::string guid;  ///< As the feed gave it; means something only within `feed`. Empty when there is none.
  Timestamp arrived{};
  Signature signature;
};

enum class Match { none, url, guid, exact, near };

struct Verdict {
  enum class Kind { fresh, duplicate, update };
  Kind kind = Kind::fresh;
  std::string of;          ///< Article id; empty for fresh. A later revision of the candidate's own id is an
                           ///< `update` of that id, or a `duplicate` of it when not a word has changed.
  Match match = Match::none;
  double similarity = 0;   ///< 0..1
  std::string story;       ///< Story id, never empty.

  bool operator==(const Verdict&) const = default;
};

/// A committed verdict: one row of the ledger.
struct Judged {
  Position position = 0;
  Candidate candidate;
  Verdict verdict;
};

/// Stories that turned out to be one: the older id stays.
struct StoryMerge {
  std::string story;                ///< The one that stays.
  std::vector<std::string> merged;  ///< Sorted; no longer used.
  Position position = 0;            ///< Of the last row when it was found.

  bool operator==(const StoryMerge&) const = default;
};

/// The articles that a new one may repeat: exact keys and sampled shingles of the last `dedup.window`.
///
/// Not thread-safe: the ledger's writer thread owns it. No I/O, no clock. Rebuilt from the ledger at start, so it
/// holds nothing that the ledger does not know. Memory: about 1.3 kB an article.
class SeenIndex {
 public:
  SeenIndex();
  ~SeenIndex();
  SeenIndex(SeenIndex&&) noexcept;
  SeenIndex& operator=(SeenIndex&&) noexcept;

  /// Of the last applied row; 0 when empty.
  Position position() const;

  /// Judges `candidate` against what was applied before it; changes nothing.
  ///
  /// A candidate (id, revision) that was judged already (a redelivery after a crash) gets the verdict it had,
  /// never `duplicate` of itself.
  Verdict judge(const Candidate& candidate) const;

  /// Takes the next verdict. `judged.position` must be `position() + 1`, else it is a bug (positions of evicted
  /// rows count; the first row after construction may have any position).
  void apply(const Judged& judged);

  /// Takes many rows at once, in a fraction of the time: the same index as `apply` on each makes. It must be empty.
  /// `next` fills in a row and answers false after the last one, whose position is `last`. Uses a second thread for
  /// a moment when there are many. An exception that `next` throws leaves the index empty.
  void load(const std::function<bool(Judged&)>& next, Position last);

  /// Hands out the whole index, merges of stories left out, as bytes in pieces. Only this format of the index on a machine
  /// of this kind reads them back.
  void save(const std::function<void(const void* bytes, std::size_t size)>& write) const;

  /// Takes what `save` gave out: the same index. It must be empty. `read` fills in the next `size` bytes, the ones that
  /// were written: damage is the caller's to find. An exception that it throws leaves the index empty.
  void restore(const std::function<void(void* bytes, std::size_t size)>& read);

  /// Of the bytes of `save`. To be raised with every change of what the index keeps, or of how.
  static constexpr std::uint32_t format = 1;

  /// Rows whose articles `merges` asks whether they join stories: to be asked before so many have come.
  static constexpr Position merge_rows = 512;

  /// Stories of the newest articles that have grown together: a pure function of the rows and merges taken so far.
  /// Takes about 0.1 s at full size; to be asked every few minutes.
  std::vector<StoryMerge> merges() const;

  /// From now on verdicts name the story that stays. Merges are committed like rows, in their order, but are no rows:
  /// `undo` leaves them, since a merge follows from rows that were committed. Repeating one changes nothing.
  void merge(const StoryMerge& merge);

  /// Takes back every row after `to`, exactly: the index is as it was then. Rows are undone newest first;
  /// at least the last 4,096 can be.
  void undo(Position to);

  /// Forgets every row before `before`, exactly: the index is as if it had been rebuilt from the rest. Cost: linear in
  /// what is dropped.
  void evict(Position before);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::dedup
