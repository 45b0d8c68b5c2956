#pragma once

#include <string>
#include <vector>

#include "stages/quotes/model_parts.h"
#include "stages/quotes/trainer/dataset.h"

namespace newswired::quotes {

/// The thresholds at which the choice of candidates reaches the best F1 of each role, found role by role.
Thresholds tune_thresholds(const ModelParts& parts, const Dataset& dataset);

/// A found attribution and whether a reader would call it right: four fifths of the words of both contents
/// shared, the sources overlapping or both absent.
struct JudgedAttribution {
  std::array<float, confidence_feature_count> features{};
  bool is_right = false;
  std::uint32_t document = 0;
};
std::vector<JudgedAttribution> judge(const ModelParts& parts, const Dataset& dataset);

/// Logistic regression by Newton's method with a little ridge.
ConfidenceWeights fit_confidence(const std::vector<JudgedAttribution>& cases);

/// How honest the confidence is: fitted on the even documents and measured on the odd, and the other way
/// round.
struct Reliability {
  struct Bin {
    int count = 0;
    double confidence = 0, right = 0;  ///< Means.
  };
  std::array<Bin, 10> bins{};
  double expected_error = 0;
};
Reliability measure_reliability(const std::vector<JudgedAttribution>& cases);

}  // namespace newswired::quotes
