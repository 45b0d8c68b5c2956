#pragma once

#include <vector>

#include "stages/clean/features.h"

namespace newswired::clean {

/// Probability that each block belongs to the article. Two judgements: the first by the block and its place, the
/// second with what the first says of its neighbours. Weights: weights.inc, written by the trainer.
std::vector<float> judge_blocks(const Blocks& blocks, const Anchor& anchor);

/// A row under one set of weights (`feature_count` of them, then the bias, which is not added here).
float weighted_sum(const FeatureRow& row, const float* weights);

/// The logistic function.
float probability(float sum);

}  // namespace newswired::clean
