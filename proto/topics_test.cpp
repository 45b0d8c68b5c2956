#include "proto/topics.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

TEST(Slug, DropsMarksAndCaseAndJoinsRuns) {
  EXPECT_EQ(slug("Sérgio  Conceição, Jr."), "sergio-conceicao-jr");
  EXPECT_EQ(slug("U.N."), "u-n");
}

TEST(Slug, NamesWhatHasNoLatinLetterByItsHash) {
  EXPECT_EQ(slug("習近平").size(), 9u);
  EXPECT_EQ(slug("習近平").front(), 'x');
  EXPECT_NE(slug("習近平"), slug("東京"));
}

TEST(Slug, OfNothingOrBrokenBytesIsStillAName) {
  EXPECT_EQ(slug("").front(), 'x');
  EXPECT_EQ(slug("\xff\xfe").front(), 'x');
}

TEST(Slug, EndsWithinSixtyFourBytesAndNotInADash) {
  const std::string long_name = std::string(63, 'a') + " b" + std::string(80, 'c');

  EXPECT_EQ(slug(long_name), std::string(63, 'a'));
}

TEST(Topics, EndInADotSoThatOnePrefixNeverMatchesAnothersName) {
  EXPECT_EQ(article_topic("en-GB", "example-world"), "article.en.example-world.");
  EXPECT_EQ(quote_topic("en", "Sergei Lavrov"), "quote.en.sergei-lavrov.");
  EXPECT_EQ(entity_topic(EntityType::person, "Sergei Lavrov"), "entity.person.sergei-lavrov.");
  EXPECT_EQ(watch_topic("Grain Prices"), "watch.grain-prices.");
}

TEST(EntityId, IsTypeAndSlug) { EXPECT_EQ(entity_id(EntityType::location, "New York"), "location/new-york"); }

TEST(PrimaryLanguage, IsUndWhenTheTagIsNone) {
  EXPECT_EQ(primary_language("de-AT"), "de");
  EXPECT_EQ(primary_language("PT_br"), "pt");
  EXPECT_EQ(primary_language(""), "und");
  EXPECT_EQ(primary_language("english"), "und");
  EXPECT_EQ(primary_language("e1"), "und");
}

}  // namespace
}  // namespace newswired
