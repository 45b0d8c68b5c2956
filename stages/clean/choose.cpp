#include "stages/clean/choose.h"

#include <cmath>

namespace newswired::clean {
namespace {

#include "stages/clean/weights.inc"

}  // namespace

float weighted_sum(const FeatureRow& row, const float* weights) {
  float sum = 0;
  for (const Feature& feature : row) sum += weights[feature.id] * feature.value;
  return sum;
}

float probability(float sum) { return 1 / (1 + std::exp(-sum)); }

std::vector<float> judge_blocks(const Blocks& blocks, const Anchor& anchor) {
  const std::size_t count = blocks.list.size();
  std::vector<float> first(count), second(count);
  FeatureRow row;
  const BlockFeatures features(blocks, anchor);
  for (std::size_t i = 0; i < count; ++i, row.clear()) {
    features.append(i, row);
    first[i] = probability(weighted_sum(row, first_weights) + first_weights[feature_count]);
    second[i] = weighted_sum(row, second_weights) + second_weights[feature_count];
  }
  const NeighbourFeatures neighbours(blocks, first);
  for (std::size_t i = 0; i < count; ++i, row.clear()) {
    neighbours.append(i, row);
    second[i] = probability(second[i] + weighted_sum(row, second_weights));
  }
  return second;
}

}  // namespace newswired::clean
