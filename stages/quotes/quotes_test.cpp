#include "stages/quotes/quotes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "stages/quotes/features.h"
#include "stages/quotes/model_fixture.h"
#include "stages/tagging/model_file.h"

namespace newswired::quotes {
namespace {

class FindQuotes : public ModelTest {
 protected:
  /// A person with a mention wherever one of `names` stands in `text`.
  static Entity person(const std::string& text, std::vector<std::string> names) {
    Entity entity;
    entity.type = EntityType::person;
    entity.name = names.front();
    for (const std::string& name : names)
      for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + name.size())};
        const auto covered = [&](const Mention& m) { return m.span.contains(span); };
        if (std::none_of(entity.mentions.begin(), entity.mentions.end(), covered))
          entity.mentions.push_back({span, MentionForm::name});
      }
    return entity;
  }

  std::vector<Quote> find(const std::string& text, const std::vector<Entity>& entities = {}) {
    return find_quotes(model_, {"", text, "en"}, entities);
  }

  /// The quote whose text contains `words`.
  static const Quote* with(const std::vector<Quote>& quotes, const std::string& text,
                           std::string_view words) {
    for (const Quote& quote : quotes)
      if (quote.extent().of(text).find(words) != std::string_view::npos) return &quote;
    return nullptr;
  }
};

TEST_F(FindQuotes, FindsNothingInAnEmptyText) {
  EXPECT_TRUE(find("").empty());
}

TEST_F(FindQuotes, FindsNothingInATextWithoutAttributions) {
  EXPECT_TRUE(find("The bridge over the river Tamme reopened at noon on Friday.").empty());
}

TEST_F(FindQuotes, LeavesOtherLanguagesAlone) {
  EXPECT_TRUE(find_quotes(model_, {"", "\"We will rebuild it,\" the mayor said.", "de"}, {}).empty());
}

TEST_F(FindQuotes, TakesAMarkedQuoteWithoutItsMarks) {
  const std::string text =
      "\"We will rebuild the bridge before winter,\" Ana Brandt told reporters on Monday.";

  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].kind, QuoteKind::direct);
  EXPECT_EQ(quotes[0].spans[0].of(text), "We will rebuild the bridge before winter");
  ASSERT_TRUE(quotes[0].cue);
  EXPECT_EQ(quotes[0].cue->of(text), "told");
  ASSERT_TRUE(quotes[0].speaker);
  EXPECT_EQ(quotes[0].speaker->name, "Ana Brandt");
  EXPECT_EQ(quotes[0].speaker->entity, 0u);
}

TEST_F(FindQuotes, TakesWhatIsReportedWithoutMarks) {
  const std::string text = "The mayor, Ana Brandt, said that the bridge would be rebuilt before winter.";

  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].kind, QuoteKind::indirect);
  EXPECT_NE(quotes[0].spans[0].of(text).find("the bridge would be rebuilt before winter"),
            std::string_view::npos);
}

TEST_F(FindQuotes, JoinsTheHalvesOfAnInterruptedQuote) {
  const std::string text =
      "\"The bridge is old,\" Brandt said, \"and it will be rebuilt before winter comes.\"";

  const auto quotes = find(text, {person(text, {"Brandt"})});

  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].spans.size(), 2u);
}

TEST_F(FindQuotes, GivesAPronounTheLastSpeaker) {
  const std::string text =
      "Ana Brandt opened the meeting in the town hall. \"The bridge is old and we will rebuild it,\" she "
      "said.";
  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  const Quote* quote = with(quotes, text, "bridge is old");
  ASSERT_TRUE(quote && quote->speaker);
  EXPECT_EQ(quote->speaker->name, "Ana Brandt");
  EXPECT_EQ(quote->speaker->mention->of(text), "she");
}

TEST_F(FindQuotes, NamesNobodyForARoleThatTheTextDoesNotLink) {
  const std::string text =
      "\"The bridge is old and we will rebuild it,\" a government official said. Ana Brandt was away.";
  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  const Quote* quote = with(quotes, text, "bridge is old");
  ASSERT_TRUE(quote);
  EXPECT_TRUE(!quote->speaker || !quote->speaker->name);
}

TEST_F(FindQuotes, NeverNamesWhoIsOnlyNamedBeforeThePossessive) {
  const std::string text = "\"The bridge is old and we will rebuild it,\" Brandt's lawyer said.";
  const auto quotes = find(text, {person(text, {"Brandt"})});

  const Quote* quote = with(quotes, text, "bridge is old");
  ASSERT_TRUE(quote);
  EXPECT_TRUE(!quote->speaker || quote->speaker->name != "Brandt");
}

TEST_F(FindQuotes, NeverNamesWhoseAidesSpeak) {
  for (const std::string head : {"aides", "campaign officials", "spokesman Jon Vale"}) {
    const std::string text = "\"The bridge is old and we will rebuild it,\" Brandt " + head + " said.";
    const auto quotes = find(text, {person(text, {"Brandt"})});

    const Quote* quote = with(quotes, text, "bridge is old");
    ASSERT_TRUE(quote);
    EXPECT_TRUE(!quote->speaker || quote->speaker->name != "Brandt") << head;
  }
}

TEST_F(FindQuotes, NamesNobodyForAPronounAfterAnUnnamedSpeaker) {
  const std::string text =
      "Paul Brandt opened the meeting. A military official said the old bridge had been closed for a week. "
      "\"It is not safe for anybody and nobody should use it,\" he said.";
  const auto quotes = find(text, {person(text, {"Paul Brandt"})});

  const Quote* quote = with(quotes, text, "not safe");
  ASSERT_TRUE(quote);
  EXPECT_TRUE(!quote->speaker || !quote->speaker->name);
}

TEST_F(FindQuotes, TakesTheNameAfterTheDashThatFollows) {
  const std::string text =
      "\u201CThe bridge is old and nobody has ever cared for it.\u201D \u2014 Ana Brandt";
  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  const Quote* quote = with(quotes, text, "bridge is old");
  ASSERT_TRUE(quote && quote->speaker);
  EXPECT_EQ(quote->speaker->name, "Ana Brandt");
}

TEST_F(FindQuotes, TakesTheCueThatIntroducesTheNextParagraph) {
  const std::string text =
      "Ana Brandt then told the council:\n\n\"The bridge is old and we will rebuild it before winter.\"";
  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  const Quote* quote = with(quotes, text, "bridge is old");
  ASSERT_TRUE(quote && quote->speaker);
  EXPECT_EQ(quote->speaker->name, "Ana Brandt");
}

TEST_F(FindQuotes, GoesOnWithTheSpeakerOfTheSentenceBefore) {
  const std::string text =
      "The old bridge will be closed for repairs, Ana Brandt said on Monday. 'Step by step, we are coming "
      "closer to a plan "
      "that will open it again.' Earlier the council had met.";
  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  const Quote* quote = with(quotes, text, "Step by step");
  ASSERT_TRUE(quote && quote->speaker);
  EXPECT_EQ(quote->speaker->name, "Ana Brandt");
}

TEST_F(FindQuotes, LeavesOutWhatFollowsAQuotedSentence) {
  const std::string text =
      "\"Let everyone know that the bridge will be defended,\" Ana Brandt said on Friday as she entered the "
      "hall that had "
      "been closed for weeks.";
  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].kind, QuoteKind::direct);
  EXPECT_EQ(quotes[0].extent().of(text), "Let everyone know that the bridge will be defended");
}

TEST_F(FindQuotes, LeavesOutWhomAQuotedSentenceWasSaidTo) {
  const std::string text = "Ana Brandt asked him, \"Where do we go from here if the bridge stays closed?\"";
  const auto quotes = find(text, {person(text, {"Ana Brandt"})});

  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].extent().of(text), "Where do we go from here if the bridge stays closed?");
}

TEST_F(FindQuotes, GivesTheQuoteOfAnotherParagraphToItsOwnSpeaker) {
  const std::string text =
      "\"The bridge is old and it must be rebuilt before winter comes,\" Ana Brandt said.\n\n\"Why is there "
      "no money for a "
      "bridge that everybody in this town needs?\" Ivo Lind demanded.";
  const auto quotes = find(text, {person(text, {"Ana Brandt"}), person(text, {"Ivo Lind"})});

  const Quote* quote = with(quotes, text, "Why is there no money");
  ASSERT_TRUE(quote);
  EXPECT_TRUE(!quote->speaker || quote->speaker->name != "Ana Brandt");
}

TEST_F(FindQuotes, ShowsNoBareRelativePronoun) {
  const std::string text =
      "Suresh Patel denied reports that police had fired rubber bullets, which the Tamme Front says wounded "
      "eleven people.";

  for (const Quote& quote : find(text, {person(text, {"Suresh Patel"})}))
    EXPECT_NE(quote.extent().of(text), "which");
}

TEST_F(FindQuotes, CutsTheDatelineOffWhatWasSaid) {
  for (const std::string dateline : {"TAMME (TNA) -- ", "TAMME, March 4 - ", ""}) {
    const std::string text = dateline +
                             "Ferry crews at Lower Tamme will walk out next week unless their pay is raised, "
                             "the crews' union said on Monday.";
    const auto quotes = find(text);

    ASSERT_FALSE(quotes.empty()) << dateline;
    EXPECT_TRUE(quotes[0].extent().of(text).starts_with("Ferry crews")) << quotes[0].extent().of(text);
  }
}

TEST_F(FindQuotes, ReadsTheSourceThatASentenceBeginsWith) {
  const std::string said = "half of them may lose their jobs";
  for (const std::string source : {"Novak", "Ana Novak", "the minister", "Mr Novak", "the ministry's figures",
                                   "a report of the ministry", "Lind, who runs the ferry",
                                   "Ana Novak, the head of the port authority", "Eva Holm, mayor of Tamme"}) {
    const std::string text = "According to " + source + ", " + said + ".";
    const auto quotes = find(text);

    ASSERT_EQ(quotes.size(), 1u) << text;
    EXPECT_EQ(quotes[0].extent().of(text), said);
    ASSERT_TRUE(quotes[0].cue && quotes[0].speaker) << text;
    EXPECT_EQ(quotes[0].cue->of(text), "According to");
    EXPECT_EQ(quotes[0].speaker->mention->of(text), source);
  }
}

TEST_F(FindQuotes, JoinsTheSourceBeforeAColonToWhatWasSaid) {
  const std::string text =
      "Ana Novak: \"Half of the yard may close by May.\"\n\nThe list: apples, pears and plums.";
  const auto quotes = find(text, {person(text, {"Ana Novak"})});

  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_FALSE(quotes[0].cue);
  ASSERT_TRUE(quotes[0].speaker);
  EXPECT_EQ(quotes[0].speaker->name, "Ana Novak");
}

TEST_F(FindQuotes, FindsTheFaintOnesOfNamedSourcesWithLittleConfidence) {
  const std::string text = "In Brandt's view, the plan is dead.";
  const auto quotes = find(text, {person(text, {"Brandt"})});

  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].extent().of(text), "the plan is dead");
  EXPECT_EQ(quotes[0].speaker->name, "Brandt");
  EXPECT_LT(quotes[0].confidence, 0.5f);
}

TEST_F(FindQuotes, LeavesAQuestionToItsSpeakerWhenTheNextSentenceSaysSomethingElse) {
  const std::string text =
      "\"I have worked here for thirty years,\" said Karl Hoven, a welder. \"Where do I go now?\" His wife, "
      "Inge, said "
      "they would leave.";
  const auto quotes = find(text, {person(text, {"Karl Hoven"}), person(text, {"Inge"})});

  const Quote* asked = with(quotes, text, "Where do I go");
  const Quote* leaving = with(quotes, text, "they would leave");
  ASSERT_TRUE(asked && leaving);
  EXPECT_EQ(asked->speaker->name, "Karl Hoven");
  EXPECT_EQ(leaving->speaker->name, "Inge");
}

TEST_F(FindQuotes, ReadsWhatSomebodyPutSo) {
  const std::string text = "As the mayor put it, nobody had asked the people of Tamme.";
  const auto quotes = find(text);

  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].extent().of(text), "nobody had asked the people of Tamme");
  EXPECT_EQ(quotes[0].speaker->mention->of(text), "the mayor");
}

TEST_F(FindQuotes, TakesAPlanForNoSource) {
  EXPECT_TRUE(find("According to plan, the bridge will open in May.").empty());
}

TEST_F(FindQuotes, TakesNoActForAQuote) {
  for (const std::string text :
       {"The city council approved a new tram line on Friday after a debate of six hours.",
        "A court in Tamme sentenced a baker to nine years in prison on Thursday.",
        "My neighbour called at two."})
    EXPECT_TRUE(find(text).empty()) << text;
}

TEST_F(FindQuotes, GivesWhatSheAddedToTheOneWhoSpoke) {
  const std::string text =
      "The search for Mira Brandt has ended.\n\nMira Brandt, 30, left the yard at Tamme on Sunday in a small "
      "boat without a "
      "lamp.\n\n\u201CThe fog came in fast, the boat had no lamp, and she had told nobody,\u201D her sister, "
      "Fiona Lind, said in a "
      "letter on Monday.\n\n\u201CWhen Mira was not home by nine, we rang every harbour on the coast. As it "
      "grew dark, they went "
      "out to look for her, and they came back with nothing.\n\n\u201CShe knew these waters.\u201D\n\n"
      "She added: \u201CNobody could have found that boat at night. She was too far out.\u201D";
  const auto quotes = find(text, {person(text, {"Mira Brandt", "Mira"}), person(text, {"Fiona Lind"})});

  const Quote* added = with(quotes, text, "found that boat");
  ASSERT_TRUE(added && added->speaker && added->speaker->name);
  EXPECT_EQ(*added->speaker->name, "Fiona Lind");
}

TEST_F(FindQuotes, TakesNoOccasionForWhatWasSaid) {
  const std::string letter =
      "The mayor spoke for an hour.\n\nIn a letter to the council, Brandt also said:\n\nNo ferry will sail.";
  EXPECT_EQ(with(find(letter, {person(letter, {"Brandt"})}), letter, "In a letter"), nullptr);

  const std::string least =
      "The mayor spoke for an hour.\n\nAt the very least, Ana Brandt said the yard would stay.";
  const auto quotes = find(least, {person(least, {"Ana Brandt"})});
  EXPECT_NE(with(quotes, least, "the yard would stay"), nullptr);
  EXPECT_EQ(with(quotes, least, "very least"), nullptr);
}

TEST_F(FindQuotes, JoinsAQuoteThatIsBrokenOffAtAComma) {
  const std::string text =
      "The council met on Monday. \u201CIf you close the yard,\u201D Ivo Lind told the mayor, referring to "
      "the plan, \u201Cyou "
      "close the town that lives on it.\u201D";
  const auto quotes = find(text, {person(text, {"Ivo Lind"})});

  const Quote* quote = with(quotes, text, "close the yard");
  ASSERT_NE(quote, nullptr);
  EXPECT_EQ(quote, with(quotes, text, "lives on it"));
  EXPECT_EQ(quote->spans.size(), 2u);
}

TEST_F(FindQuotes, HandsAParagraphWhoseMarksStayOpenToTheSpeakerOfTheNext) {
  const std::string text =
      "\u201CThe yard gave work to every street of this town for sixty years,\u201D Ivo Lind said on "
      "Friday.\n\n"
      "\u201CThe council has seen the books, and it has seen what the yard owes. What more does it want to "
      "see before it votes?\n\n"
      "\u201CI have read those books twice,\u201D said Ana Brandt, the harbour master.";
  const auto quotes = find(text, {person(text, {"Ivo Lind"}), person(text, {"Ana Brandt"})});

  const Quote* open = with(quotes, text, "before it votes");
  ASSERT_TRUE(open && open->speaker && open->speaker->name);
  EXPECT_EQ(*open->speaker->name, "Ana Brandt");
}

TEST_F(FindQuotes, TakesAParagraphOfMarkedWordsForAQuote) {
  const std::string text =
      "The council paid for the wall in May. However, Ivo Lind said he would vote against it.\n\n"
      "\u201CThe stones are good ones. What they lack is somebody who looks after them in winter.\u201D\n\n"
      "The harbour on a quiet morning\n\n"
      "\u201CThis wall will hold. It has stood in three storms, and not one stone came down.\u201D\n\n"
      "\u201CThe Walls of Tamme\u201D\n\n"
      "The vote is on Tuesday.";
  const auto quotes = find(text, {person(text, {"Ivo Lind"})});

  const Quote* next = with(quotes, text, "good ones");
  ASSERT_NE(next, nullptr);
  ASSERT_TRUE(next->speaker && next->speaker->name);
  EXPECT_EQ(*next->speaker->name, "Ivo Lind");
  const Quote* lone = with(quotes, text, "in three storms");
  ASSERT_NE(lone, nullptr) << "behind a line of other words it is still a quote";
  EXPECT_FALSE(lone->speaker && lone->speaker->name) << "but nobody's";
  EXPECT_EQ(with(quotes, text, "The Walls of Tamme"), nullptr);
}

TEST_F(FindQuotes, GivesTheReplyAndNotTheQuestionToTheOneWhoWasAsked) {
  for (const std::string text :
       {"The ferry sank on Monday. Karin Lind, asked about a rescue, replied: \"We have no money for it.\"",
        "Karin Lind, when asked about a rescue, replied: \"We have no money for it.\"",
        "Karin Lind was asked about a rescue on Tuesday and replied: \"We have no money for it.\"",
        "Karin Lind, the mayor, was asked about a rescue on Tuesday and replied: \"We have no money for "
        "it.\"",
        "Asked about a rescue, Karin Lind replied: \"We have no money for it.\""}) {
    const auto quotes = find(text, {person(text, {"Karin Lind"})});
    const Quote* reply = with(quotes, text, "no money");
    ASSERT_TRUE(reply && reply->speaker && reply->speaker->name) << text;
    EXPECT_EQ(*reply->speaker->name, "Karin Lind");
    const Quote* question = with(quotes, text, "a rescue");
    EXPECT_FALSE(question && question->speaker && question->speaker->name) << text;
  }
}

TEST_F(FindQuotes, TakesWhoIsAskedOutOfTheQuestion) {
  const std::string text = "Karin Lind was asked whether she would run and said she would decide in May.";
  const auto quotes = find(text, {person(text, {"Karin Lind"})});
  const Quote* question = with(quotes, text, "would run");
  ASSERT_NE(question, nullptr);
  EXPECT_EQ(question->extent().of(text), "whether she would run");
  EXPECT_FALSE(question->speaker && question->speaker->name);
  const Quote* answer = with(quotes, text, "decide in May");
  ASSERT_TRUE(answer && answer->speaker && answer->speaker->name);
  EXPECT_EQ(*answer->speaker->name, "Karin Lind");
}

TEST_F(FindQuotes, EndsWhatIsSaidInBracketsWithThem) {
  const std::string text =
      "Karin Lind told the council (she said later that it was a mistake) to leave the yard.";
  const auto quotes = find(text, {person(text, {"Karin Lind"})});
  const Quote* later = with(quotes, text, "a mistake");
  ASSERT_NE(later, nullptr);
  EXPECT_EQ(later->extent().of(text), "that it was a mistake");
}

TEST_F(FindQuotes, SharesTheSourceOfAnotherCue) {
  for (const std::string text : {"Noting that the yard is old, Karin Lind said that it would be rebuilt.",
                                 "\"We have no money for it,\" said Karin Lind, referring to the yard."}) {
    const auto quotes = find(text, {person(text, {"Karin Lind"})});
    ASSERT_FALSE(quotes.empty()) << text;
    for (const Quote& quote : quotes)
      EXPECT_TRUE(quote.speaker && quote.speaker->name == "Karin Lind") << text;
  }
}

TEST_F(FindQuotes, KeepsWhatWasSaidBeforeAQuotedSentence) {
  const std::string text =
      "Karin Lind said the yard would be rebuilt. \"We have the money for it, and we will begin in May.\"";
  const auto quotes = find(text, {person(text, {"Karin Lind"})});
  EXPECT_NE(with(quotes, text, "the yard would be rebuilt"), nullptr);
  EXPECT_NE(with(quotes, text, "begin in May"), nullptr);
}

TEST_F(FindQuotes, GivesTheSameAnswerEveryTime) {
  const std::string text =
      "\"We will rebuild it,\" Ana Brandt said. She told the council that winter was near.";

  EXPECT_EQ(find(text), find(text));
}

TEST_F(FindQuotes, KeepsSpansInsideTheTextAndInOrder) {
  const std::string text = "“Oui”—“non”: ''\n\n“’‘’” said\n\"";

  for (const Quote& quote : find(text)) {
    std::uint32_t last = 0;
    for (const Span span : quote.spans) {
      EXPECT_GE(span.start, last);
      EXPECT_LE(span.end, text.size());
      last = span.end;
    }
    EXPECT_GE(quote.confidence, 0);
    EXPECT_LE(quote.confidence, 1);
  }
}

TEST(Model, IsRefusedByNameWhenItsFeaturesDiffer) {
  const std::string path = testing::TempDir() + "quotes-other-features.model";
  ASSERT_TRUE(
      tagging::write_model_file(path, {"quotes", "en-old", features_fingerprint() + 1, {{"pos", "x"}}}));

  const auto model = Model::load(path);

  ASSERT_FALSE(model);
  EXPECT_NE(model.error().message.find(path), std::string::npos);
  std::filesystem::remove(path);
}

TEST(Model, IsRefusedWhenAPartIsMissing) {
  const std::string path = testing::TempDir() + "quotes-part.model";
  ASSERT_TRUE(tagging::write_model_file(path, {"quotes", "en-part", features_fingerprint(), {{"pos", "x"}}}));

  EXPECT_FALSE(Model::load(path));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace newswired::quotes
