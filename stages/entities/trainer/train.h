#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"
#include "stages/entities/trainer/corpus.h"

namespace newswired::entities {

struct TrainingPlan {
  std::vector<CorpusFile> files;
  std::string left_out;         ///< A file whose sentences must not be trained on; empty: none.
  std::string lexicon_folder;
  bool own_word_counts = false;  ///< Count words in the training texts instead of taking lists and clusters of others.
  std::string model_name;       ///< Up to 47 bytes: "en-20260305".
  std::string output;
  int epochs = 16;
  int name_epochs = 16;         ///< Of the second stage.
  std::uint64_t seed = 1;
};

/// The mix of corpora of the shipped `en` model, below `folder`; `open`: of `en-open`, without the sources that state no
/// licence.
std::vector<CorpusFile> standard_mix(const std::string& folder, bool open = false);

/// Trains both stages and writes the model file: the same bytes for the same plan on one platform. `say` is told what
/// happens. Needs about 4 GB of memory and half an hour of one core for the standard mix.
Result<Done> train(const TrainingPlan& plan, const std::function<void(std::string_view)>& say);

}  // namespace newswired::entities
