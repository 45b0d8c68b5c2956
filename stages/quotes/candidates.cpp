#include "stages/quotes/candidates.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <tuple>

namespace newswired::quotes {
namespace {

constexpr float certain = 0.9999f;

}  // namespace

Range core_of(const Analysis& analysis, Range range) {
  while (range.first < range.last && !analysis.tokens[range.first].word.has_letter) ++range.first;
  while (range.last > range.first && !analysis.tokens[range.last - 1].word.has_letter) --range.last;
  return range;
}

std::vector<Candidate> make_candidates(const Analysis& analysis, std::span<const ProposedSpan> proposals) {
  // Paragraph, end, begin and role: the order of the answer.
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, Role>, std::pair<Candidate, float>> merged;
  for (const ProposedSpan& proposal : proposals) {
    const Range core = core_of(analysis, proposal.range);
    if (core.first >= core.last) continue;
    const std::uint32_t paragraph = analysis.tokens[core.first].paragraph;
    auto& [candidate, best] = merged[{paragraph, core.last, core.first, proposal.role}];
    candidate.role = proposal.role;
    candidate.paragraph = paragraph;
    candidate.core = core;
    candidate.proposed += proposal.probability;
    if (proposal.probability > best) {
      best = proposal.probability;
      candidate.range = proposal.range;
    }
  }
  std::vector<Candidate> candidates;
  for (auto& [place, entry] : merged) {
    candidates.push_back(entry.first);
    candidates.back().proposed = std::min(candidates.back().proposed, certain);
    candidates.back().probability = candidates.back().proposed;
  }
  return candidates;
}

CandidateMap::CandidateMap(std::span<const Candidate> candidates) : candidates_(candidates) {
  width_ = std::bit_ceil(std::max<std::size_t>(1, candidates.size()));
  first_.assign(2 * width_, std::numeric_limits<std::uint32_t>::max());
  for (std::size_t i = 0; i < candidates.size(); ++i) first_[width_ + i] = candidates[i].core.first;
  for (std::size_t node = width_ - 1; node > 0; --node)
    first_[node] = std::min(first_[2 * node], first_[2 * node + 1]);
}

std::vector<std::uint32_t> decode(std::span<const Candidate> candidates, const Thresholds& thresholds) {
  const std::size_t count = candidates.size();
  std::vector<double> best(count + 1, 0);
  std::vector<std::uint32_t> before(count);  // how many candidates end before this one begins
  std::vector<bool> taken(count, false);
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t j = i;
    while (j > 0 && candidates[j - 1].core.last > candidates[i].core.first) --j;
    before[i] = static_cast<std::uint32_t>(j);
    const double with = best[j] + candidates[i].probability - thresholds[candidates[i].role];
    taken[i] = with > best[i];
    best[i + 1] = std::max(with, best[i]);
  }
  std::vector<std::uint32_t> chosen;
  for (std::size_t i = count; i > 0;) {
    if (taken[i - 1]) {
      chosen.push_back(static_cast<std::uint32_t>(i - 1));
      i = before[i - 1];
    } else {
      --i;
    }
  }
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace newswired::quotes
