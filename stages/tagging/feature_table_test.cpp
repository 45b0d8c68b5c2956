#include "stages/tagging/feature_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "stages/tagging/phrase_table.h"

namespace newswired::tagging {
namespace {

std::span<const std::byte> bytes_of(const std::string& section) {
  return std::as_bytes(std::span(section.data(), section.size()));
}

TEST(FeatureTable, GivesBackEachWeightToWithinHalfAStep) {
  constexpr int classes = 5;
  constexpr std::size_t count = 5000;
  std::mt19937_64 random(3);
  std::uniform_real_distribution<float> weight(-2, 2);
  std::vector<float> weights(count * classes);
  std::vector<WeightedFeature> features;
  for (std::size_t f = 0; f < count; ++f) {
    for (int c = 0; c < classes; ++c) weights[f * classes + c] = weight(random);
    features.push_back({random(), &weights[f * classes]});
  }
  const std::string section = build_feature_table(features, classes, {0.5f, 1, 1});

  const auto table = FeatureTable::view(bytes_of(section));

  ASSERT_TRUE(table.ok());
  for (const auto& feature : features) {
    float scores[classes] = {};
    table->add_scaled(feature.feature, 1, scores);
    std::int32_t sums[classes] = {};
    table->add(std::span(&feature.feature, 1), sums);
    for (int c = 0; c < classes; ++c) {
      const float expected = std::fabs(feature.weights[c]) < 0.5f ? 0 : feature.weights[c];
      EXPECT_NEAR(scores[c], expected, table->scale() / 2 + 1e-5f);
      EXPECT_FLOAT_EQ(static_cast<float>(sums[c]) * table->scale(), scores[c]);
    }
  }
}

TEST(FeatureTable, LeavesOutWhatHasTooFewSteps) {
  // One step is 1/127.
  const float weights[] = {1.f, 0, 2.f / 127, 1.f / 127, 2.f / 127, 0};
  const std::vector<WeightedFeature> features = {{0x100, weights}, {0x200, weights + 2}, {0x300, weights + 4}};
  const std::string section = build_feature_table(features, 2, {0, 2, 3});
  const auto table = FeatureTable::view(bytes_of(section));
  ASSERT_TRUE(table.ok());

  std::int32_t sums[2] = {};
  for (const auto& feature : features) table->add(std::span(&feature.feature, 1), sums);

  EXPECT_EQ(sums[0], 127);
  EXPECT_EQ(sums[1], 0);
}

TEST(FeatureTable, HardlyEverKnowsAStrangeFeature) {
  std::mt19937_64 random(4);
  const float weight = 1;
  std::vector<WeightedFeature> features;
  for (int f = 0; f < 20000; ++f) features.push_back({random(), &weight});
  const std::string section = build_feature_table(features, 1, {});
  const auto table = FeatureTable::view(bytes_of(section));
  ASSERT_TRUE(table.ok());

  int known = 0;
  for (int f = 0; f < 100000; ++f) {
    const Hash strange = random();
    std::int32_t sum = 0;
    table->add(std::span(&strange, 1), &sum);
    known += sum != 0;
  }

  EXPECT_LT(known, 50);
}

TEST(FeatureTable, OfNothingAnswersNothing) {
  const std::string section = build_feature_table({}, 3, {});
  const auto table = FeatureTable::view(bytes_of(section));
  ASSERT_TRUE(table.ok());
  float scores[3] = {};

  table->add_scaled(12345, 1, scores);

  EXPECT_EQ(scores[0], 0);
}

TEST(FeatureTable, CutShortOrGarbledIsRefused) {
  const float weights[2] = {1, -1};
  const std::vector<WeightedFeature> features = {{1ull << 60, weights}, {5ull << 60, weights}};
  const std::string section = build_feature_table(features, 2, {});

  for (std::size_t size = 0; size < section.size(); ++size)
    EXPECT_FALSE(FeatureTable::view(bytes_of(section.substr(0, size))).ok()) << size;
  std::string garbled = section;
  garbled[0] = 99;
  EXPECT_FALSE(FeatureTable::view(bytes_of(garbled)).ok());
}

TEST(PhraseTable, FindsWhatWasPutIn) {
  std::mt19937_64 random(5);
  std::vector<std::pair<Hash, std::uint32_t>> entries;
  for (std::uint32_t i = 1; i <= 3000; ++i) entries.emplace_back(random(), i);
  const std::string section = build_phrase_table(entries);

  const auto table = PhraseTable::view(bytes_of(section));

  ASSERT_TRUE(table.ok());
  for (const auto& [phrase, value] : entries) EXPECT_EQ(table->find(phrase), value);
  EXPECT_EQ(table->find(random()), 0u);
}

TEST(PhraseTable, ThatWouldBeSearchedForEverIsRefused) {
  const std::string full(16, 'x');

  EXPECT_FALSE(PhraseTable::view(bytes_of(full)).ok());
  EXPECT_FALSE(PhraseTable::view(bytes_of(full.substr(0, 7))).ok());
  EXPECT_FALSE(PhraseTable::view({}).ok());
}

TEST(PhraseTable, OfNothingFindsNothing) {
  const std::string section = build_phrase_table({});

  EXPECT_EQ(PhraseTable::view(bytes_of(section))->find(7), 0u);
  EXPECT_EQ(PhraseTable().find(7), 0u);
}

}  // namespace
}  // namespace newswired::tagging
