#include "stages/quotes/confidence.h"

#include <algorithm>
#include <cmath>

namespace newswired::quotes {
namespace {

float logit(float p) {
  p = std::clamp(p, 1e-3f, 0.999f);
  return std::log(p / (1 - p));
}

}  // namespace

const ConfidenceWeights default_confidence = {-0.6f, 0.3f, 0.2f, 0.5f, 0, 0, 0.8f, 0, 0, 0, 0, 0};

MarkKind mark_kind(const Analysis& analysis, const Attribution& attribution) {
  int words = 0, marked = 0;
  for (const Piece& piece : attribution.contents)
    for (std::uint32_t i = piece.range.first; i < piece.range.last; ++i) {
      words += analysis.tokens[i].word.has_letter;
      marked += analysis.tokens[i].word.has_letter && analysis.tokens[i].is_quoted;
    }
  return marked == 0 ? MarkKind::indirect : marked == words ? MarkKind::direct : MarkKind::mixed;
}

std::array<float, confidence_feature_count> confidence_features(const Analysis& analysis,
                                                                const Attribution& attribution) {
  constexpr float missing_cue = 0.3f, missing_source = 0.5f;
  const float cue = attribution.cue ? attribution.cue->probability : missing_cue;
  const float source = attribution.source ? attribution.source->probability : missing_source;
  float content = 1, rescued = 0;
  std::uint32_t tokens = 0;
  for (const Piece& piece : attribution.contents) {
    content = std::min(content, piece.probability);
    tokens += piece.range.size();
    rescued = std::max(rescued, piece.is_rescued ? 1.0f : 0.0f);
  }
  const MarkKind kind = mark_kind(analysis, attribution);
  const float direct = kind == MarkKind::direct;
  return {1,
          logit(cue),
          logit(source),
          logit(content),
          static_cast<float>(!attribution.cue),
          static_cast<float>(!attribution.source),
          direct,
          static_cast<float>(kind == MarkKind::mixed),
          static_cast<float>(attribution.contents.size() > 1),
          std::log(1.0f + static_cast<float>(tokens)) / 3,
          direct * logit(content),
          rescued};
}

float confidence(const ConfidenceWeights& weights,
                 const std::array<float, confidence_feature_count>& features) {
  float sum = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * features[k];
  return 1 / (1 + std::exp(-sum));
}

}  // namespace newswired::quotes
