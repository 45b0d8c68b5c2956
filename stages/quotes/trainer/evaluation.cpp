#include "stages/quotes/trainer/evaluation.h"

#include "stages/quotes/trainer/rescorer_trainer.h"

namespace newswired::quotes {

std::array<PieceScore, 3> score_pieces(const ModelParts& parts, const Dataset& dataset) {
  std::array<PieceScore, 3> scores{};
  for (const auto& document : dataset) {
    for (const std::uint8_t label : document->labels)
      if (label > 0 && !tagging::is_inside(label))
        ++scores[static_cast<std::size_t>(tagging::role_of(label))].annotated;
    const std::vector<Candidate> candidates = find_candidates(parts, document->analysis);
    const std::vector<std::uint8_t> right = right_candidates(*document, candidates);
    for (const std::uint32_t i : decode(candidates, parts.thresholds)) {
      ++scores[candidates[i].role].chosen;
      scores[candidates[i].role].right += right[i];
    }
  }
  return scores;
}

}  // namespace newswired::quotes
