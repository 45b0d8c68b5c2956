#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "stages/quotes/stage.h"

namespace newswired::quotes {

/// A span that may carry a role. Proposals that differ in signs at their ends only are one candidate.
struct Candidate {
  Role role = content;
  std::uint32_t paragraph = 0;
  Range range;            ///< The most probable of its proposals.
  Range core;             ///< Without signs at its ends; never empty.
  float proposed = 0;     ///< P(core) as the stages say, summed over its proposals.
  float probability = 0;  ///< The best knowledge: rescored, or `proposed`.
};

/// `range` without signs at its ends; may be empty.
Range core_of(const Analysis& analysis, Range range);

/// Merges proposals, which come by paragraph; the candidates of a paragraph are neighbours, ordered by the
/// end of their core.
std::vector<Candidate> make_candidates(const Analysis& analysis, std::span<const ProposedSpan> proposals);

/// Candidates, as `make_candidates` orders them, by place: a look-up costs what it finds, however long the
/// text. Borrows them.
class CandidateMap {
 public:
  explicit CandidateMap(std::span<const Candidate> candidates);

  std::span<const Candidate> all() const { return candidates_; }

  /// Calls `take` with each whose core overlaps `tokens`, in their order.
  template <class Take>
  void each_in(Range tokens, const Take& take) const {
    visit(1, 0, width_, tokens, take);
  }

 private:
  // A tree over the candidates: each node knows the first token of all below it, their ends are in order.
  template <class Take>
  void visit(std::size_t node, std::size_t from, std::size_t to, Range tokens, const Take& take) const {
    if (from >= candidates_.size() || first_[node] >= tokens.last) return;
    if (candidates_[std::min(to, candidates_.size()) - 1].core.last <= tokens.first) return;
    if (to - from == 1) return take(candidates_[from]);
    const std::size_t middle = from + (to - from) / 2;
    visit(2 * node, from, middle, tokens, take);
    visit(2 * node + 1, middle, to, tokens, take);
  }

  std::span<const Candidate> candidates_;
  std::size_t width_ = 1;             // of the tree, a power of two
  std::vector<std::uint32_t> first_;  // by node, the root is 1
};

/// A candidate is worth choosing when it is at least this probable: about half of the F1 reached (Lewis
/// 1995).
using Thresholds = std::array<float, tagging::role_count>;
inline constexpr Thresholds default_thresholds = {0.35f, 0.35f, 0.35f};

/// Chooses the set of candidates that do not overlap with the largest sum of probability minus threshold, by
/// dynamic programming. Returns indices in text order.
std::vector<std::uint32_t> decode(std::span<const Candidate> candidates, const Thresholds& thresholds);

}  // namespace newswired::quotes
