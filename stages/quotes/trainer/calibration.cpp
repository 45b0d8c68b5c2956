#include "stages/quotes/trainer/calibration.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "stages/quotes/trainer/rescorer_trainer.h"

namespace newswired::quotes {
namespace {

constexpr float threshold_first = 0.2f, threshold_last = 0.55f, threshold_step = 0.025f;
constexpr int tuning_rounds = 2;
constexpr double shared_min = 0.8;
// Of the confidence; chosen by cross-validation on the training part.
constexpr tagging::TreeTraining confidence_plan{.trees = 600,
                                                .depth = 8,
                                                .rate = 0.03f,
                                                .row_share = 0.5f,
                                                .feature_share = 0.3f,
                                                .leaf_penalty = 2,
                                                .leaf_rows_min = 20,
                                                .random_cuts = true};

struct Choice {
  std::vector<Candidate> candidates;
  std::vector<std::uint8_t> right;
};

using Words = std::set<std::uint32_t>;

void add_words(const Analysis& analysis, Range range, Words& words) {
  for (std::uint32_t i = range.first; i < range.last; ++i)
    if (analysis.tokens[i].word.has_letter) words.insert(i);
}
Words words_of(const Analysis& analysis, const std::vector<Span>& pieces) {
  Words words;
  for (const Span piece : pieces)
    for (std::uint32_t i = 0; i < analysis.tokens.size(); ++i)
      if (analysis.tokens[i].word.has_letter && piece.overlaps(analysis.tokens[i].span)) words.insert(i);
  return words;
}
std::size_t shared(const Words& a, const Words& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](std::uint32_t i) { return b.contains(i); }));
}

bool is_right(const Words& content, const Words& source, const Words& right_content,
              const Words& right_source) {
  const std::size_t both = shared(content, right_content), any = content.size() + right_content.size() - both;
  const bool same_source = shared(source, right_source) > 0 || source == right_source;
  return static_cast<double>(both) >= shared_min * static_cast<double>(any) && same_source;
}

}  // namespace

Thresholds tune_thresholds(const std::vector<UnseenDocument>& documents) {
  std::vector<Choice> choices;
  std::array<int, tagging::role_count> annotated{};
  for (const UnseenDocument& unseen : documents) {
    choices.push_back({unseen.candidates, right_candidates(*unseen.document, unseen.candidates)});
    for (const std::uint8_t label : unseen.document->labels)
      if (label > 0 && !tagging::is_inside(label))
        ++annotated[static_cast<std::size_t>(tagging::role_of(label))];
  }
  const auto f1 = [&](const Thresholds& thresholds, std::size_t role) {
    int chosen = 0, right = 0;
    for (const Choice& choice : choices)
      for (const std::uint32_t i : decode(choice.candidates, thresholds))
        if (choice.candidates[i].role == role) ++chosen, right += choice.right[i];
    return 2.0 * right / std::max(1, chosen + annotated[role]);
  };
  Thresholds best = default_thresholds;
  for (int round = 0; round < tuning_rounds; ++round)
    for (std::size_t role = 0; role < best.size(); ++role) {
      Thresholds trial = best;
      double most = f1(best, role);
      for (trial[role] = threshold_first; trial[role] < threshold_last; trial[role] += threshold_step)
        if (const double value = f1(trial, role); value > most) most = value, best[role] = trial[role];
    }
  return best;
}

std::vector<JudgedAttribution> judge(const std::vector<UnseenDocument>& documents,
                                     const Thresholds& thresholds) {
  std::vector<JudgedAttribution> judged;
  for (const UnseenDocument& unseen : documents) {
    const Analysis& analysis = unseen.document->analysis;
    std::vector<std::pair<Words, Words>> gold;
    for (const Annotation& annotation : unseen.document->document.annotations)
      gold.emplace_back(words_of(analysis, annotation.pieces[content]),
                        words_of(analysis, annotation.pieces[source]));
    const CandidateMap map(unseen.candidates);
    for (const Attribution& attribution :
         find_attributions(unseen.lexicon, thresholds, analysis, map)) {
      Words said, who;
      for (const Piece& piece : attribution.contents) add_words(analysis, piece.range, said);
      if (attribution.source) add_words(analysis, attribution.source->range, who);
      const bool right = std::any_of(gold.begin(), gold.end(),
                                     [&](const auto& g) { return is_right(said, who, g.first, g.second); });
      judged.push_back({confidence_features(analysis, unseen.lexicon, map, attribution),
                        mark_kind(analysis, attribution), right});
    }
  }
  return judged;
}

tagging::BoostedTrees fit_confidence(const std::vector<JudgedAttribution>& cases, std::uint64_t seed) {
  tagging::TreeCases rows;
  rows.width = confidence_feature_count;
  std::vector<std::uint32_t> all;
  for (const JudgedAttribution& c : cases) {
    all.push_back(static_cast<std::uint32_t>(all.size()));
    rows.rows.insert(rows.rows.end(), c.features.begin(), c.features.end());
    rows.labels.push_back(c.is_right);
  }
  tagging::TreeTraining settings = confidence_plan;
  settings.seed = seed;
  return tagging::train_trees(rows, all, settings);
}

Reliability measure_reliability(const tagging::BoostedTrees& trees,
                                const std::vector<JudgedAttribution>& cases) {
  Reliability out;
  for (const JudgedAttribution& c : cases) {
    const double p = trees.probability(c.features);
    Reliability::Bin& bin = out.bins[std::min<std::size_t>(9, static_cast<std::size_t>(p * 10))];
    bin.count += 1;
    bin.confidence += p;
    bin.right += c.is_right;
  }
  for (Reliability::Bin& bin : out.bins) {
    out.expected_error +=
        std::abs(bin.confidence - bin.right) / static_cast<double>(std::max<std::size_t>(1, cases.size()));
    if (bin.count > 0) bin.confidence /= bin.count, bin.right /= bin.count;
  }
  return out;
}

RecallAt recall_at(double precision, const tagging::BoostedTrees& trees,
                   const std::vector<JudgedAttribution>& cases, std::size_t annotated) {
  std::vector<std::pair<float, bool>> ranked;
  for (const JudgedAttribution& c : cases) ranked.emplace_back(trees.probability(c.features), c.is_right);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  RecallAt out;
  int right = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    right += ranked[i].second;
    if (right >= precision * static_cast<double>(i + 1))
      out = {right / static_cast<double>(std::max<std::size_t>(1, annotated)), ranked[i].first};
  }
  return out;
}

}  // namespace newswired::quotes
