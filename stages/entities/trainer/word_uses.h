#pragma once

#include <span>
#include <string>
#include <vector>

#include "stages/entities/trainer/corpus.h"

namespace newswired::entities {

/// Words that running text nearly always writes in one way, in lower case and sorted.
struct UsualCase {
  std::vector<std::string> lower;  ///< Lower case in 90 % of 15 uses or more.
  std::vector<std::string>
      capital;  ///< Capitalised in 95 % of 6 or more, not counting a sentence's first word.
};

/// Counts how the documents write their words. What the gazetteers `common` and `proper` hold, for a model
/// that may not know the texts these were counted in.
UsualCase usual_case(std::span<const TrainingDocument> documents);

}  // namespace newswired::entities
