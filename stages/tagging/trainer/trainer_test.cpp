#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "stages/tagging/trainer/chain_trainer.h"
#include "stages/tagging/trainer/class_trainer.h"
#include "stages/tagging/trainer/feature_index.h"
#include "stages/tagging/trainer/forward_backward.h"

namespace newswired::tagging {
namespace {

constexpr int labels = 3;

TEST(ForwardBackward, SumsOverAllPathsWithinWhatIsAllowed) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> score(-1, 1);
  Transitions transitions(labels);
  for (auto* part : {&transitions.between, &transitions.start, &transitions.end})
    for (float& value : *part) value = score(random);
  transitions.at(0, 2) = forbidden;
  ForwardBackward sums(transitions);
  constexpr std::size_t count = 4;
  std::vector<float> scores(count * sums.stride());
  for (float& value : scores) value = score(random);
  const std::vector<std::uint32_t> allowed = {7, 3, 7, 5};

  std::vector<float> marginals, edges((labels + 1) * sums.stride());
  const double log_sum = sums.run(count, scores, allowed, marginals, edges, 1);

  double total = 0;
  std::vector<double> expected(count * labels), expected_edges(labels * labels);
  for (int code = 0; code < 81; ++code) {
    const int path[4] = {code % 3, code / 3 % 3, code / 9 % 3, code / 27};
    double sum = transitions.start[path[0]] + transitions.end[path[3]];
    bool possible = true;
    for (int i = 0; i < 4; ++i) {
      possible = possible && (allowed[i] >> path[i] & 1);
      sum += scores[i * sums.stride() + path[i]];
      if (i > 0) sum += transitions.at(path[i - 1], path[i]);
    }
    if (!possible) continue;
    const double weight = std::exp(sum);
    total += weight;
    for (int i = 0; i < 4; ++i) expected[i * labels + path[i]] += weight;
    for (int i = 1; i < 4; ++i) expected_edges[path[i - 1] * labels + path[i]] += weight;
  }
  EXPECT_NEAR(log_sum, std::log(total), 1e-4);
  for (std::size_t i = 0; i < count; ++i)
    for (int l = 0; l < labels; ++l)
      EXPECT_NEAR(marginals[i * sums.stride() + l], expected[i * labels + l] / total, 1e-5);
  for (int a = 0; a < labels; ++a)
    for (int b = 0; b < labels; ++b)
      EXPECT_NEAR(edges[a * sums.stride() + b], expected_edges[a * labels + b] / total, 1e-5);
}

/// Sentences in which the label follows from the feature, but for one that only the label before tells.
ChainData riddle() {
  ChainData data;
  data.label_count = labels;
  data.feature_groups.assign(3, 0);
  for (int s = 0; s < 60; ++s) {
    const int first = s % 2;  // 0 -> then label 1, 1 -> then label 2
    for (const auto& [feature, label] : {std::pair{first, first}, std::pair{2, first + 1}}) {
      data.features.push_back(static_cast<std::uint32_t>(feature));
      data.token_begins.push_back(static_cast<std::uint32_t>(data.features.size()));
      data.allowed.push_back(1u << label);
    }
    data.sentence_begins.push_back(static_cast<std::uint32_t>(data.allowed.size()));
    data.sentence_weights.push_back(1);
  }
  return data;
}

ChainWeights solve(const ChainData& data) {
  std::vector<std::uint32_t> all;
  for (std::uint32_t s = 0; s < data.sentence_count(); ++s) all.push_back(s);
  ChainOptions options;
  options.dropout = 0.2f;
  return train_chain(data, all, Transitions(labels), options, [](int, double) {});
}

TEST(TrainChain, LearnsWhatOnlyTheLabelBeforeTells) {
  const ChainData data = riddle();

  const ChainWeights weights = solve(data);

  const Decoder decoder(weights.transitions);
  for (std::uint32_t s : {0u, 1u}) {
    const auto path = decoder.best_path(chain_scores(data, s, weights.weights, 1));
    EXPECT_EQ(path, (std::vector<std::uint8_t>{static_cast<std::uint8_t>(s), static_cast<std::uint8_t>(s + 1)}));
  }
}

TEST(TrainChain, GivesTheSameBitsAgain) {
  const ChainData data = riddle();

  const ChainWeights once = solve(data), again = solve(data);

  EXPECT_EQ(once.weights, again.weights);
  EXPECT_EQ(once.transitions.between, again.transitions.between);
}

TEST(TrainClasses, LearnsAndForgetsRareFeatures) {
  std::vector<ClassCase> cases;
  for (int i = 0; i < 100; ++i) cases.push_back({{{i % 2 ? 11u : 22u, 1.f}}, i % 2, 1});
  cases.push_back({{{33, 1.f}}, 0, 1});
  ClassOptions options;
  options.dropout = 0.1f;

  const ClassWeights learned = train_classes(cases, options, [](int, double) {});

  ASSERT_EQ(learned.features, (std::vector<Hash>{11, 22}));
  EXPECT_GT(learned.weights[1], learned.weights[0]);
  EXPECT_GT(learned.weights[2], learned.weights[3]);
}

TEST(FeatureIndex, NumbersWhatIsFrequentInTheOrderOfItsHash) {
  FeatureIndex index;
  for (const Hash feature : {9u, 5u, 9u, 5u, 7u}) index.count(feature);

  EXPECT_EQ(index.number(2), 2u);
  EXPECT_EQ(index.id(5), 0u);
  EXPECT_EQ(index.id(9), 1u);
  EXPECT_EQ(index.id(7), FeatureIndex::unknown);
  EXPECT_EQ(index.id(1), FeatureIndex::unknown);
}

TEST(FeatureIndex, CountsMillionsOfFeatures) {
  FeatureIndex index;
  for (int round = 0; round < 2; ++round)
    for (Hash feature = 1; feature <= 1'500'000; ++feature) index.count(feature * 0x9e3779b97f4a7c15ULL);

  EXPECT_EQ(index.number(2), 1'500'000u);
}

}  // namespace
}  // namespace newswired::tagging
