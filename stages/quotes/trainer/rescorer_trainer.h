#pragma once

#include <string>
#include <vector>

#include "stages/quotes/rescorer.h"
#include "stages/quotes/trainer/dataset.h"
#include "stages/tagging/trainer/tree_trainer.h"

namespace newswired::quotes {

/// Whether each candidate is right: its core is the core of an annotated span of its role.
std::vector<std::uint8_t> right_candidates(const LabelledDocument& document,
                                           const std::vector<Candidate>& candidates);

struct RescorerPlan {
  tagging::TreeTraining trees;
  int threads = 2;
};

struct TrainedRescorer {
  std::string bytes;  ///< Of a `Rescorer`.
  /// By document, with the probabilities of rescorers that were trained without it.
  std::vector<std::vector<Candidate>> candidates;
};

/// Trains on the jackknifed answers of the last stage.
TrainedRescorer train_rescorer(const Dataset& dataset, const std::vector<Stage::Answer>& answers,
                               const RescorerPlan& plan);

}  // namespace newswired::quotes
