#include "stages/tagging/span_chain.h"

#include <algorithm>
#include <cmath>

namespace newswired::tagging {
namespace {

std::size_t at(int label) {
  return static_cast<std::size_t>(label);
}

}  // namespace

// Scores become factors, the largest of each position 1, so that nothing overflows.
void SpanChain::load(const Scores& scores) {
  const std::size_t size = scores.size();
  node_factor_.resize(size);
  step_factor_.resize(size);
  log_partition_ = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const float top = *std::max_element(scores.nodes[i].begin(), scores.nodes[i].end());
    for (std::size_t k = 0; k < label_count; ++k) node_factor_[i][k] = std::exp(scores.nodes[i][k] - top);
    log_partition_ += top;
    if (i == 0) continue;
    const float step_top = *std::max_element(scores.steps[i].begin(), scores.steps[i].end());
    for (std::size_t k = 0; k < transition_count; ++k)
      step_factor_[i][k] = std::exp(scores.steps[i][k] - step_top);
    log_partition_ += step_top;
  }
}

void SpanChain::run(const Scores& scores) {
  const std::size_t size = scores.size();
  load(scores);
  forward_.assign(size, {});
  backward_.assign(size, {});
  scale_.assign(size, 1);
  for (std::size_t i = 0; i < size; ++i) {
    Row& row = forward_[i];
    if (i == 0) {
      for (int k = 0; k < label_count; ++k) row[at(k)] = is_inside(k) ? 0 : node_factor_[0][at(k)];
    } else {
      for (std::size_t s = 0; s < transition_count; ++s)
        row[transitions[s].to] += forward_[i - 1][transitions[s].from] * step_factor_[i][s];
      for (std::size_t k = 0; k < label_count; ++k) row[k] *= node_factor_[i][k];
    }
    double sum = 0;
    for (const double value : row) sum += value;
    sum = std::max(sum, 1e-300);
    for (double& value : row) value /= sum;
    scale_[i] = sum;
    log_partition_ += std::log(sum);
  }
  if (size == 0) return;
  backward_[size - 1].fill(1);
  for (std::size_t i = size - 1; i > 0; --i) {
    Row ahead;
    for (std::size_t k = 0; k < label_count; ++k) ahead[k] = node_factor_[i][k] * backward_[i][k] / scale_[i];
    for (std::size_t s = 0; s < transition_count; ++s)
      backward_[i - 1][transitions[s].from] += step_factor_[i][s] * ahead[transitions[s].to];
  }
}

std::array<float, label_count> SpanChain::nodes(std::size_t i) const {
  std::array<float, label_count> out;
  for (int k = 0; k < label_count; ++k) out[at(k)] = node(i, k);
  return out;
}

float SpanChain::step(std::size_t i, int transition) const {
  const Transition t = transitions[at(transition)];
  return static_cast<float>(forward_[i - 1][t.from] * step_factor_[i][at(transition)] *
                            node_factor_[i][t.to] * backward_[i][t.to] / scale_[i]);
}

std::vector<SpanPosterior> SpanChain::spans(float probability_min) const {
  std::vector<SpanPosterior> out;
  for (int role = 0; role < role_count; ++role)
    for (std::size_t first = 0; first < size(); ++first)
      if (node(first, begin_label(role)) >= probability_min) spans_from(first, role, probability_min, out);
  return out;
}

// Walks along the inside labels; what leaves them at each position is the probability of ending there.
void SpanChain::spans_from(std::size_t first, int role, float probability_min,
                           std::vector<SpanPosterior>& out) const {
  const int inside = inside_label(role);
  int label = begin_label(role);
  double reached = forward_[first][at(label)];
  for (std::size_t i = first; i < size(); ++i) {
    if (i > first) {
      reached *=
          step_factor_[i][at(transition_index(label, inside))] * node_factor_[i][at(inside)] / scale_[i];
      label = inside;
    }
    if (reached * backward_[i][at(label)] < probability_min / 2) return;
    double ends = reached;
    if (i + 1 < size()) {
      double leaving = 0;
      for (std::size_t s = 0; s < transition_count; ++s)
        if (transitions[s].from == label && transitions[s].to != inside)
          leaving += step_factor_[i + 1][s] * node_factor_[i + 1][transitions[s].to] *
                     backward_[i + 1][transitions[s].to];
      ends *= leaving / scale_[i + 1];
    }
    if (ends >= probability_min)
      out.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i + 1),
                     static_cast<std::uint8_t>(role), static_cast<float>(ends)});
  }
}

}  // namespace newswired::tagging
