// What a feed may send: it is answered sensibly, and within bounds that do not depend on how much of it there is.
#include <gtest/gtest.h>

#include "stages/dedup/seen_index.h"
#include "stages/dedup/test_articles.h"

namespace newswired::dedup {
namespace {

using Kind = Verdict::Kind;

std::size_t kept_of(const Signature& signature) {
  return signature.shingles.size() + signature.names.size() + signature.numbers.size() + signature.figures.size() +
         signature.title_terms.size() + signature.body_terms.size();
}

TEST(BadInput, EmptyTextsAndSingleWordsAreNoCopiesOfEachOther) {
  SeenIndex index;
  for (const char* text : {"", "", " \n\t ", "Live", "Live", "...", "\xff\xfe\xff"}) {
    const std::string id = "id" + std::to_string(index.position());
    const Verdict verdict = take(index, candidate(id, "f", "", text));
    EXPECT_EQ(verdict.kind, Kind::fresh) << text;
    EXPECT_EQ(verdict.story, id);
  }
}

TEST(BadInput, FiveMegabytesOfOneTokenLeaveASmallSignature) {
  const std::string one_word(5 << 20, 'a');
  std::string repeated;
  while (repeated.size() < 5u << 20) repeated += "spam ";

  EXPECT_EQ(sign("", one_word).token_count, 1u);
  EXPECT_LE(kept_of(sign("", one_word)), 4u);
  EXPECT_LE(kept_of(sign(repeated, repeated)), 8u);
}

TEST(BadInput, FiveMegabytesOfOneTokenAreACopyOfThemselvesAndOfNothingElse) {
  std::string repeated;
  while (repeated.size() < 5u << 20) repeated += "spam ";
  SeenIndex index;
  take(index, candidate("ferry", "north", "", ferry_text));
  take(index, candidate("spam", "north", "", repeated));

  EXPECT_EQ(index.judge(candidate("again", "south", "", repeated)).of, "spam");
  EXPECT_EQ(index.judge(candidate("other", "south", "", ferry_text + " It was no spam spam spam.")).of, "ferry");
}

TEST(BadInput, AHugeTextIsKeptInBounds) {
  std::string text;
  for (unsigned i = 0; i < 40; ++i) text += made_up_text(i, 10'000) + " ";

  const Signature signature = sign(text, text);

  EXPECT_EQ(signature.shingles.size(), shingles_max);
  EXPECT_LE(kept_of(signature), shingles_max + names_max + numbers_max + figures_max + title_terms_max + body_terms_max);
}

TEST(BadInput, ClocksThatJumpChangeNoVerdictAndLoseNoStory) {
  for (const std::int64_t seconds : {std::int64_t{0}, std::int64_t{-62'000'000'000}, std::int64_t{250'000'000'000}}) {
    SeenIndex index;
    take(index, candidate("a", "north", "Ferry aground", ferry_text));
    Candidate copy = candidate("b", "south", "Ferry aground", ferry_text.substr(0, ferry_text.size() / 2));
    copy.arrived = Timestamp{std::chrono::seconds{seconds}};

    const Verdict verdict = take(index, copy);

    EXPECT_EQ(verdict.kind, Kind::duplicate);
    EXPECT_EQ(verdict.of, "a");
    EXPECT_EQ(verdict.story, "a");
  }
}

TEST(BadInput, AnIdThatComesAgainIsItsOwnRevisionAndNeverItsOwnCopy) {
  SeenIndex index;
  take(index, candidate("a", "north", "Ferry aground", ferry_text));
  Candidate other = candidate("a", "south", "Rye prize", bakery_text);
  other.revision = 2;

  EXPECT_EQ(index.judge(candidate("a", "north", "Ferry aground", ferry_text)).kind, Kind::fresh) << "redelivered";
  EXPECT_EQ(take(index, other).kind, Kind::update);
  EXPECT_EQ(index.judge(candidate("b", "west", "", bakery_text)).of, "a");
  EXPECT_EQ(index.judge(candidate("c", "west", "", ferry_text)).of, "a") << "its first revision is known too";
}

TEST(BadInput, OneGuidAndOneUrlForEverythingHideNoArticle) {
  SeenIndex index;
  for (unsigned i = 0; i < 3000; ++i) {
    Candidate article = candidate("a" + std::to_string(i), "north", "", made_up_text(i, 60));
    article.url = "https://north.example/";
    article.guid = "0";
    ASSERT_EQ(take(index, article).kind, Kind::fresh) << i;
  }
}

}  // namespace
}  // namespace newswired::dedup
