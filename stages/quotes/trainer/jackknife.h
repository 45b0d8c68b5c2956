#pragma once

#include <string>
#include <vector>

#include "stages/quotes/trainer/dataset.h"

namespace newswired::quotes {

/// A trained stage, and what stages trained without a document say of it: the way a new text will look to
/// what is trained on top.
struct JackknifedStage {
  std::string node_table, step_table;
  std::vector<Stage::Answer> answers;  ///< By document; spans only when asked for.
};

struct StagePlan {
  tagging::SpanCrfTraining crf;
  std::size_t node_rows_max = 600'000,
              step_rows_max = 30'000;  ///< Of the tables: the largest weights are kept.
  bool with_spans = false;
  int threads = 2;  ///< Trainings at a time; the result does not depend on it.
};

JackknifedStage train_stage(const StageData& data, const Dataset& dataset, const StagePlan& plan);

}  // namespace newswired::quotes
