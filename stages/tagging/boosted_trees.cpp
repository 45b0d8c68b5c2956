#include "stages/tagging/boosted_trees.h"

#include <cmath>

#include "stages/tagging/bytes.h"

namespace newswired::tagging {

float BoostedTrees::probability(std::span<const float> features) const {
  float sum = base_;
  for (const Tree& tree : trees_) {
    std::size_t at = 0;
    while (tree[at].feature >= 0)
      at = tree[at].left +
           (features[static_cast<std::size_t>(tree[at].feature)] > tree[at].threshold ? 1u : 0u);
    sum += tree[at].value;
  }
  return 1 / (1 + std::exp(-sum));
}

std::string BoostedTrees::bytes() const {
  std::string out;
  append(out, static_cast<std::uint32_t>(trees_.size()));
  append(out, base_);
  for (const Tree& tree : trees_) {
    append(out, static_cast<std::uint32_t>(tree.size()));
    for (const Node& node : tree) append(out, node);
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
    forest.trees_.push_back(std::move(tree));
  }
  return forest;
}

}  // namespace newswired::tagging
