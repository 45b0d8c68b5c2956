#pragma once

#include <array>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "stages/quotes/candidates.h"
#include "stages/tagging/boosted_trees.h"
#include "stages/tagging/weight_table.h"

namespace newswired::quotes {

inline constexpr int rescoring_passes = 2;
inline constexpr int span_feature_count = 111;
inline constexpr int span_pattern_count = 12;
using SpanFeatures = std::array<float, span_feature_count>;
using SpanPatterns = std::array<Key, span_pattern_count>;

/// The share of right candidates among those with a pattern (words and tags at the borders), 0..1.
using PatternRate = std::function<float(Role, Key)>;

/// The patterns of a candidate.
SpanPatterns span_patterns(const Analysis& analysis, const Candidate& candidate);

/// What speaks for candidate `i` as a whole: its own probability, its rivals, its neighbours of every role,
/// its borders. `candidates` are all of the document in the order of `make_candidates`.
SpanFeatures span_features(const Analysis& analysis, std::span<const Posterior> posteriors,
                           std::span<const Candidate> candidates, std::size_t i, const PatternRate& rate);

/// Judges whole spans, which the chain cannot see: boosted trees per role, twice, the second time knowing
/// what the first thought of the others. Thread-safe for const use; borrows its bytes.
class Rescorer {
 public:
  static Result<Rescorer> open(std::string_view bytes);

  /// Replaces the candidates' probabilities.
  void rescore(const Analysis& analysis, std::span<const Posterior> posteriors,
               std::vector<Candidate>& candidates) const;

  /// The bytes of a rescorer.
  static std::string bytes(
      const std::array<std::array<tagging::BoostedTrees, tagging::role_count>, rescoring_passes>& trees,
      const std::array<float, tagging::role_count>& prior, std::string_view pattern_table);

 private:
  std::array<std::array<tagging::BoostedTrees, tagging::role_count>, rescoring_passes> trees_;
  std::array<float, tagging::role_count> prior_{};
  tagging::WeightTable patterns_;
};

/// A rate in the table: 0..127 stands for 0..1.
inline constexpr float pattern_unit = 1.0f / 127;

}  // namespace newswired::quotes
