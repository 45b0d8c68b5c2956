#include "stages/tagging/trainer/span_crf_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stages/tagging/trainer/random.h"
#include "stages/tagging/weight_table.h"

namespace newswired::tagging {
namespace {

/// A row of weights beside its sums of squared gradients (AdaGrad), so that one fetch brings both.
template <std::size_t N>
struct alignas(64) Learned {
  float weight[N] = {};
  float square[N] = {};

  void step(const float* gradient, float rate) {
    for (std::size_t k = 0; k < N; ++k) {
      square[k] += gradient[k] * gradient[k];
      weight[k] -= rate * gradient[k] / (std::sqrt(square[k]) + 1e-3f);
    }
  }
};

// Eight, so that a row is one cache line and loops over it become vector code.
constexpr std::size_t node_width = 8;

/// Gradients below these change nothing worth the fetch.
constexpr float node_gradient_min = 1e-4f, step_gradient_min = 1e-3f;

class Trainer {
 public:
  Trainer(const SpanCrfData& data, const SpanCrfTraining& settings)
      : data_(data),
        settings_(settings),
        random_(settings.seed),
        nodes_(data.node_feature_count),
        steps_(data.step_feature_count) {
    for (std::uint32_t i = 0; i < data.sequences.size(); ++i) {
      const bool left_out =
          settings.fold >= 0 &&
          static_cast<int>(data.sequences[i].group % static_cast<std::uint32_t>(settings.fold_count)) ==
              settings.fold;
      if (!left_out && data.sequences[i].first < data.sequences[i].last) order_.push_back(i);
    }
  }

  SpanCrfWeights run() {
    SpanCrfWeights average;
    average.nodes.resize(nodes_.size());
    average.steps.resize(steps_.size());
    int averaged = 0;
    for (int epoch = 0; epoch < settings_.epochs; ++epoch) {
      random_.shuffle(std::span(order_));
      for (const std::uint32_t i : order_) learn(data_.sequences[i]);
      if (epoch < settings_.epochs / 2) continue;
      ++averaged;
      for (std::size_t i = 0; i < nodes_.size(); ++i)
        for (std::size_t k = 0; k < label_count; ++k) average.nodes[i][k] += nodes_[i].weight[k];
      for (std::size_t i = 0; i < steps_.size(); ++i)
        for (std::size_t k = 0; k < transition_count; ++k) average.steps[i][k] += steps_[i].weight[k];
    }
    // Dropout is undone once, here: in use all features speak.
    const float node_factor = (1 - settings_.dropout) / static_cast<float>(averaged);
    for (auto& row : average.nodes)
      for (float& weight : row) weight *= node_factor;
    for (auto& row : average.steps)
      for (float& weight : row) weight /= static_cast<float>(averaged);
    return average;
  }

 private:
  void learn(const TrainingSequence& sequence) {
    const std::size_t size = sequence.last - sequence.first;
    scores_.reset(size);
    kept_.clear();
    kept_begins_.assign(1, 0);
    const auto threshold = static_cast<std::uint32_t>(settings_.dropout * 65536.0f);
    for (std::size_t i = 0; i < size; ++i) {
      drop_some(data_.nodes.row(sequence.first + i), threshold);
      float sum[node_width] = {};
      for (std::size_t f = kept_begins_[i]; f < kept_begins_[i + 1]; ++f)
        for (std::size_t k = 0; k < node_width; ++k) sum[k] += nodes_[kept_[f]].weight[k];
      std::copy(sum, sum + label_count, scores_.nodes[i].begin());
      if (i == 0) continue;
      for (const std::uint32_t f : data_.steps.row(sequence.first + i))
        for (std::size_t k = 0; k < transition_count; ++k) scores_.steps[i][k] += steps_[f].weight[k];
    }
    chain_.run(scores_);
    for (std::size_t i = 0; i < size; ++i) {
      update_nodes(sequence, i);
      if (i > 0) update_steps(sequence, i);
    }
  }

  void drop_some(std::span<const std::uint32_t> row, std::uint32_t threshold) {
    std::uint64_t bits = 0;
    for (std::size_t f = 0; f < row.size(); ++f) {
      if (f % 4 == 0) bits = random_.next();
      if ((bits & 0xffff) >= threshold) kept_.push_back(row[f]);
      bits >>= 16;
    }
    kept_begins_.push_back(kept_.size());
  }

  void update_nodes(const TrainingSequence& sequence, std::size_t i) {
    float gradient[node_width] = {};
    float largest = 0;
    const int right = data_.labels[sequence.first + i];
    for (int k = 0; k < label_count; ++k) {
      gradient[k] = chain_.node(i, k) - (k == right ? 1.0f : 0.0f);
      largest = std::max(largest, std::abs(gradient[k]));
    }
    if (largest < node_gradient_min) return;
    for (std::size_t f = kept_begins_[i]; f < kept_begins_[i + 1]; ++f)
      nodes_[kept_[f]].step(gradient, settings_.rate);
  }

  void update_steps(const TrainingSequence& sequence, std::size_t i) {
    float gradient[transition_count];
    float largest = 0;
    const int from = data_.labels[sequence.first + i - 1], to = data_.labels[sequence.first + i];
    for (int s = 0; s < transition_count; ++s) {
      const Transition t = transitions[static_cast<std::size_t>(s)];
      gradient[s] = chain_.step(i, s) - (t.from == from && t.to == to ? 1.0f : 0.0f);
      largest = std::max(largest, std::abs(gradient[s]));
    }
    if (largest < step_gradient_min) return;
    for (const std::uint32_t f : data_.steps.row(sequence.first + i))
      steps_[f].step(gradient, settings_.rate);
  }

  const SpanCrfData& data_;
  const SpanCrfTraining& settings_;
  Random random_;
  std::vector<Learned<node_width>> nodes_;
  std::vector<Learned<transition_count>> steps_;
  std::vector<std::uint32_t> order_, kept_;
  std::vector<std::size_t> kept_begins_;
  Scores scores_;
  SpanChain chain_;
};

/// Rounds rows to 8 bits. The scale leaves one weight in a thousand to be clipped.
std::string quantised(const std::vector<float>& rows, std::span<const Key> keys, std::uint32_t width) {
  std::vector<float> sizes(rows);
  for (float& size : sizes) size = std::abs(size);
  if (sizes.empty()) return WeightTable::build({}, {}, width, 1);
  const std::size_t nearly_all = sizes.size() - 1 - sizes.size() / 1000;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(nearly_all), sizes.end());
  const float scale = std::max(sizes[nearly_all], 1e-6f) / 127;
  std::vector<std::int8_t> small(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    small[i] = static_cast<std::int8_t>(std::lround(std::clamp(rows[i] / scale, -127.0f, 127.0f)));
  return WeightTable::build(keys, small, width, scale);
}

/// The table of the rows with the largest weights; ties go to the earlier row.
std::string largest_rows(std::vector<float> rows, std::span<const Key> keys, std::uint32_t width,
                         std::size_t rows_max) {
  std::vector<float> size(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i)
    for (std::size_t k = 0; k < width; ++k) size[i] = std::max(size[i], std::abs(rows[i * width + k]));
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return size[a] > size[b]; });
  order.resize(std::min(order.size(), rows_max));
  std::sort(order.begin(), order.end());
  std::vector<Key> kept_keys;
  std::vector<float> kept_rows;
  for (const std::uint32_t i : order) {
    kept_keys.push_back(keys[i]);
    kept_rows.insert(kept_rows.end(), rows.begin() + std::ptrdiff_t(i) * width,
                     rows.begin() + std::ptrdiff_t(i + 1) * width);
  }
  return quantised(kept_rows, kept_keys, width);
}

}  // namespace

void SpanFeatureIndex::count(Key key) {
  if (counts_.empty()) counts_.resize(std::size_t{1} << count_bits);
  std::uint8_t& count = counts_[key & ((std::size_t{1} << count_bits) - 1)];
  if (count < 255) ++count;
}

void SpanFeatureIndex::finish(int count_min) {
  count_min_ = count_min;
  slots_.assign(std::size_t{1} << 16, 0);
}

std::uint32_t SpanFeatureIndex::id(Key key) {
  if (counts_.empty() || counts_[key & ((std::size_t{1} << count_bits) - 1)] < count_min_) return unknown;
  if (2 * keys_.size() >= slots_.size()) grow();
  std::size_t at = (key >> 20) & (slots_.size() - 1);
  for (; slots_[at]; at = (at + 1) & (slots_.size() - 1))
    if (keys_[slots_[at] - 1] == key) return slots_[at] - 1;
  keys_.push_back(key);
  slots_[at] = static_cast<std::uint32_t>(keys_.size());
  return slots_[at] - 1;
}

void SpanFeatureIndex::grow() {
  slots_.assign(slots_.size() * 2, 0);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    std::size_t at = (keys_[i] >> 20) & (slots_.size() - 1);
    while (slots_[at]) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

SpanCrfWeights train_span_crf(const SpanCrfData& data, const SpanCrfTraining& settings) {
  return Trainer(data, settings).run();
}

void score_rows(const SpanCrfWeights& weights, const SpanCrfData& data, std::uint32_t first,
                std::uint32_t last, Scores& out) {
  out.reset(last - first);
  for (std::uint32_t i = first; i < last; ++i) {
    for (const std::uint32_t f : data.nodes.row(i))
      for (std::size_t k = 0; k < label_count; ++k) out.nodes[i - first][k] += weights.nodes[f][k];
    if (i == first) continue;
    for (const std::uint32_t f : data.steps.row(i))
      for (std::size_t k = 0; k < transition_count; ++k) out.steps[i - first][k] += weights.steps[f][k];
  }
}

std::string node_table(const SpanCrfWeights& weights, std::span<const Key> keys, std::size_t rows_max) {
  constexpr std::size_t width = label_count - 1;
  std::vector<float> rows;
  for (std::size_t i = 0; i < keys.size(); ++i)
    for (std::size_t k = 0; k < width; ++k) rows.push_back(weights.nodes[i][k + 1] - weights.nodes[i][0]);
  return largest_rows(std::move(rows), keys, width, rows_max);
}

std::string step_table(const SpanCrfWeights& weights, std::span<const Key> keys, std::size_t rows_max) {
  std::vector<float> rows;
  for (const auto& row : weights.steps) rows.insert(rows.end(), row.begin(), row.end());
  return largest_rows(std::move(rows), keys, transition_count, rows_max);
}

}  // namespace newswired::tagging
