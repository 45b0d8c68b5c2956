#include "stages/tagging/boosted_trees.h"

#include <gtest/gtest.h>

#include <cmath>

namespace newswired::tagging {
namespace {

BoostedTrees two_leaves() {
  return BoostedTrees(0.5f, {{{2.0f, 0, 1, 1}, {0, -1.0f, -1, 0}, {0, 1.0f, -1, 0}}});
}

TEST(BoostedTrees, GoLeftUpToTheThreshold) {
  const BoostedTrees trees = two_leaves();

  EXPECT_NEAR(trees.probability(std::vector<float>{9, 2.0f}), 1 / (1 + std::exp(0.5f)), 1e-6);
  EXPECT_NEAR(trees.probability(std::vector<float>{9, 2.1f}), 1 / (1 + std::exp(-1.5f)), 1e-6);
}

TEST(BoostedTrees, AddUpWhateverTheirNumberAndDepth) {
  const BoostedTrees::Tree stump = {{2.0f, 0, 0, 1}, {0, -1.0f, -1, 0}, {0, 1.0f, -1, 0}};
  const BoostedTrees::Tree deep = {{2.0f, 0, 0, 1}, {0, 0.25f, -1, 0}, {3.0f, 0, 1, 3}, {0, 4.0f, -1, 0}, {0, 8.0f, -1, 0}};
  for (const int count : {0, 1, 7, 8, 9, 20}) {
    std::vector<BoostedTrees::Tree> trees(static_cast<std::size_t>(count), stump);
    trees.push_back(deep);
    const float sum = static_cast<float>(count) + 4 - 10;
    EXPECT_NEAR(BoostedTrees(-10, trees).probability(std::vector<float>{3, 3}), 1 / (1 + std::exp(-sum)), 1e-5) << count;
  }
}

TEST(BoostedTrees, ComeBackFromTheirBytes) {
  const std::string bytes = two_leaves().bytes() + "rest";
  std::string_view view = bytes;
  const auto trees = BoostedTrees::read(view, 2);

  ASSERT_TRUE(trees);
  EXPECT_EQ(view, "rest");
  EXPECT_EQ(trees->probability(std::vector<float>{0, 5}), two_leaves().probability(std::vector<float>{0, 5}));
}

TEST(BoostedTrees, AreRefusedWhenTheyAskForUnknownFeaturesOrLeadBack) {
  const std::string bytes = two_leaves().bytes();
  std::string_view view = bytes;
  EXPECT_FALSE(BoostedTrees::read(view, 1));

  const std::string loop = BoostedTrees(0, {{{2.0f, 0, 0, 0}, {0, 0, -1, 0}, {0, 0, -1, 0}}}).bytes();
  view = loop;
  EXPECT_FALSE(BoostedTrees::read(view, 2));

  view = std::string_view(bytes).substr(0, bytes.size() - 1);
  EXPECT_FALSE(BoostedTrees::read(view, 2));
}

}  // namespace
}  // namespace newswired::tagging
