#include "stages/tagging/chain.h"

#include <gtest/gtest.h>

#include <random>

namespace newswired::tagging {
namespace {

constexpr int labels = 4;

Transitions random_transitions(std::mt19937& random, bool some_forbidden) {
  std::uniform_real_distribution<float> score(-2, 2);
  Transitions transitions(labels);
  for (auto* part : {&transitions.between, &transitions.start, &transitions.end})
    for (float& value : *part) value = score(random);
  if (some_forbidden) transitions.at(1, 2) = transitions.at(3, 3) = transitions.start[2] = transitions.end[0] = forbidden;
  return transitions;
}

float path_score(const Transitions& t, const std::vector<float>& scores, const std::vector<int>& path) {
  float sum = t.start[path.front()] + t.end[path.back()];
  for (std::size_t i = 0; i < path.size(); ++i) sum += scores[i * labels + path[i]];
  for (std::size_t i = 1; i < path.size(); ++i) sum += t.at(path[i - 1], path[i]);
  return sum;
}

std::vector<int> best_by_trying_all(const Transitions& t, const std::vector<float>& scores, std::size_t count) {
  std::vector<int> path(count), best;
  float top = forbidden;
  for (int code = 0; code < 1 << (2 * count); ++code) {
    for (std::size_t i = 0; i < count; ++i) path[i] = code >> (2 * i) & 3;
    if (const float score = path_score(t, scores, path); score > top) top = score, best = path;
  }
  return best;
}

TEST(Decoder, FindsTheBestOfAllPaths) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> score(-2, 2);
  for (int round = 0; round < 50; ++round) {
    const Transitions transitions = random_transitions(random, round % 2 == 1);
    const std::size_t count = 1 + round % 5;
    std::vector<float> scores(count * labels);
    for (float& value : scores) value = score(random);

    const auto path = Decoder(transitions).best_path(scores);

    EXPECT_EQ(std::vector<int>(path.begin(), path.end()), best_by_trying_all(transitions, scores, count));
  }
}

TEST(Decoder, GivesNoLabelsToNoTokens) { EXPECT_TRUE(Decoder(Transitions(3)).best_path({}).empty()); }

TEST(Transitions, SurviveTheModelFile) {
  std::mt19937 random(2);
  const Transitions before = random_transitions(random, true);
  const std::string section = to_section(before);

  const auto after = transitions_from_section(std::as_bytes(std::span(section.data(), section.size())));

  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->between, before.between);
  EXPECT_EQ(after->start, before.start);
  EXPECT_EQ(after->end, before.end);
}

TEST(Transitions, OfAnImpossibleSizeAreRefused) {
  const std::string section = to_section(Transitions(3)) + "x";

  EXPECT_FALSE(transitions_from_section(std::as_bytes(std::span(section.data(), section.size()))).ok());
  EXPECT_FALSE(transitions_from_section({}).ok());
}

}  // namespace
}  // namespace newswired::tagging
