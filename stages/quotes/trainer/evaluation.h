#pragma once

#include <array>

#include "stages/quotes/model_parts.h"
#include "stages/quotes/trainer/dataset.h"

namespace newswired::quotes {

/// Chosen spans against annotated ones, signs at their ends ignored.
struct PieceScore {
  int right = 0, chosen = 0, annotated = 0;

  double precision() const { return chosen ? static_cast<double>(right) / chosen : 0; }
  double recall() const { return annotated ? static_cast<double>(right) / annotated : 0; }
  double f1() const { return chosen + annotated ? 2.0 * right / (chosen + annotated) : 0; }
};

/// By `Role`: what the choice of candidates alone reaches, before spans are linked. For watching a training;
/// the figures that count are those of the annotated output.
std::array<PieceScore, 3> score_pieces(const ModelParts& parts, const Dataset& dataset);

}  // namespace newswired::quotes
