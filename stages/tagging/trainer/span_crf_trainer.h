#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "stages/tagging/span_chain.h"
#include "stages/tagging/words.h"

namespace newswired::tagging {

/// Rows of feature numbers, one row a token, in one block.
struct FeatureRows {
  std::vector<std::uint64_t> begins{0};
  std::vector<std::uint32_t> ids;

  std::span<const std::uint32_t> row(std::size_t i) const {
    return {ids.data() + begins[i], ids.data() + begins[i + 1]};
  }
  void close_row() { begins.push_back(ids.size()); }
};

/// The features seen often enough to learn from, numbered in the order in which they first appear.
class SpanFeatureIndex {
 public:
  /// `add` is called for every occurrence first; then those seen `count_min` times or more have a number.
  void count(Key key);
  void finish(int count_min);

  static constexpr std::uint32_t unknown = 0xffffffff;

  /// Numbers `key` on first use, `unknown` when it is too rare.
  std::uint32_t id(Key key);
  const std::vector<Key>& keys() const { return keys_; }

 private:
  void grow();

  static constexpr int count_bits = 26;
  std::vector<std::uint8_t> counts_;
  int count_min_ = 1;
  std::vector<std::uint32_t> slots_;  // number + 1, 0 when empty
  std::vector<Key> keys_;
};

/// A paragraph of the training data: rows `first` to `last` of the features.
struct TrainingSequence {
  std::uint32_t first = 0, last = 0;
  std::uint32_t group = 0;  ///< Its document (copies of one share it); a group is never torn between folds.
};

struct SpanCrfData {
  FeatureRows nodes, steps;
  std::size_t node_feature_count = 0, step_feature_count = 0;
  std::vector<std::uint8_t> labels;  ///< By row.
  std::vector<TrainingSequence> sequences;
};

struct SpanCrfTraining {
  int epochs = 10;       ///< The last half is averaged.
  float rate = 0.02f;    ///< AdaGrad's.
  float dropout = 0.5f;  ///< Share of the node features left out at each step.
  std::uint64_t seed = 1;
  int fold = -1;  ///< Groups of this fold are left out; -1 trains on all.
  int fold_count = 4;
};

struct SpanCrfWeights {
  std::vector<std::array<float, label_count>> nodes;
  std::vector<std::array<float, transition_count>> steps;
};

/// Maximises the likelihood of the labels. The same data and settings give the same weights.
SpanCrfWeights train_span_crf(const SpanCrfData& data, const SpanCrfTraining& settings);

/// What the weights say of rows `first` to `last`.
void score_rows(const SpanCrfWeights& weights, const SpanCrfData& data, std::uint32_t first,
                std::uint32_t last, Scores& out);

/// Weights as `WeightTable` bytes. A node row holds labels 1.. relative to label 0, a step row every
/// transition. Only the `rows_max` rows with the largest weights are kept.
std::string node_table(const SpanCrfWeights& weights, std::span<const Key> keys, std::size_t rows_max);
std::string step_table(const SpanCrfWeights& weights, std::span<const Key> keys, std::size_t rows_max);

}  // namespace newswired::tagging
