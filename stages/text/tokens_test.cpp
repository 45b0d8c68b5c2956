#include "stages/text/tokens.h"

#include <gmock/gmock.h>

#include <chrono>
#include <string>

namespace newswired::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  for (const Token& token : tokenize(text)) result.emplace_back(token.of(text));
  return result;
}

TEST(Tokenize, FindsNothingInNothing) {
  EXPECT_THAT(words(""), IsEmpty());
  EXPECT_THAT(words(" \n\t\u00A0\u200B"), IsEmpty());
}

TEST(Tokenize, KeepsTheFullStopOfAnAbbreviationAndCutsOffAnyOther) {
  EXPECT_THAT(words("Mr. J. Smith left the U.S. at 5 p.m. today."),
              ElementsAre("Mr.", "J.", "Smith", "left", "the", "U.S.", "at", "5", "p.m.", "today", "."));
  EXPECT_THAT(words("Acme Inc. won case No. 4. No."),
              ElementsAre("Acme", "Inc.", "won", "case", "No.", "4", ".", "No", "."));
}

TEST(Tokenize, KeepsNumbersAndCompoundsWhole) {
  EXPECT_THAT(words("4,378.5 tonnes at 10:30, well-known AT&T, U.S.-led, 24/7 50%"),
              ElementsAre("4,378.5", "tonnes", "at", "10:30", ",", "well-known", "AT&T", ",", "U.S.-led", ",", "24/7",
                          "50", "%"));
}

TEST(Tokenize, CutsOffPossessivesAndContractions) {
  EXPECT_THAT(words("Lavrov's don't can\u2019t we\u2019ll rebels' O'Brien U.S.'s"),
              ElementsAre("Lavrov", "'s", "do", "n't", "ca", "n\u2019t", "we", "\u2019ll", "rebels", "'", "O'Brien",
                          "U.S.", "'s"));
}

TEST(Tokenize, ReadsADatelineAsWords) {
  EXPECT_THAT(words("ALEPPO, Syria (Agency) \u2014 Shells fell."),
              ElementsAre("ALEPPO", ",", "Syria", "(", "Agency", ")", "\u2014", "Shells", "fell", "."));
}

TEST(Tokenize, SeesMissingBlanks) {
  EXPECT_THAT(words("homes.' Earlier said.The Moscow,Russia example.com"),
              ElementsAre("homes", ".", "'", "Earlier", "said", ".", "The", "Moscow", ",", "Russia", "example.com"));
}

TEST(Tokenize, KeepsAddressesNamesAndTags) {
  EXPECT_THAT(words("See https://example.org/a?b=1). @who #Climate2026 me@example.org."),
              ElementsAre("See", "https://example.org/a?b=1", ")", ".", "@who", "#Climate2026", "me@example.org", "."));
}

TEST(Tokenize, KeepsMarksWithTheLetterBeforeThem) {
  EXPECT_THAT(words("e\u0301te\u0301 \u00C9mile"), ElementsAre("e\u0301te\u0301", "\u00C9mile"));
}

TEST(Tokenize, TakesRunsOfDotsAndDashesAsOneToken) {
  EXPECT_THAT(words("Wait... what -- now?!"), ElementsAre("Wait", "...", "what", "--", "now", "?", "!"));
}

TEST(Tokenize, CoversEverythingButBlanksInOrderWhateverTheBytes) {
  const std::string text = "\u201CHola\u201D \U0001F600\u0301 \u0627\u0644\u0639\u0631\u0628 ''s 'tis ...-.'s @ # a@b ww http://";

  std::uint32_t end = 0;
  for (const Token& token : tokenize(text)) {
    EXPECT_GE(token.span.start, end);
    EXPECT_LT(token.span.start, token.span.end);
    EXPECT_EQ(text.substr(end, token.span.start - end).find_first_not_of(' '), std::string::npos);
    end = token.span.end;
  }
  EXPECT_EQ(end, text.size());
}

TEST(Tokenize, TakesAMegabyteOfAnythingInLinearTime) {
  for (const std::string piece : {"a", "(", ".", "a.", "a..", "'", "'s", "@", "a@", "-a", "\u0301", "w", "h", "1,"}) {
    std::string text;
    while (text.size() < (1u << 20)) text += piece;
    const auto start = std::chrono::steady_clock::now();

    const auto tokens = tokenize(text);

    // A quadratic walk would take minutes.
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << piece;
    EXPECT_FALSE(tokens.empty());
  }
}

}  // namespace
}  // namespace newswired::text
