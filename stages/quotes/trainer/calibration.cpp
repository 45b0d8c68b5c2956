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
constexpr double ridge = 1;
constexpr int newton_steps = 30;

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

using Matrix = std::array<std::array<double, confidence_feature_count>, confidence_feature_count>;
using Vector = std::array<double, confidence_feature_count>;

/// Solves the positive definite system `a x = b` by elimination.
Vector solve(Matrix a, Vector b) {
  constexpr std::size_t n = confidence_feature_count;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[k][j] * b[j];
    b[k] /= a[k][k];
  }
  return b;
}

}  // namespace

Thresholds tune_thresholds(const ModelParts& parts, const Dataset& dataset) {
  std::vector<Choice> choices;
  std::array<int, tagging::role_count> annotated{};
  for (const auto& document : dataset) {
    Choice choice;
    choice.candidates = find_candidates(parts, document->analysis);
    choice.right = right_candidates(*document, choice.candidates);
    choices.push_back(std::move(choice));
    for (const std::uint8_t label : document->labels)
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

std::vector<JudgedAttribution> judge(const ModelParts& parts, const Dataset& dataset) {
  std::vector<JudgedAttribution> judged;
  for (std::uint32_t d = 0; d < dataset.size(); ++d) {
    const Analysis& analysis = dataset[d]->analysis;
    std::vector<std::pair<Words, Words>> gold;
    for (const Annotation& annotation : dataset[d]->document.annotations)
      gold.emplace_back(words_of(analysis, annotation.pieces[content]),
                        words_of(analysis, annotation.pieces[source]));
    const std::vector<Candidate> candidates = find_candidates(parts, analysis);
    for (const Attribution& attribution : find_attributions(parts, analysis, candidates)) {
      Words said, who;
      for (const Piece& piece : attribution.contents) add_words(analysis, piece.range, said);
      if (attribution.source) add_words(analysis, attribution.source->range, who);
      const bool right = std::any_of(gold.begin(), gold.end(),
                                     [&](const auto& g) { return is_right(said, who, g.first, g.second); });
      judged.push_back({confidence_features(analysis, attribution), right, d});
    }
  }
  return judged;
}

ConfidenceWeights fit_confidence(const std::vector<JudgedAttribution>& cases) {
  Vector weights{};
  for (int step = 0; step < newton_steps; ++step) {
    Matrix curvature{};
    Vector gradient{};
    for (std::size_t k = 0; k < weights.size(); ++k)
      curvature[k][k] = ridge, gradient[k] = -ridge * weights[k];
    for (const JudgedAttribution& c : cases) {
      double sum = 0;
      for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * c.features[k];
      const double p = 1 / (1 + std::exp(-sum));
      for (std::size_t j = 0; j < weights.size(); ++j) {
        gradient[j] += (c.is_right - p) * c.features[j];
        for (std::size_t k = 0; k < weights.size(); ++k)
          curvature[j][k] += p * (1 - p) * c.features[j] * c.features[k];
      }
    }
    const Vector change = solve(curvature, gradient);
    for (std::size_t k = 0; k < weights.size(); ++k) weights[k] += change[k];
  }
  ConfidenceWeights out;
  for (std::size_t k = 0; k < weights.size(); ++k) out[k] = static_cast<float>(weights[k]);
  return out;
}

Reliability measure_reliability(const std::vector<JudgedAttribution>& cases) {
  Reliability out;
  for (const std::uint32_t half : {0u, 1u}) {
    std::vector<JudgedAttribution> fitted, measured;
    for (const JudgedAttribution& c : cases) (c.document % 2 == half ? fitted : measured).push_back(c);
    const ConfidenceWeights weights = fit_confidence(fitted);
    for (const JudgedAttribution& c : measured) {
      const double p = confidence(weights, c.features);
      Reliability::Bin& bin = out.bins[std::min<std::size_t>(9, static_cast<std::size_t>(p * 10))];
      bin.count += 1;
      bin.confidence += p;
      bin.right += c.is_right;
    }
  }
  for (Reliability::Bin& bin : out.bins) {
    out.expected_error +=
        std::abs(bin.confidence - bin.right) / static_cast<double>(std::max<std::size_t>(1, cases.size()));
    if (bin.count > 0) bin.confidence /= bin.count, bin.right /= bin.count;
  }
  return out;
}

}  // namespace newswired::quotes
