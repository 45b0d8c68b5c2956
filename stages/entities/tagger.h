#pragma once

#include <vector>

#include "stages/entities/found_name.h"
#include "stages/tagging/chain.h"
#include "stages/tagging/feature_table.h"

namespace newswired::entities {

/// Scores are sums over all features of a token, while training hid half of them: damped, they are probabilities again.
inline constexpr float score_damping = 0.7f;

/// Both stages: finds names by the chain of labels, then decides their types over again with the whole document as
/// evidence. Thread-safe for const use.
class Tagger {
 public:
  Tagger(tagging::FeatureTable labels, const tagging::Transitions& transitions, tagging::FeatureTable names)
      : labels_(labels), decoder_(transitions), names_(names) {}

  /// The names of one document, in text order, none overlapping, each with its final type (never `no_name`) and
  /// `probability` by the second stage.
  std::vector<FoundName> find_names(const Words& words) const;

 private:
  std::vector<TaggedSentence> tag(const Words& words) const;

  tagging::FeatureTable labels_;
  tagging::Decoder decoder_;
  tagging::FeatureTable names_;
};

}  // namespace newswired::entities
