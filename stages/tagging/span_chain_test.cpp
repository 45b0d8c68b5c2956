#include "stages/tagging/span_chain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace newswired::tagging {
namespace {

Scores some_scores(std::size_t size) {
  Scores scores;
  scores.reset(size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t k = 0; k < label_count; ++k)
      scores.nodes[i][k] = static_cast<float>((i * 7 + k * 5) % 11) / 4 - 1;
    for (std::size_t s = 0; s < transition_count; ++s)
      scores.steps[i][s] = static_cast<float>((i * 3 + s * 13) % 17) / 8 - 1;
  }
  return scores;
}

/// Calls `visit` with every allowed path and its unscaled weight.
void every_path(const Scores& scores, const std::function<void(const std::vector<int>&, double)>& visit) {
  std::vector<int> path;
  const std::function<void(double)> walk = [&](double sum) {
    const std::size_t i = path.size();
    if (i == scores.size()) return visit(path, std::exp(sum));
    for (int label = 0; label < label_count; ++label) {
      if (i == 0 && is_inside(label)) continue;
      const int step = i == 0 ? 0 : transition_index(path.back(), label);
      if (step < 0) continue;
      const double more = scores.nodes[i][static_cast<std::size_t>(label)] +
                          (i == 0 ? 0.0 : scores.steps[i][static_cast<std::size_t>(step)]);
      path.push_back(label);
      walk(sum + more);
      path.pop_back();
    }
  };
  walk(0);
}

TEST(SpanChain, GivesTheProbabilitiesOfAllPathsTogether) {
  const Scores scores = some_scores(4);
  double all = 0, label_three_at_two = 0;
  every_path(scores, [&](const std::vector<int>& path, double weight) {
    all += weight;
    if (path[2] == 3) label_three_at_two += weight;
  });
  SpanChain chain;
  chain.run(scores);

  EXPECT_NEAR(chain.log_partition(), std::log(all), 1e-4);
  EXPECT_NEAR(chain.node(2, 3), label_three_at_two / all, 1e-5);
}

TEST(SpanChain, GivesExactlyTheProbabilityOfASpan) {
  const Scores scores = some_scores(5);
  double all = 0, span = 0;
  every_path(scores, [&](const std::vector<int>& path, double weight) {
    all += weight;
    if (path[1] == 1 && path[2] == 2 && path[3] != 2) span += weight;
  });
  SpanChain chain;
  chain.run(scores);
  float found = 0;
  for (const SpanPosterior& s : chain.spans(1e-6f))
    if (s.role == 0 && s.first == 1 && s.last == 3) found = s.probability;

  EXPECT_NEAR(found, span / all, 1e-5);
}

TEST(SpanChain, SurvivesLargeScoresAndLongChains) {
  Scores scores = some_scores(3000);
  for (auto& row : scores.nodes) row[1] += 80;
  SpanChain chain;
  chain.run(scores);

  EXPECT_NEAR(chain.node(1500, 1) + chain.node(1500, 2), 1, 1e-3);
  EXPECT_TRUE(std::isfinite(chain.log_partition()));
}

TEST(SpanChain, HasNothingToSayOfNothing) {
  SpanChain chain;
  chain.run({});

  EXPECT_TRUE(chain.spans(0.1f).empty());
}

}  // namespace
}  // namespace newswired::tagging
