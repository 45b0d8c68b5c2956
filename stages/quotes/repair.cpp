#include <algorithm>
#include <cmath>

#include "stages/quotes/attributions.h"
#include "stages/quotes/taken.h"

namespace newswired::quotes {
namespace {

// A completed attribution must be worth this much; measured on the development part.
constexpr float worth_min = 0.2f;
// Candidates below are never taken.
constexpr float content_min = 0.03f, cue_min = 0.05f, source_min = 0.15f;
// Distance in tokens at which a candidate counts 1/e.
constexpr double distance_scale = 12;

int gap(Range a, Range b) {
  return static_cast<int>(
      std::max({std::int64_t{b.first} - a.last, std::int64_t{a.first} - b.last, std::int64_t{0}}));
}

class Repair {
 public:
  Repair(const Analysis& analysis, const CandidateMap& candidates, const Thresholds& thresholds,
         std::vector<Piece>& pieces)
      : analysis_(analysis),
        candidates_(candidates),
        thresholds_(thresholds),
        pieces_(pieces),
        taken_(analysis) {
    for (const Piece& piece : pieces) taken_.take(piece.range);
  }

  bool run(const std::vector<Attribution>& attributions) {
    const std::size_t before = pieces_.size();
    for (const Attribution& attribution : attributions)
      if (attribution.cue && attribution.contents.empty()) complete_cue(attribution);
    for (const Attribution& attribution : attributions)
      if (!attribution.cue && !attribution.source)
        for (const Piece& piece : attribution.contents) complete_content(piece);
    for (const Attribution& attribution : attributions)
      if (attribution.cue && !attribution.source && !attribution.contents.empty())
        complete_source(attribution.cue->range);
    return pieces_.size() > before;
  }

 private:
  std::uint32_t sentence(std::uint32_t i) const { return analysis_.tokens[i].sentence; }
  void add(const Candidate& candidate) {
    pieces_.push_back({candidate.role, candidate.core, candidate.probability, false});
    taken_.take(candidate.core);
  }

  /// The best free candidate of a role that touches the sentence of `at`.
  const Candidate* best_near(Role role, Range at, float probability_min) const {
    const Candidate* best = nullptr;
    double value = 0;
    const std::uint32_t first = role == cue ? first_cue_sentence(analysis_, at) : sentence(at.first);
    const auto shares = [&](std::uint32_t i) {
      return sentence(i) == first || sentence(i) == sentence(at.first) ||
             sentence(i) == sentence(at.last - 1);
    };
    const Range near = {analysis_.sentences[first].first, analysis_.sentences[sentence(at.last - 1)].last};
    candidates_.each_in(near, [&](const Candidate& candidate) {
      if (candidate.role != role || candidate.probability < probability_min) return;
      if (!shares(candidate.core.first) && !shares(candidate.core.last - 1)) return;
      if (!taken_.is_free(candidate.core)) return;
      const double weighted = candidate.probability * std::exp(-gap(candidate.core, at) / distance_scale);
      if (weighted <= value) return;
      best = &candidate;
      value = weighted;
    });
    return best;
  }

  void complete_cue(const Attribution& attribution) {
    const Candidate* found = best_near(content, attribution.cue->range, content_min);
    if (!found) return;
    float worth = attribution.cue->probability - thresholds_[cue] + found->probability - thresholds_[content];
    if (attribution.source) worth += attribution.source->probability - thresholds_[source];
    if (worth > worth_min) add(*found);
  }

  void complete_content(const Piece& piece) {
    const Candidate* found = best_near(cue, piece.range, cue_min);
    if (!found ||
        found->probability - thresholds_[cue] + piece.probability - thresholds_[content] <= worth_min)
      return;
    add(*found);
    complete_source(found->core);
  }

  void complete_source(Range cue_range) {
    if (const Candidate* found = best_near(source, cue_range, source_min)) add(*found);
  }

  const Analysis& analysis_;
  const CandidateMap& candidates_;
  const Thresholds& thresholds_;
  std::vector<Piece>& pieces_;
  TakenTokens taken_;
};

}  // namespace

bool repair(const Analysis& analysis, const CandidateMap& candidates, const Thresholds& thresholds,
            const std::vector<Attribution>& attributions, std::vector<Piece>& pieces) {
  return Repair(analysis, candidates, thresholds, pieces).run(attributions);
}

}  // namespace newswired::quotes
