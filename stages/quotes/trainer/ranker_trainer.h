#pragma once

#include <string>
#include <vector>

#include "proto/result.h"
#include "stages/quotes/pronouns.h"

namespace newswired::quotes {

/// A he or she with the persons it may stand for, the latest first.
struct RankerCase {
  std::vector<RankerFeatures> persons;
  std::size_t right = 0;
};

/// Reads the pronouns of a CoNLL-U file with `Entity=` annotations (GUM) whose person is named before.
Result<std::vector<RankerCase>> read_ranker_cases(const std::string& path);

/// Maximises the probability of the right person (softmax over the persons, AdaGrad). Deterministic.
RankerWeights train_ranker(std::vector<RankerCase> cases, std::uint64_t seed);

/// The share of cases whose best person is right.
double ranker_accuracy(const RankerWeights& weights, const std::vector<RankerCase>& cases);

}  // namespace newswired::quotes
