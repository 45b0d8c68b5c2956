#include "stages/tagging/boosted_trees.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "stages/tagging/bytes.h"

namespace newswired::tagging {

namespace {

// Walked side by side, so that the processor need not wait for one of them.
constexpr std::size_t together = 8;
// Nothing is above: a leaf goes left, to itself.
constexpr float leaf_threshold = std::numeric_limits<float>::infinity();

/// Children stand behind their parents.
int depth_of(const BoostedTrees::Tree& tree) {
  std::vector<int> depths(tree.size());
  int deepest = 0;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    deepest = std::max(deepest, depths[i]);
    if (tree[i].feature >= 0) depths[tree[i].left] = depths[tree[i].left + 1u] = depths[i] + 1;
  }
  return deepest;
}

}  // namespace

BoostedTrees::BoostedTrees(float base, const std::vector<Tree>& trees) : base_(base) {
  for (const Tree& tree : trees) add(tree);
}

void BoostedTrees::add(const Tree& tree) {
  if (begins_.empty()) begins_.push_back(0);
  for (std::size_t i = 0; i < tree.size(); ++i) {
    const bool is_leaf = tree[i].feature < 0;
    const auto self = static_cast<std::uint16_t>(i);
    steps_.push_back(
        is_leaf ? Step{leaf_threshold, 0, self}
                : Step{tree[i].threshold, static_cast<std::uint16_t>(tree[i].feature), tree[i].left});
    values_.push_back(is_leaf ? tree[i].value : 0);
  }
  begins_.push_back(static_cast<std::uint32_t>(steps_.size()));
  depth_ = std::max(depth_, depth_of(tree));
}

float BoostedTrees::probability(std::span<const float> features) const {
  float sum = base_;
  const std::size_t count = begins_.empty() ? 0 : begins_.size() - 1;
  for (std::size_t tree = 0; tree < count; tree += together) {
    const std::size_t some = std::min(together, count - tree);
    std::array<std::uint32_t, together> at{};
    for (int level = 0; level < depth_; ++level)
      for (std::size_t k = 0; k < some; ++k) {
        const Step step = steps_[begins_[tree + k] + at[k]];
        at[k] = step.left + (features[step.feature] > step.threshold ? 1u : 0u);
      }
    for (std::size_t k = 0; k < some; ++k) sum += values_[begins_[tree + k] + at[k]];
  }
  return 1 / (1 + std::exp(-sum));
}

std::string BoostedTrees::bytes() const {
  std::string out;
  const std::size_t count = begins_.empty() ? 0 : begins_.size() - 1;
  append(out, static_cast<std::uint32_t>(count));
  append(out, base_);
  for (std::size_t tree = 0; tree < count; ++tree) {
    append(out, begins_[tree + 1] - begins_[tree]);
    for (std::uint32_t i = begins_[tree]; i < begins_[tree + 1]; ++i) {
      const Step& step = steps_[i];
      const bool is_leaf = step.threshold == leaf_threshold;
      append(out, is_leaf ? Node{0, values_[i], -1, 0}
                          : Node{step.threshold, 0, static_cast<std::int16_t>(step.feature), step.left});
    }
  }
  return out;
}

Result<BoostedTrees> BoostedTrees::read(std::string_view& bytes, int feature_count) {
  const Error broken{ErrorKind::invalid, "trees are damaged; retrain or reinstall the model"};
  if (bytes.size() < 8) return broken;
  BoostedTrees forest;
  const auto tree_count = load<std::uint32_t>(bytes.data());
  forest.base_ = load<float>(bytes.data() + 4);
  bytes.remove_prefix(8);
  for (std::uint32_t t = 0; t < tree_count; ++t) {
    if (bytes.size() < 4) return broken;
    const std::size_t size = load<std::uint32_t>(bytes.data());
    bytes.remove_prefix(4);
    if (size == 0 || size > 65535 || bytes.size() < size * sizeof(Node)) return broken;
    Tree tree(size);
    for (std::size_t i = 0; i < size; ++i) {
      tree[i] = load<Node>(bytes.data() + i * sizeof(Node));
      const bool leads_on = tree[i].left > i && tree[i].left + 1u < size;
      if (tree[i].feature >= feature_count || (tree[i].feature >= 0 && !leads_on)) return broken;
    }
    bytes.remove_prefix(size * sizeof(Node));
    forest.add(tree);
  }
  return forest;
}

}  // namespace newswired::tagging
