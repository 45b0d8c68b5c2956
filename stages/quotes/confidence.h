#pragma once

#include <array>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {

inline constexpr std::size_t confidence_feature_count = 12;
using ConfidenceWeights = std::array<float, confidence_feature_count>;

/// The product of what is known of the parts, nothing learned: used until `newswired-train` fits weights.
extern const ConfidenceWeights default_confidence;

enum class MarkKind : std::uint8_t { direct, mixed, indirect };

/// Direct when every word of the contents is marked, indirect when none is.
MarkKind mark_kind(const Analysis& analysis, const Attribution& attribution);

std::array<float, confidence_feature_count> confidence_features(const Analysis& analysis,
                                                                const Attribution& attribution);

/// The calibrated probability that content and source are right: logistic regression over the probabilities
/// of the parts, fitted on documents that no other part was trained on.
float confidence(const ConfidenceWeights& weights,
                 const std::array<float, confidence_feature_count>& features);

}  // namespace newswired::quotes
