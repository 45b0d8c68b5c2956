#include "stages/tagging/trainer/chain_trainer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "stages/tagging/trainer/forward_backward.h"
#include "stages/tagging/trainer/random.h"

namespace newswired::tagging {
namespace {

// AdaGrad's sums of squares begin here, so that the first steps are not wild.
constexpr float squares_start = 0.01f;
constexpr float transition_squares_start = 1;
// A token whose gradient is smaller teaches nothing any more.
constexpr float gradient_min = 1e-3f;

class Trainer {
 public:
  Trainer(const ChainData& data, const Transitions& allowed, const ChainOptions& options)
      : data_(data), options_(options), random_(options.seed), sums_(allowed), transitions_(allowed),
        labels_(data.label_count), stride_(sums_.stride()) {
    const std::size_t size = data.feature_groups.size() * static_cast<std::size_t>(stride_);
    weights_.assign(size, 0.f);
    squares_.assign(size, squares_start);
    edge_squares_.assign(static_cast<std::size_t>((labels_ + 1) * stride_), transition_squares_start);
  }

  ChainWeights run(std::vector<std::uint32_t> sentences, const std::function<void(int, double)>& progress) {
    for (int epoch = 0; epoch < options_.epochs; ++epoch) {
      random_.shuffle(std::span(sentences));
      double loss = 0;
      std::size_t tokens = 0;
      for (const std::uint32_t sentence : sentences) {
        loss += learn(sentence);
        tokens += data_.sentence_begins[sentence + 1] - data_.sentence_begins[sentence];
      }
      if (epoch >= options_.epochs - options_.averaged_epochs) add_to_average();
      progress(epoch, loss / static_cast<double>(std::max<std::size_t>(tokens, 1)));
    }
    return result();
  }

 private:
  double learn(std::uint32_t sentence) {
    const std::uint32_t first = data_.sentence_begins[sentence];
    const std::size_t count = data_.sentence_begins[sentence + 1] - first;
    if (count == 0) return 0;
    kept_.clear();
    kept_begins_.assign(1, 0);
    scores_.assign(count * stride_, 0.f);
    for (std::size_t i = 0; i < count; ++i) {
      keep_some(first + static_cast<std::uint32_t>(i));
      score(i);
    }
    edges_.assign(edge_squares_.size(), 0.f);
    const std::span<const std::uint32_t> allowed(&data_.allowed[first], count);
    const double all = sums_.run(count, scores_, {}, marginals_, edges_, 1);
    const double right = allowed_marginals(count, allowed);
    if (!std::isfinite(all) || !std::isfinite(right)) return 0;
    update(count, data_.sentence_weights[sentence]);
    return all - right;
  }

  /// Dropout: which features of the token are seen this time.
  void keep_some(std::uint32_t token) {
    bool hidden[4] = {};
    for (int g = 0; g < 4; ++g)
      hidden[g] = options_.group_dropout[static_cast<std::size_t>(g)] > 0 &&
                  random_.chance(options_.group_dropout[static_cast<std::size_t>(g)]);
    const auto threshold = static_cast<std::uint32_t>(options_.dropout * 256);
    std::uint64_t bits = 0;
    int left = 0;
    for (const std::uint32_t feature : data_.features_of(token)) {
      if (left == 0) bits = random_.next(), left = 8;
      const bool kept = (bits & 255) >= threshold && !hidden[data_.feature_groups[feature]];
      bits >>= 8;
      --left;
      if (!kept) continue;
      __builtin_prefetch(&weights_[std::size_t{feature} * stride_]);
      kept_.push_back(feature);
    }
    kept_begins_.push_back(static_cast<std::uint32_t>(kept_.size()));
  }

  void score(std::size_t i) {
    float* const row = &scores_[i * stride_];
    for (std::uint32_t k = kept_begins_[i]; k < kept_begins_[i + 1]; ++k) {
      const float* const weights = &weights_[std::size_t{kept_[k]} * stride_];
      for (int l = 0; l < stride_; ++l) row[l] += weights[l];
    }
  }

  /// The marginals of the paths that are not wrong; a sentence with one such path needs no sums.
  double allowed_marginals(std::size_t count, std::span<const std::uint32_t> allowed) {
    const bool one_path = std::all_of(allowed.begin(), allowed.end(), [](auto set) { return std::has_single_bit(set); });
    if (!one_path) return sums_.run(count, scores_, allowed, right_, edges_, -1);
    right_.assign(count * stride_, 0.f);
    double score = 0;
    int before = labels_;
    for (std::size_t i = 0; i < count; ++i) {
      const int label = std::countr_zero(allowed[i]);
      right_[i * stride_ + label] = 1;
      edges_[static_cast<std::size_t>(before * stride_ + label)] -= 1;
      score += scores_[i * stride_ + label] + transition(before, label);
      before = label;
    }
    return score;
  }

  float& transition(int from, int to) {
    return from == labels_ ? transitions_.start[static_cast<std::size_t>(to)] : transitions_.at(from, to);
  }

  void update(std::size_t count, float weight) {
    float gradient[classes_rows_max], squares[classes_rows_max];
    for (std::size_t i = 0; i < count; ++i) {
      float largest = 0;
      for (int l = 0; l < stride_; ++l) {
        gradient[l] = weight * (marginals_[i * stride_ + l] - right_[i * stride_ + l]);
        squares[l] = gradient[l] * gradient[l];
        largest = std::max(largest, std::fabs(gradient[l]));
      }
      if (largest < gradient_min) continue;
      for (std::uint32_t k = kept_begins_[i]; k < kept_begins_[i + 1]; ++k) {
        float* const w = &weights_[std::size_t{kept_[k]} * stride_];
        float* const s = &squares_[std::size_t{kept_[k]} * stride_];
        for (int l = 0; l < stride_; ++l) {
          s[l] += squares[l];
          w[l] -= options_.rate * gradient[l] / std::sqrt(s[l]);
        }
      }
    }
    for (int a = 0; a <= labels_; ++a)
      for (int b = 0; b < labels_; ++b) update_transition(a, b, weight * edges_[static_cast<std::size_t>(a * stride_ + b)]);
  }

  void update_transition(int from, int to, float gradient) {
    float& score = transition(from, to);
    if (std::fabs(gradient) < gradient_min || score == forbidden) return;
    float& squares = edge_squares_[static_cast<std::size_t>(from * stride_ + to)];
    squares += gradient * gradient;
    score -= options_.rate * gradient / std::sqrt(squares);
    if (from == labels_) sums_.set_start(to, score);
    else sums_.set(from, to, score);
  }

  void add_to_average() {
    if (average_.empty()) average_.assign(weights_.size(), 0.f);
    const float by = 1.f / static_cast<float>(options_.averaged_epochs);
    for (std::size_t i = 0; i < weights_.size(); ++i) average_[i] += by * weights_[i];
  }

  ChainWeights result() {
    std::vector<float>().swap(squares_);
    const std::vector<float>& from = average_.empty() ? weights_ : average_;
    ChainWeights result{{}, transitions_};
    result.weights.reserve(data_.feature_groups.size() * static_cast<std::size_t>(labels_));
    for (std::size_t f = 0; f < data_.feature_groups.size(); ++f)
      result.weights.insert(result.weights.end(), &from[f * stride_], &from[f * stride_] + labels_);
    return result;
  }

  static constexpr int classes_rows_max = 64;

  const ChainData& data_;
  ChainOptions options_;
  Random random_;
  ForwardBackward sums_;
  Transitions transitions_;
  int labels_, stride_;
  std::vector<float> weights_, squares_, average_, edge_squares_;
  std::vector<std::uint32_t> kept_, kept_begins_;
  std::vector<float> scores_, marginals_, right_, edges_;
};

}  // namespace

ChainWeights train_chain(const ChainData& data, std::vector<std::uint32_t> sentences, const Transitions& allowed,
                         const ChainOptions& options, const std::function<void(int, double)>& progress) {
  return Trainer(data, allowed, options).run(std::move(sentences), progress);
}

std::vector<float> chain_scores(const ChainData& data, std::uint32_t sentence, std::span<const float> weights,
                                float damping) {
  const auto labels = static_cast<std::size_t>(data.label_count);
  const std::uint32_t first = data.sentence_begins[sentence], last = data.sentence_begins[sentence + 1];
  std::vector<float> scores((last - first) * labels, 0.f);
  for (std::uint32_t token = first; token < last; ++token) {
    float* const row = &scores[(token - first) * labels];
    for (const std::uint32_t feature : data.features_of(token))
      for (std::size_t l = 0; l < labels; ++l) row[l] += weights[feature * labels + l];
    for (std::size_t l = 0; l < labels; ++l) row[l] *= damping;
  }
  return scores;
}

}  // namespace newswired::tagging
