#include "stages/text/sentences.h"

#include <gmock/gmock.h>

#include <string>

namespace newswired::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> sentences(std::string_view text) {
  const auto tokens = tokenize(text);
  std::vector<std::string> result;
  for (const Sentence& sentence : split_sentences(text, tokens)) {
    const std::uint32_t start = tokens[sentence.first].span.start;
    result.emplace_back(text.substr(start, tokens[sentence.last - 1].span.end - start));
  }
  return result;
}

TEST(SplitSentences, FindsNothingInNothing) { EXPECT_THAT(sentences(" \n "), IsEmpty()); }

TEST(SplitSentences, EndsAtStopsBeforeACapital) {
  EXPECT_THAT(sentences("The mayor left. Who follows? Nobody knows!"),
              ElementsAre("The mayor left.", "Who follows?", "Nobody knows!"));
}

TEST(SplitSentences, DoesNotEndAfterTitlesInitialsAndAbbreviationsInASentence) {
  EXPECT_THAT(sentences("Mr. Smith met Gen. J. R. Doe in the U.S. Senate in Jan. 2020. It went well."),
              ElementsAre("Mr. Smith met Gen. J. R. Doe in the U.S. Senate in Jan. 2020.", "It went well."));
}

TEST(SplitSentences, EndsAfterAnAbbreviationBeforeAWordThatBeginsSentences) {
  EXPECT_THAT(sentences("He moved to the U.S. The family stayed."),
              ElementsAre("He moved to the U.S.", "The family stayed."));
}

TEST(SplitSentences, EndsBeforeASentenceThatBeginsWithAnAbbreviation) {
  EXPECT_THAT(sentences("He left on Monday. Mr. Zander stayed. Dr. Lind agreed. U.S. officials did not. \"We go.\" Ms. Alder went."),
              ElementsAre("He left on Monday.", "Mr. Zander stayed.", "Dr. Lind agreed.", "U.S. officials did not.", "\"We go.\"",
                          "Ms. Alder went."));
  EXPECT_THAT(sentences("She runs Lind Inc. Mr. Lind does not."), ElementsAre("She runs Lind Inc.", "Mr. Lind does not."));
  EXPECT_THAT(sentences("It ended here... U.S. Senate aides asked why?! Nobody knew."),
              ElementsAre("It ended here...", "U.S. Senate aides asked why?!", "Nobody knew."));
}

TEST(SplitSentences, DoesNotEndBeforeTheDigitsOfANumber) {
  EXPECT_THAT(sentences("He hit .265 at home. It was .9 of all."), ElementsAre("He hit .265 at home.", "It was .9 of all."));
}

TEST(SplitSentences, KeepsClosingMarksWithTheirSentence) {
  EXPECT_THAT(sentences("\"We are ready.\" The minister left."), ElementsAre("\"We are ready.\"", "The minister left."));
  EXPECT_THAT(sentences("They went to their homes.' Earlier on Monday it rained. \"Now we wait.\""),
              ElementsAre("They went to their homes.'", "Earlier on Monday it rained.", "\"Now we wait.\""));
}

TEST(SplitSentences, DoesNotEndInsideDecimalsAndAddresses) {
  EXPECT_THAT(sentences("It fell 3.5 percent to 1,204.50 (see news.example.org). Then it rose."),
              ElementsAre("It fell 3.5 percent to 1,204.50 (see news.example.org).", "Then it rose."));
}

TEST(SplitSentences, KeepsADatelineWithItsSentence) {
  EXPECT_THAT(sentences("ALEPPO, Syria (Agency) - Shells fell on Monday. Nobody was hurt."),
              ElementsAre("ALEPPO, Syria (Agency) - Shells fell on Monday.", "Nobody was hurt."));
}

TEST(SplitSentences, EndsBehindABrokenSpacing) {
  EXPECT_THAT(sentences("They fled to their homes.' Earlier it rained.The mayor left."),
              ElementsAre("They fled to their homes.'", "Earlier it rained.", "The mayor left."));
}

TEST(SplitSentences, GoesOnWhenAReportFollowsTheQuestion) {
  EXPECT_THAT(sentences("\"Are you ready?\" she asked."), ElementsAre("\"Are you ready?\" she asked."));
}

TEST(SplitSentences, EndsAtLineBreaksAndCountsParagraphs) {
  const std::string text = "A headline without a stop\n\nThe text. It goes on.\nA third line";
  const auto tokens = tokenize(text);

  const auto found = split_sentences(text, tokens);

  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].paragraph, 0u);
  EXPECT_EQ(found[1].paragraph, 1u);
  EXPECT_EQ(found[2].paragraph, 1u);
  EXPECT_EQ(found[3].paragraph, 2u);
}

TEST(SplitSentences, JoinsHardWrappedLines) {
  EXPECT_THAT(sentences("The council of the\ncity met."), ElementsAre("The council of the\ncity met."));
}

TEST(SplitSentences, CutsAtTheTokenLimitAndNotBefore) {
  std::string text;
  for (std::uint32_t i = 0; i < sentence_tokens_max; ++i) text += "a ";

  EXPECT_EQ(sentences(text).size(), 1u);
  EXPECT_EQ(sentences(text + "b").size(), 2u);
}

TEST(SplitSentences, CoversAllTokensInOrder) {
  const std::string text = "... ' ) \" Hm. ) A. B! ? ' \u2026 C";
  const auto tokens = tokenize(text);

  std::uint32_t next = 0;
  for (const Sentence& sentence : split_sentences(text, tokens)) {
    EXPECT_EQ(sentence.first, next);
    EXPECT_LT(sentence.first, sentence.last);
    next = sentence.last;
  }
  EXPECT_EQ(next, tokens.size());
}

}  // namespace
}  // namespace newswired::text
