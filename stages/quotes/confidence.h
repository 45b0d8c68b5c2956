#pragma once

#include <array>
#include <optional>

#include "stages/quotes/attributions.h"
#include "stages/tagging/boosted_trees.h"

namespace newswired::quotes {

enum class MarkKind : std::uint8_t { direct, mixed, indirect };

/// Direct when every word of the contents is marked, indirect when none is.
MarkKind mark_kind(const Analysis& analysis, const Attribution& attribution);

inline constexpr int confidence_feature_count = 51;
using ConfidenceFeatures = std::array<float, confidence_feature_count>;

/// What speaks for an attribution as a whole: its parts' probabilities, those of rivals that were not chosen,
/// how the parts stand to each other, its cue. `candidates` are all of the document.
ConfidenceFeatures confidence_features(const Analysis& analysis, const Lexicon& lexicon,
                                       const CandidateMap& candidates, const Attribution& attribution);

/// The calibrated probability that content and source are right: boosted trees, fitted on attributions that
/// were found in training documents by models that had not seen them. Without trees the product of what is
/// known of the parts.
float confidence(const std::optional<tagging::BoostedTrees>& trees, const ConfidenceFeatures& features);

}  // namespace newswired::quotes
