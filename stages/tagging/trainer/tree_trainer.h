#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stages/tagging/boosted_trees.h"

namespace newswired::tagging {

struct TreeTraining {
  int trees = 150;
  int depth = 5;
  float rate = 0.08f;
  float row_share = 0.6f, feature_share = 0.5f;  ///< Each tree sees only some of the cases and features.
  float leaf_penalty = 5;
  int leaf_rows_min = 60;
  std::uint64_t seed = 1;
  /// Each node takes its own share of the features and tries each at one cut taken at random (Geurts, Ernst, Wehenkel
  /// 2006): more and deeper trees that are smoother together than those of the best cuts.
  bool random_cuts = false;
};

/// Cases as rows of `width` numbers, and which are right.
struct TreeCases {
  std::size_t width = 0;
  std::vector<float> rows;
  std::vector<std::uint8_t> labels;

  std::size_t size() const { return labels.size(); }
  std::span<const float> row(std::size_t i) const { return {rows.data() + i * width, width}; }
};

/// Boosts trees on the logistic loss of the cases that `use` names. The same input gives the same trees.
BoostedTrees train_trees(const TreeCases& cases, std::span<const std::uint32_t> use,
                         const TreeTraining& settings);

}  // namespace newswired::tagging
