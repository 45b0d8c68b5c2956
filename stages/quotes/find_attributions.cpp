// The walk from a text to attributions: stages, candidates, choice, links, repair, rescue.
#include <algorithm>

#include "stages/quotes/confidence.h"
#include "stages/quotes/model_parts.h"

namespace newswired::quotes {
namespace {

// What is less probable is left out. With marks there is little that is right below; without, more.
constexpr float marked_confidence_min = 0.1f, indirect_confidence_min = 0.05f;

/// `which the council says`: the clause was found without what it says.
bool is_bare_relative(const Analysis& analysis, const Attribution& attribution) {
  return std::all_of(attribution.contents.begin(), attribution.contents.end(), [&](const Piece& piece) {
    return std::all_of(analysis.tokens.begin() + piece.range.first,
                       analysis.tokens.begin() + piece.range.last, [](const Token& token) {
                         return !token.word.has_letter || token.tag == Tag::WDT || token.tag == Tag::WP;
                       });
  });
}

/// A paragraph that is nothing but a quotation was said by somebody, whoever it was.
bool stands_alone(const Analysis& analysis, const Attribution& attribution) {
  return !attribution.cue && !attribution.source && attribution.contents.size() == 1 &&
         fills_paragraph(analysis, attribution.contents.front().range);
}

void drop_empty(std::vector<Attribution>& attributions) {
  std::erase_if(attributions, [](const Attribution& attribution) { return attribution.contents.empty(); });
}

}  // namespace

std::vector<Candidate> find_candidates(const ModelParts& parts, const Analysis& analysis) {
  auto views = view_paragraphs(analysis, parts.lexicon());
  Stage::Answer answer = parts.first.run(views, !parts.second);
  if (parts.second) {
    const std::vector<Posterior> first = std::move(answer.posteriors);
    show_posteriors(views, first);
    answer = parts.second->run(views, true);
  }
  std::vector<Candidate> candidates = make_candidates(analysis, answer.spans);
  if (parts.rescorer) parts.rescorer->rescore(analysis, answer.posteriors, candidates);
  return candidates;
}

std::vector<Attribution> find_attributions(const ModelParts& parts, const Analysis& analysis,
                                           std::span<const Candidate> candidates) {
  const Lexicon lexicon = parts.lexicon();
  const CandidateMap map(candidates);
  auto attributions = find_attributions(lexicon, parts.thresholds, analysis, map);
  leave_questions(analysis, map, attributions);
  for (Attribution& attribution : attributions)
    attribution.confidence =
        confidence(parts.confidence, confidence_features(analysis, lexicon, map, attribution));
  std::erase_if(attributions, [&](const Attribution& attribution) {
    if (stands_alone(analysis, attribution)) return false;
    const bool is_indirect = mark_kind(analysis, attribution) == MarkKind::indirect;
    return (is_indirect && is_bare_relative(analysis, attribution)) ||
           attribution.confidence <
               (is_indirect && !attribution.is_faint ? indirect_confidence_min : marked_confidence_min);
  });
  return attributions;
}

std::vector<Attribution> find_attributions(const Lexicon& lexicon, const Thresholds& thresholds,
                                           const Analysis& analysis, const CandidateMap& candidates) {
  std::vector<Piece> pieces = make_pieces(candidates.all(), decode(candidates.all(), thresholds));
  std::vector<Attribution> attributions = link(analysis, pieces);
  if (repair(analysis, candidates, thresholds, attributions, pieces)) attributions = link(analysis, pieces);
  const std::size_t before = pieces.size();
  rescue_marked(analysis, lexicon, pieces);
  if (pieces.size() > before) {
    attributions = link(analysis, pieces);
    if (repair(analysis, candidates, thresholds, attributions, pieces)) attributions = link(analysis, pieces);
  }
  read_fronted(analysis, attributions);
  share_sources(analysis, attributions);
  leave_asked(analysis, attributions);
  leave_passives(analysis, attributions);
  sign_quotes(analysis, attributions);
  keep_quoted_sentences(analysis, attributions);
  drop_strays(analysis, attributions);
  complete_interrupted(analysis, attributions);
  cut_datelines(analysis, attributions);
  cut_brackets(analysis, attributions);
  drop_empty(attributions);
  add_faint(analysis, candidates.all(), attributions);
  cut_adverbials(analysis, attributions);
  drop_empty(attributions);
  drop_works(analysis, attributions);
  drop_acts(analysis, attributions);
  std::stable_sort(attributions.begin(), attributions.end(), [](const Attribution& a, const Attribution& b) {
    return a.contents.front().range < b.contents.front().range;
  });
  return attributions;
}

}  // namespace newswired::quotes
