#include <algorithm>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

constexpr float likely_min = 0.3f;

/// The likeliest content without marks that begins behind the cue in its sentence.
const Candidate* said_behind(const Analysis& analysis, std::span<const Candidate> candidates, Range cue) {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : candidates_in(candidates, analysis.tokens[cue.first].paragraph)) {
    const Token& first = analysis.tokens[candidate.core.first];
    if (candidate.role != content || candidate.probability < likely_min || candidate.core.first < cue.last ||
        first.is_quoted || first.sentence != analysis.tokens[cue.first].sentence)
      continue;
    if (!best || candidate.probability > best->probability) best = &candidate;
  }
  return best;
}

}  // namespace

void leave_questions(const Analysis& analysis, std::span<const Candidate> candidates,
                     std::vector<Attribution>& attributions) {
  const auto& tokens = analysis.tokens;
  for (Attribution& attribution : attributions) {
    if (!attribution.cue || attribution.contents.size() != 1) continue;
    const Piece question = attribution.contents.front();
    const Range cue = attribution.cue->range;
    if (!tokens[question.range.first].is_quoted ||
        !asked_before(analysis, question.range).contains(cue.first))
      continue;
    const Candidate* said = said_behind(analysis, candidates, cue);
    if (!said) continue;
    attribution.contents = {Piece{content, said->core, said->probability, false}};
    for (Attribution& other : attributions)
      if (other.cue && tokens[other.cue->range.first].sentence + 1 == tokens[question.range.first].sentence &&
          tokens[other.cue->range.first].paragraph == tokens[question.range.first].paragraph &&
          tokens[other.contents.front().range.first].is_quoted &&
          other.contents.back().range.last <= question.range.first) {
        other.contents.push_back(question);
        break;
      }
  }
}

}  // namespace newswired::quotes
