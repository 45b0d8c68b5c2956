#pragma once

#include <string>
#include <vector>

#include "stages/quotes/model_parts.h"
#include "stages/quotes/trainer/dataset.h"

namespace newswired::quotes {

/// A document as models see it that were trained without it.
struct UnseenDocument {
  const LabelledDocument* document = nullptr;
  std::vector<Candidate> candidates;
  Lexicon lexicon;
};

/// The thresholds at which the choice of candidates reaches the best F1 of each role, found role by role.
Thresholds tune_thresholds(const std::vector<UnseenDocument>& documents);

/// A found attribution and whether a reader would call it right: four fifths of the words of both contents
/// shared, the sources overlapping or both absent.
struct JudgedAttribution {
  ConfidenceFeatures features{};
  MarkKind kind = MarkKind::indirect;
  bool is_right = false;
};
std::vector<JudgedAttribution> judge(const std::vector<UnseenDocument>& documents,
                                     const Thresholds& thresholds);

/// Boosted trees over the attributions.
tagging::BoostedTrees fit_confidence(const std::vector<JudgedAttribution>& cases, std::uint64_t seed);

/// How honest the confidence is, on attributions that it was not fitted on.
struct Reliability {
  struct Bin {
    int count = 0;
    double confidence = 0, right = 0;  ///< Means.
  };
  std::array<Bin, 10> bins{};
  double expected_error = 0;
};
Reliability measure_reliability(const tagging::BoostedTrees& confidence,
                                const std::vector<JudgedAttribution>& cases);

/// The right ones among the surest attributions that are right to `precision`, as a share of `annotated`.
struct RecallAt {
  double recall = 0, bar = 1;
};
RecallAt recall_at(double precision, const tagging::BoostedTrees& confidence,
                   const std::vector<JudgedAttribution>& cases, std::size_t annotated);

}  // namespace newswired::quotes
