#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "stages/tagging/chain.h"

namespace newswired::tagging {

/// Sentences of tokens with numbered features and the labels each token may have.
struct ChainData {
  int label_count = 0;
  std::vector<std::uint32_t> sentence_begins{0};  ///< Token at which each sentence begins; one more at the end.
  std::vector<std::uint32_t> token_begins{0};     ///< Feature at which each token begins; one more at the end.
  std::vector<std::uint32_t> features;            ///< Numbers of a FeatureIndex.
  std::vector<std::uint32_t> allowed;             ///< For each token a bit for each label that is not wrong.
  std::vector<float> sentence_weights;
  std::vector<std::uint8_t> feature_groups;       ///< Dropout group, 0-3, of each numbered feature.

  std::size_t sentence_count() const { return sentence_begins.size() - 1; }
  std::span<const std::uint32_t> features_of(std::uint32_t token) const {
    return {features.data() + token_begins[token], token_begins[token + 1] - token_begins[token]};
  }
};

struct ChainOptions {
  int epochs = 16;
  int averaged_epochs = 4;    ///< The weights after each of the last few epochs are averaged.
  float rate = 0.1f;          ///< AdaGrad (Duchi et al. 2011)
  float dropout = 0.5f;       ///< Share of features hidden at each sight of a token.
  std::array<float, 4> group_dropout{};  ///< Chance that all features of a group are hidden from a token.
  std::uint64_t seed = 1;
};

struct ChainWeights {
  std::vector<float> weights;  ///< [feature * label_count + label]
  Transitions transitions;
};

/// Trains a linear-chain conditional random field (Lafferty et al. 2001) on the named sentences of `data` by
/// stochastic gradient on the probability of the allowed labels. `allowed` says which transitions there may be. The
/// same input gives the same bits on one platform. `progress` is told the epoch and its loss a token.
ChainWeights train_chain(const ChainData& data, std::vector<std::uint32_t> sentences, const Transitions& allowed,
                         const ChainOptions& options, const std::function<void(int, double)>& progress);

/// Scores of a sentence's tokens by full-precision weights: [token * label_count + label], times `damping`.
std::vector<float> chain_scores(const ChainData& data, std::uint32_t sentence, std::span<const float> weights,
                                float damping);

}  // namespace newswired::tagging
