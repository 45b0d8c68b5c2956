#pragma once

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

/// Those of a paragraph, of candidates as `make_candidates` orders them.
std::span<const Candidate> candidates_in(std::span<const Candidate> candidates, std::uint32_t paragraph);

/// A candidate is worth choosing when it is at least this probable: about half of the F1 reached (Lewis
/// 1995).
using Thresholds = std::array<float, tagging::role_count>;
inline constexpr Thresholds default_thresholds = {0.35f, 0.35f, 0.35f};

/// Chooses the set of candidates that do not overlap with the largest sum of probability minus threshold, by
/// dynamic programming. Returns indices in text order.
std::vector<std::uint32_t> decode(std::span<const Candidate> candidates, const Thresholds& thresholds);

}  // namespace newswired::quotes
