#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "stages/tagging/hash.h"

namespace newswired::tagging {

/// One thing to classify: hashed features with values, the right class, how much it counts.
struct ClassCase {
  std::vector<std::pair<Hash, float>> features;
  int right = 0;
  float weight = 1;
};

struct ClassOptions {
  int class_count = 2;
  std::uint32_t count_min = 3;  ///< Rarer features get no weight.
  int epochs = 16;
  int averaged_epochs = 4;
  float rate = 0.1f;
  float dropout = 0.5f;
  std::uint64_t seed = 1;
};

struct ClassWeights {
  std::vector<Hash> features;
  std::vector<float> weights;  ///< [feature * class_count + class]
};

/// Trains a log-linear classifier with dropout and AdaGrad; deterministic as train_chain. Empties the cases' features.
ClassWeights train_classes(std::vector<ClassCase>& cases, const ClassOptions& options,
                           const std::function<void(int, double)>& progress);

}  // namespace newswired::tagging
