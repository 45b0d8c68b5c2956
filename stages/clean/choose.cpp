#include "stages/clean/choose.h"

#include <cmath>

namespace newswired::clean {
namespace {

#include "stages/clean/weights.inc"

}  // namespace

float probability(const FeatureRow& row, const float* weights) {
  float sum = weights[feature_count];
  for (const Feature& feature : row) sum += weights[feature.id] * feature.value;
  return 1 / (1 + std::exp(-sum));
}

std::vector<float> judge_blocks(const Blocks& blocks, const Anchor& anchor) {
  std::vector<FeatureRow> rows = block_features(blocks, anchor);
  std::vector<float> shares(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) shares[i] = probability(rows[i], first_weights);

  const std::vector<FeatureRow> more = neighbour_features(blocks, shares);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].insert(rows[i].end(), more[i].begin(), more[i].end());
    shares[i] = probability(rows[i], second_weights);
  }
  return shares;
}

}  // namespace newswired::clean
