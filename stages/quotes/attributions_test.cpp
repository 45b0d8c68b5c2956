#include "stages/quotes/attributions.h"

#include <gtest/gtest.h>

#include <array>
#include <tuple>

#include "stages/quotes/model_fixture.h"
#include "stages/quotes/model_parts.h"

namespace newswired::quotes {
namespace {

/// Links pieces that are named by their words.
class Attributions : public ModelTest {
 protected:
  void read(std::string text) {
    text_ = std::move(text);
    analysis_ = analyse(text_, model_.parts().tagger);
  }
  Piece piece(Role role, std::string_view words) const {
    const std::size_t at = text_.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
    Range range;
    for (std::uint32_t i = 0; i < analysis_.tokens.size(); ++i) {
      if (!span.contains(analysis_.tokens[i].span)) continue;
      if (range.last == 0) range.first = i;
      range.last = i + 1;
    }
    return {role, range, 0.9f, false};
  }
  Attribution attribution(std::string_view who, std::string_view said,
                          std::vector<std::string_view> what) const {
    Attribution made;
    if (!who.empty()) made.source = piece(source, who);
    made.cue = piece(cue, said);
    for (const std::string_view words : what) made.contents.push_back(piece(content, words));
    return made;
  }
  std::vector<std::string> contents_of(const Attribution& attribution) const {
    std::vector<std::string> out;
    for (const Piece& each : attribution.contents) out.emplace_back(analysis_.bytes(each.range).of(text_));
    return out;
  }
  /// Whether `who` is still the source of `said` when `leave_passives` has looked at it.
  bool keeps_source(std::string text, std::string_view who, std::string_view said) {
    read(std::move(text));
    std::vector<Attribution> found = {attribution(who, said, {})};
    leave_passives(analysis_, found);
    return found[0].source.has_value();
  }
  using Strings = std::vector<std::string>;

  std::string text_;
  Analysis analysis_;
};

TEST_F(Attributions, JoinNoSentenceWithoutMarksToWhatIsSaidInAnother) {
  read(
      "Ana Brandt said the pier would close. The ferry of the north shore sank in May. \"Nobody drowned,\" "
      "Per Holt said.");

  const auto linked = link(
      analysis_, {piece(source, "Ana Brandt"), piece(cue, "said"), piece(content, "the pier would close"),
                  piece(content, "The ferry of the north shore sank"), piece(content, "\"Nobody drowned,\""),
                  piece(source, "Per Holt"), piece(cue, "said.")});

  ASSERT_EQ(linked.size(), 2u);
  EXPECT_EQ(contents_of(linked[0]), Strings{"the pier would close"});
  EXPECT_EQ(contents_of(linked[1]), Strings{"\"Nobody drowned,\""});
}

TEST_F(Attributions, GiveTheNextQuoteToWhoSpokeInMarksNotToAClauseWithAMarkedWord) {
  read(
      "\"Rents are up a little,\" said Per Holt, who noted that prices had \"cratered\" in May. \"Things "
      "move in the right direction.\"");

  const auto linked = link(analysis_, {piece(content, "\"Rents are up a little,\""), piece(cue, "said"),
                                       piece(source, "Per Holt"), piece(source, "who"), piece(cue, "noted"),
                                       piece(content, "that prices had \"cratered\" in May"),
                                       piece(content, "\"Things move in the right direction.\"")});

  ASSERT_EQ(linked.size(), 2u);
  EXPECT_EQ(contents_of(linked[0]),
            (Strings{"\"Rents are up a little,\"", "\"Things move in the right direction.\""}));
  EXPECT_EQ(contents_of(linked[1]), Strings{"that prices had \"cratered\" in May"});
}

TEST_F(Attributions, JoinNoHeadingInSingleMarksToTheQuoteBeforeIt) {
  const std::string said = "\"If I were ten years younger, I would go back to school,\"";
  for (const auto& [open, close, joined] : {std::tuple{"'", "'", false}, std::tuple{"\"", "\"", true}}) {
    const std::string next = std::string(open) + "That is the hard choice we have." + close;
    read(said + " Ana Brandt said.\n\n" + next + "\n\nThe yard is old.");
    const auto linked = link(analysis_, {piece(content, said), piece(source, "Ana Brandt"),
                                         piece(cue, "said."), piece(content, next)});
    EXPECT_EQ(linked[0].contents.size(), joined ? 2u : 1u) << next;
  }
}

TEST_F(Attributions, DropASecondContentWhereHardlyEverOneStands) {
  read("The mayor, whom the guild dislikes, said the pier would close, as the guild hopes for a new one.");
  std::vector<Attribution> found = {attribution("The mayor", "said", {"the pier would close", "a new one"})};
  drop_strays(analysis_, found);
  EXPECT_EQ(contents_of(found[0]), Strings{"the pier would close"});

  read("After the guild's complaint about the pier, Per Holt said it would close.");
  found = {attribution("Per Holt", "said", {"the pier", "it would close"})};
  drop_strays(analysis_, found);
  EXPECT_EQ(contents_of(found[0]), Strings{"it would close"});
}

TEST_F(Attributions, KeepBothPartsOfAnInterruptedSentence) {
  read("The pier, the mayor said, would close in May.");
  std::vector<Attribution> found = {attribution("the mayor", "said", {"The pier", "would close in May"})};
  drop_strays(analysis_, found);
  EXPECT_EQ(contents_of(found[0]), (Strings{"The pier", "would close in May"}));
}

TEST_F(Attributions, CompleteASentenceThatWhoSaidItInterrupts) {
  read("This campaign, he says, is different. The old pier, Per Holt said on Monday, has never closed.");
  std::vector<Attribution> found = {attribution("he", "says", {"is different"}),
                                    attribution("Per Holt", "said", {"The old pier"})};
  complete_interrupted(analysis_, found);
  EXPECT_EQ(contents_of(found[0]), (Strings{"This campaign", "is different"}));
  EXPECT_EQ(contents_of(found[1]), (Strings{"The old pier", "has never closed"}));
}

TEST_F(Attributions, TakeWhatWasSaidBeforeAndNotWhenItWasSaid) {
  read(
      "The pier will open in May, the port office announced on Monday after the last plank was laid. The "
      "guild agreed to a "
      "fee, which was raised after the storm had passed.");
  std::vector<Attribution> found = {
      attribution("the port office", "announced", {"after the last plank was laid"}),
      attribution("which", "was raised", {"after the storm had passed"})};
  complete_interrupted(analysis_, found);
  EXPECT_EQ(contents_of(found[0]), Strings{"The pier will open in May"});
  EXPECT_EQ(contents_of(found[1]), Strings{"after the storm had passed"});
}

TEST_F(Attributions, LeaveASentenceAloneThatNothingInterrupts) {
  read(
      "The pier is safe, according to the port office, the oldest of its kind. When rain fell, Ana Brandt "
      "said, \"We go.\" "
      "Per Holt said the pier, the oldest, would close.");
  std::vector<Attribution> found = {
      attribution("the port office", "according to", {"the oldest of its kind"}),
      attribution("Ana Brandt", "said", {"\"We go.\""}), attribution("Per Holt", "said the", {"pier"})};
  complete_interrupted(analysis_, found);
  for (const Attribution& each : found) EXPECT_EQ(each.contents.size(), 1u);
}

TEST_F(Attributions, GiveWhatOthersSayOfSomebodyToNobody) {
  for (const auto& [text, who, said] : std::vector<std::array<const char*, 3>>{
           {"Ana Brandt is expected to meet the guild.", "Ana Brandt", "is expected"},
           {"Per Holt was widely seen as a friend of the pier.", "Per Holt", "was widely seen"},
           {"The mayor seemed to know the pier.", "The mayor", "seemed"}}) {
    EXPECT_FALSE(keeps_source(text, who, said)) << text;
  }
}

TEST_F(Attributions, KeepTheSourceOfWhoThinksAndSpeaks) {
  for (const auto& [text, who, said] : std::vector<std::array<const char*, 3>>{
           {"Ana Brandt is convinced that the pier is safe.", "Ana Brandt", "is convinced"},
           {"Per Holt seemed to blame the guild.", "Per Holt", "seemed to blame"},
           {"The pier was described by Ana Brandt as safe.", "Ana Brandt", "was described"},
           {"The mayor expected the pier to close.", "The mayor", "expected"}}) {
    EXPECT_TRUE(keeps_source(text, who, said)) << text;
  }
}

}  // namespace
}  // namespace newswired::quotes
