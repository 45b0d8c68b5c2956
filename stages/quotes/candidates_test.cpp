#include "stages/quotes/candidates.h"

#include <gtest/gtest.h>

#include <random>

namespace newswired::quotes {
namespace {

/// `count` candidates, mostly short, in the order of `make_candidates`.
std::vector<Candidate> some_candidates(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Candidate> candidates(count);
  for (Candidate& candidate : candidates) {
    candidate.core.first = random() % 400;
    candidate.core.last = candidate.core.first + 1 + random() % (random() % 10 == 0 ? 200 : 12);
  }
  std::ranges::stable_sort(candidates, {}, [](const Candidate& c) { return c.core.last; });
  return candidates;
}

TEST(CandidateMap, GivesWhatOverlapsInOrder) {
  for (const std::size_t count : {0, 1, 2, 7, 64, 300}) {
    const std::vector<Candidate> candidates = some_candidates(count, static_cast<unsigned>(count));
    const CandidateMap map(candidates);
    for (std::uint32_t first = 0; first < 600; first += 13)
      for (const std::uint32_t size : {1u, 5u, 80u, 900u}) {
        const Range tokens{first, first + size};
        std::vector<const Candidate*> right, given;
        for (const Candidate& candidate : candidates)
          if (candidate.core.overlaps(tokens)) right.push_back(&candidate);
        map.each_in(tokens, [&](const Candidate& candidate) { given.push_back(&candidate); });
        EXPECT_EQ(given, right) << count << " candidates, " << first << " to " << tokens.last;
      }
  }
}

}  // namespace
}  // namespace newswired::quotes
