#pragma once

namespace newswired::dedup {

/// What speaks for two articles telling of one event: shares of the later one's title, first words and names
/// that the earlier one has too, each 0..1, and the days between them.
struct StoryEvidence {
  double title = 0, body = 0, names = 0;
  double days = 0;
};

/// A logistic regression: the score is the logarithm of the odds that the two do tell of one event.
struct StoryWeights {
  double bias = 0;
  double title = 0, body = 0, names = 0;
  double day = 0;  ///< A day's. The development data has invented times, so this one is set by hand.

  double score(const StoryEvidence& evidence) const {
    return bias + title * evidence.title + body * evidence.body + names * evidence.names +
           day * evidence.days;
  }
};

/// Learned by `newswired-train stories`.
constexpr StoryWeights story_weights{
#include "stages/dedup/story_weights.inc"
};

}  // namespace newswired::dedup
