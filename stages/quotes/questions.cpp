#include <algorithm>
#include <map>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

constexpr float likely_min = 0.3f;

/// The likeliest content without marks that begins behind the cue in its sentence.
const Candidate* said_behind(const Analysis& analysis, const CandidateMap& candidates, Range cue) {
  const Candidate* best = nullptr;
  const std::uint32_t end = analysis.sentences[analysis.tokens[cue.first].sentence].last;
  candidates.each_in({cue.last, end}, [&](const Candidate& candidate) {
    if (candidate.role != content || candidate.probability < likely_min || candidate.core.first < cue.last ||
        analysis.tokens[candidate.core.first].is_quoted)
      return;
    if (!best || candidate.probability > best->probability) best = &candidate;
  });
  return best;
}

}  // namespace

void leave_questions(const Analysis& analysis, const CandidateMap& candidates,
                     std::vector<Attribution>& attributions) {
  const auto& tokens = analysis.tokens;
  std::multimap<std::uint32_t, std::size_t> by_sentence;  // of the cue
  for (std::size_t a = 0; a < attributions.size(); ++a)
    if (attributions[a].cue) by_sentence.emplace(tokens[attributions[a].cue->range.first].sentence, a);
  for (Attribution& attribution : attributions) {
    if (!attribution.cue || attribution.contents.empty()) continue;
    const Piece question = attribution.contents.front();
    const Range cue = attribution.cue->range;
    if (!tokens[question.range.first].is_quoted ||
        !asked_before(analysis, question.range).contains(cue.first))
      continue;
    if (attribution.contents.size() > 1) {
      const Range next = attribution.contents[1].range;
      if (next.first < cue.last || tokens[next.first].is_quoted) continue;
      attribution.contents.erase(attribution.contents.begin());
    } else {
      const Candidate* said = said_behind(analysis, candidates, cue);
      if (!said) continue;
      attribution.contents = {Piece{content, said->core, said->probability, false}};
    }
    const auto [from, to] = by_sentence.equal_range(tokens[question.range.first].sentence - 1);
    for (auto at = from; at != to; ++at) {
      Attribution& other = attributions[at->second];
      if (tokens[other.cue->range.first].paragraph == tokens[question.range.first].paragraph &&
          tokens[other.contents.front().range.first].is_quoted &&
          other.contents.back().range.last <= question.range.first) {
        other.contents.push_back(question);
        break;
      }
    }
  }
}

}  // namespace newswired::quotes
