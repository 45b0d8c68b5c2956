#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stages/tagging/chain.h"

namespace newswired::tagging {

/// Sums over all paths of a chain. Rows of `stride()` floats, so that loops over labels run in vectors. Keeps its
/// buffers between calls; not thread-safe.
class ForwardBackward {
 public:
  explicit ForwardBackward(const Transitions& transitions);

  int stride() const { return stride_; }

  /// Takes a changed transition score over.
  void set(int from, int to, float score);
  void set_start(int label, float score);

  /// Marginal probabilities of `count` tokens with `scores` (rows of stride()), of paths within `allowed` (bits; empty:
  /// all). Adds `sign` times the expected transitions to `edges` (rows of stride(), one for each label and one for the
  /// start). Returns the log of the sum over paths, or NaN when there is no path.
  double run(std::size_t count, std::span<const float> scores, std::span<const std::uint32_t> allowed,
             std::vector<float>& marginals, std::vector<float>& edges, float sign);

 private:
  void forward(std::size_t count);
  void backward(std::size_t count);

  int labels_, stride_;
  std::vector<float> factor_, transposed_, start_, end_;  // exp of the transition scores
  std::vector<float> local_, alpha_, beta_, pair_sums_;
  double log_sum_ = 0;
};

}  // namespace newswired::tagging
