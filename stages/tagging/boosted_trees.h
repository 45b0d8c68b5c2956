#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "proto/result.h"

namespace newswired::tagging {

/// Gradient-boosted regression trees for one yes-or-no question (Friedman 2001). Thread-safe for const use.
class BoostedTrees {
 public:
  struct Node {
    float threshold = 0;        ///< At most this goes left.
    float value = 0;            ///< Of a leaf.
    std::int16_t feature = -1;  ///< -1: a leaf.
    std::uint16_t left = 0;     ///< Index within the tree; the right child is the next.
  };
  using Tree = std::vector<Node>;

  BoostedTrees() = default;
  BoostedTrees(float base, const std::vector<Tree>& trees);

  /// P(yes) of a case with at least as many features as the trees ask for.
  float probability(std::span<const float> features) const;

  std::string bytes() const;
  /// Reads one forest and moves `bytes` behind it; refuses trees that ask for feature `feature_count` or
  /// above, or that lead back.
  static Result<BoostedTrees> read(std::string_view& bytes, int feature_count);

 private:
  /// A node as it is walked: a leaf leads to itself.
  struct Step {
    float threshold = 0;
    std::uint16_t feature = 0, left = 0;
  };
  void add(const Tree& tree);

  float base_ = 0;
  std::vector<Step> steps_;            // of all trees, one after the other
  std::vector<float> values_;          // of leaves, by step
  std::vector<std::uint32_t> begins_;  // where each tree's steps begin, and where the last one's end
  int depth_ = 0;                      // of the deepest tree
};

}  // namespace newswired::tagging
