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
    float first_sum = 0, second_sum = 0;
    for (const Feature& feature : row) {
      first_sum += first_weights[feature.id] * feature.value;
      second_sum += second_weights[feature.id] * feature.value;
    }
    first[i] = probability(first_sum + first_weights[feature_count]);
    second[i] = second_sum + second_weights[feature_count];
  }
  const NeighbourFeatures neighbours(blocks, first);
  for (std::size_t i = 0; i < count; ++i, row.clear()) {
    neighbours.append(i, row);
    second[i] = probability(second[i] + weighted_sum(row, second_weights));
  }
  return second;
}

}  // namespace newswired::clean
