#include "stages/dedup/words.h"

#include <gtest/gtest.h>

namespace newswired::dedup {
namespace {

bool same_words(std::string_view a, std::string_view b) {
  const auto first = normalised_words(a);
  const auto second = normalised_words(b);
  return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                    [](const Word& x, const Word& y) { return x.hash == y.hash; });
}

TEST(NormalisedWords, AreNoneInAnEmptyText) { EXPECT_TRUE(normalised_words("").empty()); }

TEST(NormalisedWords, DoNotSeeCaseMarksOrTypography) {
  EXPECT_TRUE(same_words("“Café” owners—they’re back", "\"CAFE\" owners - they're back"));
  EXPECT_TRUE(same_words("co\u00ADoperation", "cooperation"));
  EXPECT_TRUE(same_words("ﬁnal oﬀer", "final offer"));
}

TEST(NormalisedWords, DoNotSeeLeftoverCharacterReferences) {
  EXPECT_TRUE(same_words("fish &amp; chips", "fish & chips"));
  EXPECT_TRUE(same_words("O&#39;Brien&nbsp;spoke", "O'Brien spoke"));
}

TEST(NormalisedWords, AreTheSameInWireStyleAndInFull) {
  EXPECT_TRUE(same_words("three mln dlrs, up 5 pct in Sept", "3 million dollars, up five percent in September"));
  EXPECT_TRUE(same_words("the U.S. said 1,249", "the US said 1249"));
}

TEST(NormalisedWords, AreTheSameInBritishAndAmericanSpelling) {
  EXPECT_TRUE(same_words("colour organised centre travelled defence dialogue", "color organized center traveled defense dialog"));
}

TEST(NormalisedWords, TellDecimalsFromWholeNumbers) { EXPECT_FALSE(same_words("3.5", "35")); }

TEST(NormalisedWords, MarkNamesOnlyInsideASentence) {
  const auto words = normalised_words("Yesterday Brandvold spoke. Later she left");
  ASSERT_EQ(words.size(), 6u);
  EXPECT_FALSE(words[0].name);
  EXPECT_TRUE(words[1].name);
  EXPECT_FALSE(words[3].name);
}

TEST(NormalisedWords, MarkFiguresButNoYearsAndSmallCounts) {
  const auto words = normalised_words("1,249 3.5 2026 12");
  ASSERT_EQ(words.size(), 4u);
  EXPECT_TRUE(words[0].figure);
  EXPECT_TRUE(words[1].figure);
  EXPECT_FALSE(words[2].figure);
  EXPECT_FALSE(words[3].figure);
}

TEST(NormalisedWords, TakeEachIdeographAsAWord) { EXPECT_EQ(normalised_words("東京都知事").size(), 5u); }

TEST(NormalisedWords, ComeOutOfAnyBytes) {
  EXPECT_EQ(normalised_words("a\xff\xfe b\xc3").size(), 2u);
  EXPECT_EQ(normalised_words(std::string(1'000'000, 'a')).size(), 1u);
  EXPECT_TRUE(normalised_words(std::string(100'000, '&')).empty());
}

}  // namespace
}  // namespace newswired::dedup
