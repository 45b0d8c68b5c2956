#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "proto/result.h"

namespace newswired::quotes {

struct TrainingPlan {
  std::string corpora;      ///< Folder that holds quotes/ and gum/.
  std::string output;       ///< Model file to write.
  std::string model_name;   ///< What records call the model, such as `en-20260305`.
  std::string stages_from;  ///< When given, a model whose stages and rescorer are kept; only the steps after
                            ///< are made.
  std::string answers;      ///< When given, a file that keeps what the jackknifed stages answered; with
                            ///< `stages_from` it is read, and the rescorer is trained again too.
  std::uint64_t seed = 1;
  float restyled_share = 0.35f;    ///< Of the documents, seen a second time in another style.
  std::size_t rows_max = 600'000;  ///< Features kept of each stage.
  int folds = 3;                   ///< Of the jackknife between the stages.
  float first_dropout = 0.5f, second_dropout = 0.5f;
  int first_epochs = 8, second_epochs = 8;
  int trees = 120, tree_depth = 5;
  int threads = 2;  ///< The result does not depend on it.
};

/// Trains tagger, lexicon, both stages, rescorer, thresholds, confidence and pronoun ranker, and writes the
/// model. The same plan and corpora give the same bytes on one platform. `progress` is told each step in a
/// line.
Result<Done> train(const TrainingPlan& plan, const std::function<void(std::string_view)>& progress);

}  // namespace newswired::quotes
