#include "stages/quotes/trainer/rescorer_trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <thread>
#include <tuple>
#include <unordered_map>

namespace newswired::quotes {
namespace {

// What follows a pass is trained on what such passes, trained without a document, think of its candidates.
constexpr std::uint32_t cross_parts = 3;
// A pattern seen less often says no more than the prior, which stands for this many cases.
constexpr std::uint32_t pattern_count_min = 4;
constexpr float prior_weight = 10;

struct Count {
  std::uint32_t right = 0, all = 0;
};

/// How often candidates with a pattern are right, in all and by group.
class PatternCounts {
 public:
  void add(std::uint32_t group, Key pattern, bool right) {
    for (Count* count : {&all_[pattern], &by_group_[combine(pattern, group + 1)]})
      count->right += right, count->all += 1;
  }
  float rate_without(std::uint32_t group, Key pattern, float prior) const {
    const auto found = all_.find(pattern);
    if (found == all_.end()) return prior;
    Count count = found->second;
    if (const auto own = by_group_.find(combine(pattern, group + 1)); own != by_group_.end())
      count.right -= own->second.right, count.all -= own->second.all;
    return rate(count, prior);
  }
  /// As the model file holds it; `prior_of` a pattern's role is needed for smoothing.
  void write(float prior, std::vector<Key>& keys, std::vector<std::int8_t>& rows) const {
    std::vector<std::pair<Key, std::int8_t>> entries;
    for (const auto& [pattern, count] : all_)
      if (count.all >= pattern_count_min)
        entries.emplace_back(pattern,
                             static_cast<std::int8_t>(std::lround(rate(count, prior) / pattern_unit)));
    std::sort(entries.begin(), entries.end());
    for (const auto& [key, row] : entries) keys.push_back(key), rows.push_back(row);
  }

 private:
  /// Rounded as the table rounds it, so that training sees what use will.
  static float rate(const Count& count, float prior) {
    if (count.all < pattern_count_min) return prior;
    const float exact = (static_cast<float>(count.right) + prior_weight * prior) /
                        (static_cast<float>(count.all) + prior_weight);
    return std::round(exact / pattern_unit) * pattern_unit;
  }
  std::unordered_map<Key, Count> all_, by_group_;
};

class Training {
 public:
  Training(const Dataset& dataset, const std::vector<Stage::Answer>& answers, const RescorerPlan& plan)
      : dataset_(dataset), answers_(answers), plan_(plan) {
    std::array<Count, tagging::role_count> counts{};
    for (std::size_t d = 0; d < dataset.size(); ++d) {
      candidates_.push_back(make_candidates(dataset[d]->analysis, answers[d].spans));
      right_.push_back(right_candidates(*dataset[d], candidates_[d]));
      for (std::size_t i = 0; i < candidates_[d].size(); ++i) {
        const Candidate& candidate = candidates_[d][i];
        counts[candidate.role].all += 1;
        counts[candidate.role].right += right_[d][i];
        for (const Key pattern : span_patterns(dataset[d]->analysis, candidate))
          patterns_[candidate.role].add(dataset[d]->document.group, pattern, right_[d][i]);
      }
    }
    for (std::size_t role = 0; role < counts.size(); ++role)
      prior_[role] =
          static_cast<float>(counts[role].right) / static_cast<float>(std::max(1u, counts[role].all));
  }

  TrainedRescorer run() && {
    for (int pass = 0; pass < rescoring_passes; ++pass) run_pass(pass);
    std::vector<Key> keys;
    std::vector<std::int8_t> rows;
    for (std::size_t role = 0; role < prior_.size(); ++role) patterns_[role].write(prior_[role], keys, rows);
    return {Rescorer::bytes(trees_, prior_, tagging::WeightTable::build(keys, rows, 1, 1)),
            std::move(candidates_)};
  }

 private:
  struct RoleCases {
    tagging::TreeCases cases;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> places;  // document and candidate
    std::vector<float> crossed;
  };

  RoleCases make_cases(Role role) const {
    RoleCases out;
    out.cases.width = span_feature_count;
    for (std::size_t d = 0; d < dataset_.size(); ++d) {
      const std::uint32_t group = dataset_[d]->document.group;
      const PatternRate rate = [&](Role r, Key pattern) {
        return patterns_[r].rate_without(group, pattern, prior_[r]);
      };
      for (std::size_t i = 0; i < candidates_[d].size(); ++i) {
        if (candidates_[d][i].role != role) continue;
        const SpanFeatures features =
            span_features(dataset_[d]->analysis, answers_[d].posteriors, candidates_[d], i, rate);
        out.cases.rows.insert(out.cases.rows.end(), features.begin(), features.end());
        out.cases.labels.push_back(right_[d][i]);
        out.places.emplace_back(d, i);
      }
    }
    return out;
  }

  tagging::BoostedTrees train(const tagging::TreeCases& cases, const std::vector<std::uint32_t>& use,
                              std::uint64_t seed) const {
    tagging::TreeTraining settings = plan_.trees;
    settings.seed = settings.seed * 1000 + seed;
    return tagging::train_trees(cases, use, settings);
  }

  void run_role(int pass, Role role, RoleCases& out) {
    out = make_cases(role);
    std::vector<std::uint32_t> all(out.cases.size());
    std::iota(all.begin(), all.end(), 0u);
    trees_[static_cast<std::size_t>(pass)][role] =
        train(out.cases, all, static_cast<std::uint64_t>(pass * 10 + role));
    out.crossed.resize(out.cases.size());
    for (std::uint32_t part = 0; part < cross_parts; ++part) {
      const auto in_part = [&](std::uint32_t i) {
        return dataset_[out.places[i].first]->document.group % cross_parts == part;
      };
      std::vector<std::uint32_t> use;
      std::copy_if(all.begin(), all.end(), std::back_inserter(use),
                   [&](std::uint32_t i) { return !in_part(i); });
      const tagging::BoostedTrees trees =
          train(out.cases, use, 100 + part + 10 * static_cast<std::uint64_t>(pass));
      for (const std::uint32_t i : all)
        if (in_part(i)) out.crossed[i] = trees.probability(out.cases.row(i));
    }
  }

  void run_pass(int pass) {
    std::array<RoleCases, tagging::role_count> results;
    std::vector<std::thread> threads;
    if (plan_.threads > 1)
      threads.emplace_back([&] { run_role(pass, content, results[content]); });
    else
      run_role(pass, content, results[content]);
    run_role(pass, cue, results[cue]);
    run_role(pass, source, results[source]);
    for (std::thread& thread : threads) thread.join();
    for (const RoleCases& result : results)
      for (std::size_t i = 0; i < result.crossed.size(); ++i)
        candidates_[result.places[i].first][result.places[i].second].probability = result.crossed[i];
  }

  const Dataset& dataset_;
  const std::vector<Stage::Answer>& answers_;
  const RescorerPlan& plan_;
  std::vector<std::vector<Candidate>> candidates_;
  std::vector<std::vector<std::uint8_t>> right_;
  std::array<PatternCounts, tagging::role_count> patterns_;
  std::array<float, tagging::role_count> prior_{};
  std::array<std::array<tagging::BoostedTrees, tagging::role_count>, rescoring_passes> trees_;
};

}  // namespace

std::vector<std::uint8_t> right_candidates(const LabelledDocument& document,
                                           const std::vector<Candidate>& candidates) {
  const auto& tokens = document.analysis.tokens;
  std::set<std::tuple<int, std::uint32_t, std::uint32_t>> gold;
  for (std::uint32_t i = 0; i < tokens.size();) {
    std::uint32_t end = i + 1;
    if (const int label = document.labels[i]; label > 0) {
      const int role = tagging::role_of(label);
      while (end < tokens.size() && document.labels[end] == tagging::inside_label(role) &&
             tokens[end].paragraph == tokens[i].paragraph)
        ++end;
      std::uint32_t a = i, b = end;
      while (a < b && !tokens[a].word.has_letter) ++a;
      while (b > a && !tokens[b - 1].word.has_letter) --b;
      if (a < b) gold.emplace(role, a, b);
    }
    i = end;
  }
  std::vector<std::uint8_t> right;
  for (const Candidate& candidate : candidates)
    right.push_back(gold.contains({candidate.role, candidate.core.first, candidate.core.last}));
  return right;
}

TrainedRescorer train_rescorer(const Dataset& dataset, const std::vector<Stage::Answer>& answers,
                               const RescorerPlan& plan) {
  return Training(dataset, answers, plan).run();
}

}  // namespace newswired::quotes
