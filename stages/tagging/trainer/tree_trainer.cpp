#include "stages/tagging/trainer/tree_trainer.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stages/tagging/trainer/random.h"

namespace newswired::tagging {
namespace {

constexpr std::size_t bin_count = 64;
constexpr std::size_t bin_sample = 4000;
// A split must bring this much and leave this much weight on either side.
constexpr double gain_min = 1e-3, side_weight_min = 3;

using Cuts = std::vector<std::vector<float>>;

/// Quantiles of each feature over a sample.
Cuts find_cuts(const TreeCases& cases, std::span<const std::uint32_t> use, Random& random) {
  Cuts cuts(cases.width);
  std::vector<float> values(std::min(bin_sample, use.size()));
  for (std::size_t f = 0; f < cases.width; ++f) {
    for (float& value : values)
      value = cases.row(use[random.below(static_cast<std::uint32_t>(use.size()))])[f];
    std::sort(values.begin(), values.end());
    for (std::size_t b = 1; b < bin_count; ++b) {
      const float cut = values[b * values.size() / bin_count];
      if (cuts[f].empty() || cut > cuts[f].back()) cuts[f].push_back(cut);
    }
  }
  return cuts;
}

struct Sums {
  float gradient = 0, weight = 0;
};

class Booster {
 public:
  Booster(const TreeCases& cases, std::span<const std::uint32_t> use, const TreeTraining& settings)
      : settings_(settings),
        random_(settings.seed),
        width_(cases.width),
        size_(use.size()),
        cuts_(find_cuts(cases, use, random_)),
        bins_(size_ * width_),
        labels_(size_),
        gradient_(size_),
        weight_(size_) {
    for (std::size_t i = 0; i < size_; ++i) {
      const auto row = cases.row(use[i]);
      labels_[i] = cases.labels[use[i]];
      // A value on a cut belongs below it, as in use.
      for (std::size_t f = 0; f < width_; ++f)
        bins_[i * width_ + f] = static_cast<std::uint8_t>(
            std::lower_bound(cuts_[f].begin(), cuts_[f].end(), row[f]) - cuts_[f].begin());
    }
  }

  BoostedTrees run() {
    double positive = 1;
    for (const std::uint8_t label : labels_) positive += label;
    const auto base = static_cast<float>(std::log(positive / (static_cast<double>(size_) + 2 - positive)));
    std::vector<float> score(size_, base);
    std::vector<BoostedTrees::Tree> trees;
    for (int t = 0; t < settings_.trees; ++t) {
      for (std::size_t i = 0; i < size_; ++i) {
        const float p = 1 / (1 + std::exp(-score[i]));
        gradient_[i] = static_cast<float>(labels_[i]) - p;
        weight_[i] = p * (1 - p) + 1e-6f;
      }
      trees.push_back(grow());
      for (std::size_t i = 0; i < size_; ++i) score[i] += trees.back()[leaf_of(i)].value;
    }
    return {base, std::move(trees)};
  }

 private:
  struct Work {
    std::size_t node;
    int depth;
    std::vector<std::uint32_t> rows;
  };
  struct Split {
    double gain = gain_min;
    int feature = -1;
    std::size_t bin = 0;
  };

  BoostedTrees::Tree grow() {
    std::vector<std::uint32_t> rows, features;
    for (std::uint32_t i = 0; i < size_; ++i)
      if (random_.chance(settings_.row_share)) rows.push_back(i);
    for (std::uint32_t f = 0; f < width_; ++f)
      if (settings_.random_cuts || random_.chance(settings_.feature_share)) features.push_back(f);
    BoostedTrees::Tree tree(1);
    node_bins_.assign(1, 0);
    std::vector<Work> todo;
    todo.push_back({0, 0, std::move(rows)});
    while (!todo.empty()) {
      Work work = std::move(todo.back());
      todo.pop_back();
      Sums all = sum(work.rows);
      tree[work.node].value = settings_.rate * all.gradient / (all.weight + settings_.leaf_penalty);
      if (work.depth >= settings_.depth || static_cast<int>(work.rows.size()) < settings_.leaf_rows_min)
        continue;
      const Split split = best_split(work.rows, features, all);
      if (split.feature < 0) continue;
      const auto left = static_cast<std::uint16_t>(tree.size());
      tree.resize(tree.size() + 2);
      node_bins_.resize(tree.size());
      node_bins_[work.node] = static_cast<std::uint8_t>(split.bin);
      tree[work.node].feature = static_cast<std::int16_t>(split.feature);
      tree[work.node].threshold = cuts_[static_cast<std::size_t>(split.feature)][split.bin];
      tree[work.node].left = left;
      Work lower{left, work.depth + 1, {}}, upper{left + 1u, work.depth + 1, {}};
      for (const std::uint32_t i : work.rows)
        (bins_[i * width_ + static_cast<std::size_t>(split.feature)] <= split.bin ? lower : upper)
            .rows.push_back(i);
      todo.push_back(std::move(lower));
      todo.push_back(std::move(upper));
    }
    return tree_ = tree;
  }

  Sums sum(const std::vector<std::uint32_t>& rows) const {
    double gradient = 0, weight = 0;
    for (const std::uint32_t i : rows) gradient += gradient_[i], weight += weight_[i];
    return {static_cast<float>(gradient), static_cast<float>(weight)};
  }

  Split best_split(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& features,
                   Sums all) {
    histogram_.assign(width_ * bin_count, {});
    for (const std::uint32_t i : rows) {
      const std::uint8_t* bins = &bins_[i * width_];
      const float gradient = gradient_[i], weight = weight_[i];
      for (const std::uint32_t f : features) {
        Sums& sums = histogram_[f * bin_count + bins[f]];
        sums.gradient += gradient;
        sums.weight += weight;
      }
    }
    Split best;
    const double penalty = settings_.leaf_penalty,
                 whole = all.gradient * all.gradient / (all.weight + penalty);
    for (const std::uint32_t f : features) {
      std::optional<std::size_t> cut;
      if (settings_.random_cuts) {
        if (random_.chance(settings_.feature_share)) cut = random_cut(f);
        if (!cut) continue;
      }
      double gradient = 0, weight = 0;
      for (std::size_t b = 0; b < cuts_[f].size(); ++b) {
        gradient += histogram_[f * bin_count + b].gradient;
        weight += histogram_[f * bin_count + b].weight;
        const double other_gradient = all.gradient - gradient, other_weight = all.weight - weight;
        const bool is_tried = !cut || *cut == b;
        if (!is_tried || weight < side_weight_min || other_weight < side_weight_min) continue;
        const double gain = gradient * gradient / (weight + penalty) +
                            other_gradient * other_gradient / (other_weight + penalty) - whole;
        if (gain > best.gain) best = {gain, static_cast<int>(f), b};
      }
    }
    return best;
  }

  /// A cut of a feature between the least and the greatest of the rows in the histogram; nothing when all are alike.
  std::optional<std::size_t> random_cut(std::uint32_t f) {
    const Sums* sums = &histogram_[f * bin_count];
    std::size_t least = 0, greatest = cuts_[f].size();
    while (least < greatest && sums[least].weight == 0) ++least;
    while (greatest > least && sums[greatest].weight == 0) --greatest;
    if (least == greatest) return std::nullopt;
    return least + random_.below(static_cast<std::uint32_t>(greatest - least));
  }

  std::size_t leaf_of(std::size_t i) const {
    std::size_t at = 0;
    while (tree_[at].feature >= 0)
      at = tree_[at].left +
           (bins_[i * width_ + static_cast<std::size_t>(tree_[at].feature)] > node_bins_[at] ? 1u : 0u);
    return at;
  }

  const TreeTraining& settings_;
  Random random_;
  std::size_t width_, size_;
  Cuts cuts_;
  std::vector<std::uint8_t> bins_, labels_;
  std::vector<float> gradient_, weight_;
  std::vector<Sums> histogram_;
  BoostedTrees::Tree tree_;
  std::vector<std::uint8_t> node_bins_;
};

}  // namespace

BoostedTrees train_trees(const TreeCases& cases, std::span<const std::uint32_t> use,
                         const TreeTraining& settings) {
  if (use.empty()) return {};
  return Booster(cases, use, settings).run();
}

}  // namespace newswired::tagging
