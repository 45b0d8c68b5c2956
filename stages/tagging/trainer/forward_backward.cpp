#include "stages/tagging/trainer/forward_backward.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace newswired::tagging {
namespace {

// Multiply-add of a row, and of a row by a row.
void add_scaled(float* out, const float* in, float by, int size) {
  for (int i = 0; i < size; ++i) out[i] += by * in[i];
}

float normalise(float* row, int size) {
  float sum = 0;
  for (int i = 0; i < size; ++i) sum += row[i];
  const float by = sum > 0 ? 1 / sum : 0;
  for (int i = 0; i < size; ++i) row[i] *= by;
  return sum;
}

}  // namespace

ForwardBackward::ForwardBackward(const Transitions& transitions)
    : labels_(transitions.label_count), stride_((transitions.label_count + 3) / 4 * 4) {
  factor_.resize(static_cast<std::size_t>(labels_ * stride_));
  transposed_ = factor_;
  start_.resize(static_cast<std::size_t>(stride_));
  end_ = start_;
  for (int a = 0; a < labels_; ++a) {
    set_start(a, transitions.start[static_cast<std::size_t>(a)]);
    end_[static_cast<std::size_t>(a)] = std::exp(transitions.end[static_cast<std::size_t>(a)]);
    for (int b = 0; b < labels_; ++b) set(a, b, transitions.at(a, b));
  }
}

void ForwardBackward::set(int from, int to, float score) {
  const float factor = std::exp(score);
  factor_[static_cast<std::size_t>(from * stride_ + to)] = factor;
  transposed_[static_cast<std::size_t>(to * stride_ + from)] = factor;
}
void ForwardBackward::set_start(int label, float score) { start_[static_cast<std::size_t>(label)] = std::exp(score); }

void ForwardBackward::forward(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    float* const row = &alpha_[i * stride_];
    if (i == 0) {
      std::copy(start_.begin(), start_.end(), row);
    } else {
      std::fill(row, row + stride_, 0.f);
      const float* const before = row - stride_;
      for (int a = 0; a < labels_; ++a) add_scaled(row, &factor_[static_cast<std::size_t>(a * stride_)], before[a], stride_);
    }
    const float* const local = &local_[i * stride_];
    for (int b = 0; b < stride_; ++b) row[b] *= local[b];
    if (i + 1 == count)
      for (int b = 0; b < stride_; ++b) row[b] *= end_[static_cast<std::size_t>(b)];
    log_sum_ += std::log(normalise(row, stride_));
  }
}

void ForwardBackward::backward(std::size_t count) {
  std::copy(end_.begin(), end_.end(), &beta_[(count - 1) * stride_]);
  std::vector<float> ahead(static_cast<std::size_t>(stride_));
  for (std::size_t i = count - 1; i-- > 0;) {
    float* const row = &beta_[i * stride_];
    std::fill(row, row + stride_, 0.f);
    for (int b = 0; b < stride_; ++b) ahead[b] = local_[(i + 1) * stride_ + b] * beta_[(i + 1) * stride_ + b];
    for (int b = 0; b < labels_; ++b) add_scaled(row, &transposed_[static_cast<std::size_t>(b * stride_)], ahead[b], stride_);
    normalise(row, stride_);
  }
}

double ForwardBackward::run(std::size_t count, std::span<const float> scores, std::span<const std::uint32_t> allowed,
                            std::vector<float>& marginals, std::vector<float>& edges, float sign) {
  const std::size_t size = count * stride_;
  local_.assign(size, 0.f);
  alpha_.resize(size);
  beta_.resize(size);
  marginals.resize(size);
  log_sum_ = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t set = allowed.empty() ? ~0u : allowed[i];
    float top = -std::numeric_limits<float>::infinity();
    for (int l = 0; l < labels_; ++l)
      if (set >> l & 1) top = std::max(top, scores[i * stride_ + l]);
    for (int l = 0; l < labels_; ++l)
      if (set >> l & 1) local_[i * stride_ + l] = std::exp(scores[i * stride_ + l] - top);
    log_sum_ += top;
  }
  forward(count);
  if (!std::isfinite(log_sum_)) return std::numeric_limits<double>::quiet_NaN();
  backward(count);

  for (std::size_t i = 0; i < count; ++i) {
    float* const row = &marginals[i * stride_];
    // The last row of alpha holds the end scores already.
    for (int l = 0; l < stride_; ++l) row[l] = alpha_[i * stride_ + l] * (i + 1 == count ? 1.f : beta_[i * stride_ + l]);
    normalise(row, stride_);
  }
  add_scaled(&edges[static_cast<std::size_t>(labels_ * stride_)], marginals.data(), sign, stride_);

  pair_sums_.assign(static_cast<std::size_t>(stride_), 0.f);
  std::vector<float> into(static_cast<std::size_t>(stride_)), row(static_cast<std::size_t>(stride_));
  for (std::size_t i = 1; i < count; ++i) {
    // P(a, b) = alpha[i-1][a] factor[a][b] local[i][b] beta[i][b] / sum
    const float* const before = &alpha_[(i - 1) * stride_];
    for (int b = 0; b < stride_; ++b) into[b] = local_[i * stride_ + b] * beta_[i * stride_ + b];
    float total = 0;
    for (int b = 0; b < labels_; ++b) {
      float reach = 0;
      const float* const factors = &transposed_[static_cast<std::size_t>(b * stride_)];
      for (int a = 0; a < stride_; ++a) reach += before[a] * factors[a];
      total += reach * into[b];
    }
    if (!(total > 0)) continue;
    for (int a = 0; a < labels_; ++a) {
      const float by = sign * before[a] / total;
      if (by == 0) continue;
      const float* const factors = &factor_[static_cast<std::size_t>(a * stride_)];
      float* const edge = &edges[static_cast<std::size_t>(a * stride_)];
      for (int b = 0; b < stride_; ++b) edge[b] += by * factors[b] * into[b];
    }
  }
  return log_sum_;
}

}  // namespace newswired::tagging
