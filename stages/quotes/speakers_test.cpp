#include "stages/quotes/speakers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/quotes/model_fixture.h"
#include "stages/quotes/model_parts.h"

namespace newswired::quotes {
namespace {

/// A source and the content that it is the source of, and the cue where it matters, as they stand in the
/// text; the first place counts.
struct Said {
  std::string source, content, cue = "";
};

class FindSpeakers : public ModelTest {
 protected:
  static Entity entity(const std::string& text, EntityType type, const std::vector<std::string>& names) {
    Entity entity;
    entity.type = type;
    entity.name = names.front();
    for (const std::string& name : names)
      for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + name.size())};
        bool is_covered = false;
        for (const Mention& mention : entity.mentions) is_covered |= mention.span.contains(span);
        if (!is_covered) entity.mentions.push_back({span, MentionForm::name});
      }
    return entity;
  }
  static Entity person(const std::string& text, const std::vector<std::string>& names) {
    return entity(text, EntityType::person, names);
  }
  static Entity organisation(const std::string& text, const std::vector<std::string>& names) {
    return entity(text, EntityType::organization, names);
  }

  /// The name of each speaker, "" for nobody.
  std::vector<std::string> names(const std::string& text, const std::vector<Entity>& entities,
                                 const std::vector<Said>& said) {
    const Analysis analysis = analyse(text, model_.parts().tagger);
    std::vector<Attribution> attributions;
    for (const Said& one : said) {
      Attribution attribution;
      if (!one.source.empty()) attribution.source = Piece{source, tokens(analysis, one.source), 1, false};
      if (!one.cue.empty()) attribution.cue = Piece{cue, tokens(analysis, one.cue), 1, false};
      attribution.contents.push_back({content, tokens(analysis, one.content), 1, false});
      attributions.push_back(attribution);
    }
    std::vector<std::string> out;
    for (const auto& speaker : find_speakers(analysis, attributions, entities, model_.parts().ranker))
      out.push_back(speaker && speaker->name ? *speaker->name : "");
    return out;
  }

 private:
  static Range tokens(const Analysis& analysis, const std::string& words) {
    const std::size_t at = analysis.text.find(words);
    EXPECT_NE(at, std::string_view::npos) << words;
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
    Range range{static_cast<std::uint32_t>(analysis.tokens.size()), 0};
    for (std::uint32_t i = 0; i < analysis.tokens.size(); ++i)
      if (span.overlaps(analysis.tokens[i].span)) range = {std::min(range.first, i), i + 1};
    return range;
  }
};

using Names = std::vector<std::string>;

TEST_F(FindSpeakers, GivesAttributionsThatShareASourceTheSameName) {
  const std::string text = "Ana Brandt praised the bridge and promised a new road.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})},
                  {{"Ana Brandt", "the bridge"}, {"Ana Brandt", "a new road"}}),
            (Names{"Ana Brandt", "Ana Brandt"}));
}

TEST_F(FindSpeakers, GivesNobodyTheGenderOfWhomTheyAccuse) {
  const std::string text =
      "Rolf Aske called the plan reckless and left his post. Dana Lux promised aid. Opposition leader Per "
      "Holt accused her of "
      "sleeping. He said that two years were lost.";

  EXPECT_EQ(
      names(text, {person(text, {"Rolf Aske"}), person(text, {"Dana Lux"}), person(text, {"Per Holt"})},
            {{"Rolf Aske", "the plan"}, {"Opposition leader Per Holt", "sleeping"}, {"He", "two years"}}),
      (Names{"Rolf Aske", "Per Holt", "Per Holt"}));
}

TEST_F(FindSpeakers, KnowsWhoHoldsAnOffice) {
  for (const std::string source :
       {"Secretary of State Ana Brandt", "Former secretary of state Ana Brandt",
        "Minister of Health Ana Brandt", "Deputy head of the port authority Ana Brandt",
        "English comedian and actor Ana Brandt"}) {
    const std::string text = source + " said the talks would go on.";
    EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})}, {{source, "the talks"}}), (Names{"Ana Brandt"}))
        << text;
  }
  for (const std::string source :
       {"The wife of Senator Ana Brandt", "A spokesman for Secretary Ana Brandt"}) {
    const std::string text = source + " said the talks would go on.";
    EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})}, {{source, "the talks"}}), (Names{""})) << text;
  }
}

TEST_F(FindSpeakers, KnowsWhomAClauseBetweenDashesOrBracketsBelongsTo) {
  for (const std::string text :
       {"The roof was praised by Ana Brandt (who said it would hold).",
        "Ana Brandt \u2014 who said it would hold \u2014 left early.",
        "Ana Brandt, a graduate of Tamme Law School who said it would hold, left early."})
    EXPECT_EQ(names(text, {person(text, {"Ana Brandt"}), organisation(text, {"Tamme Law School"})},
                    {{"who", "it would hold"}}),
              (Names{"Ana Brandt"}))
        << text;
}

TEST_F(FindSpeakers, KnowsWhomARelativeClauseBelongsTo) {
  const std::string text =
      "Among them was Ivo Lind, a clerk at the town hall who warned of floods. The Tamme Post, which "
      "reported the "
      "fire first, has closed.";

  EXPECT_EQ(names(text, {person(text, {"Ivo Lind"}), organisation(text, {"Tamme Post"})},
                  {{"who", "of floods"}, {"which", "the fire"}}),
            (Names{"Ivo Lind", "Tamme Post"}));
}

TEST_F(FindSpeakers, NamesTheAuthorBelowALetterForI) {
  const std::string text =
      "I believe that the bridge should stay closed. It is old and it was never safe.\n\nAna "
      "Brandt.\n\nTamme.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})}, {{"I", "the bridge should stay closed"}}),
            (Names{"Ana Brandt"}));
}

TEST_F(FindSpeakers, NamesTheSpeakerOfTheQuoteForIInsideIt) {
  const std::string text = "\"The council met, and I think that it will vote again,\" Ana Brandt said.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})},
                  {{"Ana Brandt", "The council met, and I think that it will vote again"},
                   {"I", "it will vote again"}}),
            (Names{"Ana Brandt", "Ana Brandt"}));
}

TEST_F(FindSpeakers, KnowsAPersonByTheRoleThatTheTextGivesThem) {
  const std::string text =
      "The bridge must open, Justice Ana Brandt ruled. Ivo Lind, a farmer, was in the room. The judge "
      "rejected all "
      "complaints.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"}), person(text, {"Ivo Lind"})},
                  {{"Justice Ana Brandt", "The bridge must open"}, {"The judge", "all complaints"}}),
            (Names{"Ana Brandt", "Ana Brandt"}));
}

TEST_F(FindSpeakers, KnowsThePersonOfALeadByTheNameThatFollows) {
  const std::string text =
      "A Tamme judge has rejected a request to close the bridge.\n\nJustice Ana Brandt wrote that it is "
      "safe.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})}, {{"A Tamme judge", "a request to close the bridge"}}),
            (Names{"Ana Brandt"}));
}

TEST_F(FindSpeakers, NamesNobodyInALeadWhenTwoFit) {
  const std::string text =
      "A Tamme judge has rejected a request to close the bridge.\n\nJustice Ana Brandt and Justice Ivo Lind "
      "were "
      "there.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"}), person(text, {"Ivo Lind"})},
                  {{"A Tamme judge", "a request to close the bridge"}}),
            (Names{""}));
}

TEST_F(FindSpeakers, TakesNoCommonWordOfAHeadlineForAName) {
  const std::string text = "Poll: most want the bridge to stay.\n\nThe poll was taken in May.";

  EXPECT_EQ(names(text, {}, {{"Poll", "most want the bridge to stay"}}), (Names{""}));
}

TEST_F(FindSpeakers, CallsNoWomanAHusband) {
  const std::string text =
      "If Ana Brandt, her husband at her side, is elected, her husband would stay at home.";
  const Entity brandt = person(text, {"Ana Brandt"});

  EXPECT_EQ(names(text, {brandt}, {{"her husband", "stay at home"}}), (Names{""}));
}

TEST_F(FindSpeakers, KnowsAnOrganisationByItsKind) {
  const std::string text =
      "The Bridge Workers Union met in Tamme on Monday. The union wants higher pay. The company has not "
      "answered.";

  EXPECT_EQ(names(text, {organisation(text, {"Bridge Workers Union"})},
                  {{"The union", "higher pay"}, {"The company", "has not answered"}}),
            (Names{"Bridge Workers Union", ""}));
}

TEST_F(FindSpeakers, ReadsThePossessiveAsItsOwner) {
  const std::string text =
      "Ana Brandt's claim that the bridge is safe was wrong. Ana Brandt's lawyer denies it all.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})},
                  {{"Ana Brandt's", "that the bridge is safe"}, {"Ana Brandt's lawyer", "it all"}}),
            (Names{"Ana Brandt", ""}));
}

TEST_F(FindSpeakers, NamesNobodyForTwoPeople) {
  const std::string text = "Ana Brandt (Tamme) and Ivo Lind want the bridge to stay open.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"}), person(text, {"Ivo Lind"})},
                  {{"Ana Brandt (Tamme) and Ivo Lind", "the bridge to stay open"}}),
            (Names{""}));
}

TEST_F(FindSpeakers, KnowsOnePersonWithTwoRoles) {
  const std::string text = "Council candidate and former mayor Ana Brandt wants the bridge to stay open.";

  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})},
                  {{"Council candidate and former mayor Ana Brandt", "the bridge to stay open"}}),
            (Names{"Ana Brandt"}));
}

TEST_F(FindSpeakers, TakesTheNameThatEndsTheSource) {
  const std::string text = "A lawyer for the farmers, Ivo Lind, said the bridge is safe.";

  EXPECT_EQ(names(text, {person(text, {"Ivo Lind"})},
                  {{"A lawyer for the farmers, Ivo Lind,", "the bridge is safe"}}),
            (Names{"Ivo Lind"}));
}

TEST_F(FindSpeakers, ReadsWhatFollowsANameAsToldOfIt) {
  const std::string text =
      "The ferry is safe, says Ana Brandt, founder and head of River and Lake Rescue of Tamme. Ivo Lind, 35, "
      "the son of "
      "former mayor Karl Lind and writer Mia Voss, said it leaks.";

  EXPECT_EQ(names(text,
                  {person(text, {"Ana Brandt"}), organisation(text, {"Lake Rescue of Tamme"}),
                   person(text, {"Ivo Lind"}), person(text, {"Karl Lind"}), person(text, {"Mia Voss"})},
                  {{"Ana Brandt, founder and head of River and Lake Rescue of Tamme", "The ferry is safe"},
                   {"Ivo Lind, 35, the son of former mayor Karl Lind and writer Mia Voss,", "it leaks"}}),
            (Names{"Ana Brandt", "Ivo Lind"}));
}

TEST_F(FindSpeakers, StillNamesNobodyForThreePeople) {
  const std::string text = "Ana Brandt, Ivo Lind and Mia Voss said the ferry leaks.";

  EXPECT_EQ(
      names(text, {person(text, {"Ana Brandt"}), person(text, {"Ivo Lind"}), person(text, {"Mia Voss"})},
            {{"Ana Brandt, Ivo Lind and Mia Voss", "the ferry leaks"}}),
      (Names{""}));
}

TEST_F(FindSpeakers, TakesTheTitledNameAfterADescription) {
  const std::string text =
      "Brandt's father, the Rev. Karl Brandt, said the bridge was cursed. My neighbour, Mr Hale, called it a "
      "ruin. The "
      "airport's operator, Tamme Airways Services, said it was safe.";

  EXPECT_EQ(names(text,
                  {person(text, {"Karl Brandt"}), person(text, {"Hale"}),
                   organisation(text, {"Tamme Airways Services"})},
                  {{"Brandt's father, the Rev. Karl Brandt,", "the bridge was cursed"},
                   {"My neighbour, Mr Hale,", "a ruin"},
                   {"The airport's operator, Tamme Airways Services,", "it was safe"}}),
            (Names{"Karl Brandt", "Hale", "Tamme Airways Services"}));
}

TEST_F(FindSpeakers, KnowsTheLastSpeakerByAgeAndTrade) {
  const std::string text =
      "The game was lost early, Karl Moser said. The 34-year-old will stay for a year. The former Tamme "
      "defender had hoped "
      "for more.";

  EXPECT_EQ(names(text, {person(text, {"Karl Moser"})},
                  {{"Karl Moser", "The game was lost early"},
                   {"The 34-year-old", "stay for a year"},
                   {"The former Tamme defender", "had hoped for more"}}),
            (Names{"Karl Moser", "Karl Moser", "Karl Moser"}));
}

TEST_F(FindSpeakers, KnowsTheOrganisationOfALeadByTheNameThatFollows) {
  const std::string text =
      "A union representing ferry workers has rejected the offer.\n\nThe National Federation of Ferry Crews "
      "met on Monday.";
  const std::string other =
      "A union representing ferry workers has rejected the offer.\n\nThe National Federation of Teachers met "
      "on Monday.";

  EXPECT_EQ(names(text, {organisation(text, {"National Federation of Ferry Crews"})},
                  {{"A union representing ferry workers", "the offer"}}),
            (Names{"National Federation of Ferry Crews"}));
  EXPECT_EQ(names(other, {organisation(other, {"National Federation of Teachers"})},
                  {{"A union representing ferry workers", "the offer"}}),
            (Names{""}));
}

TEST_F(FindSpeakers, TakesTheOnlyOrganisationOfTheSentenceForIt) {
  const std::string text =
      "Tamme Rail must stop now unless it wants to pay a fine. Tamme Rail and Lind Ferries met as it hoped.";

  EXPECT_EQ(names(text, {organisation(text, {"Tamme Rail"}), organisation(text, {"Lind Ferries"})},
                  {{"it", "to pay a fine"}}),
            (Names{"Tamme Rail"}));
}

TEST_F(FindSpeakers, KnowsTheCompanyOfATextThatNamesOne) {
  const std::string text =
      "Brightloop, the maker of lamps, will cut jobs, the company said. The Lamp Workers Union was angry.";
  const std::string other =
      "Brightloop will sell its mill to Norvale. The mill will stay open, the company said.";

  EXPECT_EQ(names(text, {organisation(text, {"Brightloop"}), organisation(text, {"Lamp Workers Union"})},
                  {{"the company", "will cut jobs"}}),
            (Names{"Brightloop"}));
  EXPECT_EQ(names(other, {organisation(other, {"Brightloop"}), organisation(other, {"Norvale"})},
                  {{"the company", "The mill will stay open"}}),
            (Names{""}));
}

TEST_F(FindSpeakers, GivesNobodysPronounToSomebodyNamedEarlier) {
  const std::string text =
      "Ana Brandt will cut jobs.\n\nOne engineer, who was not named, said her badge had failed. \"Nobody "
      "called "
      "me,\" she said.";

  EXPECT_EQ(
      names(text, {person(text, {"Ana Brandt"})},
            {{"One engineer, who was not named,", "her badge had failed"}, {"she", "Nobody called me"}}),
      (Names{"", ""}));
}

TEST_F(FindSpeakers, GivesSheToTheWomanWhoSpokeLast) {
  const std::string text =
      "Judge Helena Moor told Peter Vance to stand. Defence lawyer Ruth Asher said her client had lost his "
      "job. She said he "
      "would appeal.";

  EXPECT_EQ(
      names(text,
            {person(text, {"Helena Moor"}), person(text, {"Peter Vance"}), person(text, {"Ruth Asher"})},
            {{"Judge Helena Moor", "to stand"},
             {"Defence lawyer Ruth Asher", "her client had lost his job"},
             {"She", "he would appeal"}}),
      (Names{"Helena Moor", "Ruth Asher", "Ruth Asher"}));
}

TEST_F(FindSpeakers, TakesNoOrganisationThatIsNamedInWhatWasSaidForIt) {
  const std::string text =
      "The Harbour Office warned boats. \u201CDo not moor at the Tamme Yard,\u201D it said.";
  EXPECT_EQ(names(text, {organisation(text, {"Harbour Office"}), organisation(text, {"Tamme Yard"})},
                  {{"The Harbour Office", "boats"}, {"it", "Do not moor at the Tamme Yard"}})[1],
            "Harbour Office");
}

TEST_F(FindSpeakers, GivesHisPromiseToTheManWhosePlanStandsBesideIt) {
  const std::string text =
      "Ivo Lind said the harbour would stay. Letters to the Gazette show that many like Peter Brandt\u2019s "
      "new timetable and his "
      "promise that no ferry would be late.";
  EXPECT_EQ(names(text, {person(text, {"Ivo Lind"}), person(text, {"Peter Brandt"})},
                  {{"Ivo Lind", "the harbour would stay"}, {"his", "no ferry would be late"}})[1],
            "Peter Brandt");
}

TEST_F(FindSpeakers, KnowsANameWithTheTimeBehindIt) {
  for (const std::string source : {"Ana Brandt this week", "Ana Brandt Tuesday", "Ana Brandt herself"}) {
    const std::string text = source + " said that the yard is safe.";
    EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})}, {{source, "that the yard is safe"}}),
              (Names{"Ana Brandt"}));
  }
}

TEST_F(FindSpeakers, KnowsANameBehindATitleAndBeforeMoreWords) {
  for (const std::string source : {"Another pollster, Ana Brandt of the University of Tamme,",
                                   "Holt's niece, state Senator Ana Brandt (D-Tamme),",
                                   "Secretary of State Ana Brandt, who praised the yard for it,",
                                   "Their leading candidate, Tamme Senator Ana Brandt,",
                                   "Ana Brandt \u2014 who keeps the gate \u2014"}) {
    const std::string text = source + " said that the yard is safe.";
    EXPECT_EQ(names(text, {person(text, {"Ana Brandt"}), entity(text, EntityType::location, {"Tamme"})},
                    {{source, "that the yard is safe"}}),
              (Names{"Ana Brandt"}))
        << source;
  }
  const std::string two =
      "Senators Ana Brandt (R), who is leaving, and Ivo Lind (D) said that the yard is safe.";
  EXPECT_EQ(names(two, {person(two, {"Ana Brandt"}), person(two, {"Ivo Lind"})},
                  {{"Senators Ana Brandt (R), who is leaving, and Ivo Lind (D)", "that the yard is safe"}}),
            (Names{""}));
}

TEST_F(FindSpeakers, FindsTheAuthorOfAnEssay) {
  const std::string text =
      "I believe that the yard can be saved.\n\nIvo Lind believes so too.\n\nAna Brandt is a welder in "
      "Tamme.";
  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"}), person(text, {"Ivo Lind"})},
                  {{"I", "that the yard can be saved"}}),
            (Names{"Ana Brandt"}));
  const std::string news =
      "I believe that the yard can be saved.\n\nAna Brandt came on Monday.\n\nAna Brandt is a welder in "
      "Tamme.";
  EXPECT_EQ(names(news, {person(news, {"Ana Brandt"})}, {{"I", "that the yard can be saved"}}), (Names{""}))
      << "the text tells of her before";
  const std::string own = "My father said that the yard is lost.\n\nAna Brandt is a welder in Tamme.";
  EXPECT_EQ(names(own, {person(own, {"Ana Brandt"})}, {{"My father", "that the yard is lost"}}), (Names{""}));
}

TEST_F(FindSpeakers, TakesTheDaughterOfAMayorForNoMayor) {
  const std::string text =
      "Ana Brandt, the mayor's eldest daughter, came on Monday with Ivo Lind. The mayor said that the yard "
      "is safe.";
  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"}), person(text, {"Ivo Lind"})},
                  {{"The mayor", "that the yard is safe"}}),
            (Names{""}));
}

TEST_F(FindSpeakers, KnowsTheLastSpeakerByAge) {
  const std::string text =
      "Ana Brandt said that the yard is safe. The 34-year-old mother of three added that it will stay.";
  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})},
                  {{"Ana Brandt", "that the yard is safe"},
                   {"The 34-year-old mother of three", "that it will stay"}}),
            (Names{"Ana Brandt", "Ana Brandt"}));
}

TEST_F(FindSpeakers, GivesHeToNobodyWhenHisFatherSpokeButToHimWhenHisMotherDid) {
  const auto text = [](const std::string& parent) {
    return "Ivo Lind left the yard. " + parent + " said that it was lost. He said that nobody had asked.";
  };
  const auto speakers = [&](const std::string& parent) {
    return names(text(parent), {person(text(parent), {"Ivo Lind"})},
                 {{parent, "that it was lost"}, {"He", "that nobody had asked"}});
  };
  EXPECT_EQ(speakers("His father"), (Names{"", ""}));
  EXPECT_EQ(speakers("His mother"), (Names{"", "Ivo Lind"}));
}

TEST_F(FindSpeakers, GivesHeToTheLastSpeakerWhenTheQuoteSpeaksOfAnotherMan) {
  const std::string text =
      "Ivo Lind wants a seat. Ivo Lind has money, and Lind likes to spend his money.\n\nPer Holt said little "
      "was known of Lind until Lind ran, but now "
      "Holt will vote for him.\n\n\"Some changes are overdue; his plans show it,\" he said.";
  const std::vector<Entity> entities = {person(text, {"Ivo Lind", "Lind"}),
                                        person(text, {"Per Holt", "Holt"})};

  EXPECT_EQ(names(text, entities,
                  {{"Per Holt", "little was known of Lind until Lind ran"},
                   {" he ", "\"Some changes are overdue; his plans show it,\""}}),
            (Names{"Per Holt", "Per Holt"}));
}

TEST_F(FindSpeakers, KnowsTheWomanOfAGivenNameThatIsAlsoAPlace) {
  const std::string text =
      "Virginia Brandt sued the yard. Carla Holt was heard too. Details of Brandt's account have changed. "
      "She said it was long ago.";
  const std::vector<Entity> entities = {person(text, {"Virginia Brandt", "Brandt"}),
                                        person(text, {"Carla Holt"})};

  EXPECT_EQ(names(text, entities, {{"She", "it was long ago"}}), Names{"Virginia Brandt"});
}

TEST_F(FindSpeakers, KnowsTheNeighbourInTwoPlaces) {
  const std::string text =
      "Lind's neighbour in both Tamme and Lower Saare, Ana Brandt, said the bridge was safe.";
  const std::vector<Entity> entities = {person(text, {"Lind"}), person(text, {"Ana Brandt"}),
                                        entity(text, EntityType::location, {"Tamme"}),
                                        entity(text, EntityType::location, {"Lower Saare"})};

  EXPECT_EQ(names(text, entities,
                  {{"Lind's neighbour in both Tamme and Lower Saare, Ana Brandt", "the bridge was safe"}}),
            Names{"Ana Brandt"});
}

TEST_F(FindSpeakers, KnowsAnOfficerByOfficeAndRank) {
  const std::string text = "Tamme's Chief of Army Staff General Ana Brandt said the bridge was safe.";
  const std::vector<Entity> entities = {entity(text, EntityType::location, {"Tamme"}),
                                        person(text, {"Ana Brandt"})};

  EXPECT_EQ(
      names(text, entities, {{"Tamme's Chief of Army Staff General Ana Brandt", "the bridge was safe"}}),
      Names{"Ana Brandt"});

  const std::string attorney = "The Attorney for the District of Tamme Ana Brandt said the bridge was safe.";
  EXPECT_EQ(
      names(attorney, {entity(attorney, EntityType::location, {"Tamme"}), person(attorney, {"Ana Brandt"})},
            {{"The Attorney for the District of Tamme Ana Brandt", "the bridge was safe"}}),
      Names{"Ana Brandt"});
}

TEST_F(FindSpeakers, TakesNoPlaceForALongerNameThatEndsInIt) {
  const std::string text = "The society Free Tamme said the bridge was safe, and Tamme said it was not.";
  const std::vector<Entity> entities = {entity(text, EntityType::location, {"Tamme"})};

  EXPECT_EQ(names(text, entities, {{"The society Free Tamme", "the bridge was safe"}}), Names{""});
  EXPECT_EQ(names("Tamme said it was not safe.",
                  {entity("Tamme said it was not safe.", EntityType::location, {"Tamme"})},
                  {{"Tamme", "it was not safe"}}),
            Names{"Tamme"});
}

TEST_F(FindSpeakers, KnowsASpokesmanOfALeadByWhomHeSpeaksFor) {
  const std::string text =
      "A spokesperson for the yard said nobody was hurt. Ana Brandt, a harbour spokesperson, said somebody "
      "was. Per Holt, a spokesperson of the yard's, left.";
  const std::vector<Entity> entities = {person(text, {"Ana Brandt"}), person(text, {"Per Holt"})};
  EXPECT_EQ(names(text, entities, {{"A spokesperson for the yard", "nobody was hurt"}}), Names{"Per Holt"});

  const std::string other =
      "A spokesperson for the yard said nobody was hurt. Ana Brandt, a harbour spokesperson, said somebody "
      "was.";
  EXPECT_EQ(
      names(other, {person(other, {"Ana Brandt"})}, {{"A spokesperson for the yard", "nobody was hurt"}}),
      Names{""});

  const std::string lind =
      "A spokeswoman for Ivo Lind said nobody was hurt. Lind spokeswoman Ana Brandt said somebody was.";
  EXPECT_EQ(names(lind, {person(lind, {"Ivo Lind", "Lind"}), person(lind, {"Ana Brandt"})},
                  {{"A spokeswoman for Ivo Lind", "nobody was hurt"}}),
            Names{"Ana Brandt"});
}

TEST_F(FindSpeakers, TakesCapitalsForNoPronoun) {
  const std::string text =
      "Jo Brandt said it was so. A spokesperson for the colleges said it was not.\n\n\"Much is done for the "
      "HE sector,\" he said.";
  EXPECT_EQ(names(text, {person(text, {"Jo Brandt"})},
                  {{"Jo Brandt", "it was so"},
                   {"A spokesperson for the colleges", "it was not"},
                   {" he ", "\"Much is done for the HE sector,\""}}),
            (Names{"Jo Brandt", "", ""}));
}

TEST_F(FindSpeakers, KnowsANameBehindTwoRolesAnOrganisationOrBeforeATown) {
  const std::string text = "Author and one of the hosts, Ana Brandt, from Tamme, said it was so.";
  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"}), entity(text, EntityType::location, {"Tamme"})},
                  {{"Author and one of the hosts, Ana Brandt, from Tamme", "it was so"}}),
            Names{"Ana Brandt"});

  const std::string host = "The host, Tamme River Society board member Ana Brandt, said it was so.";
  EXPECT_EQ(names(host, {organisation(host, {"Tamme River Society"}), person(host, {"Ana Brandt"})},
                  {{"The host, Tamme River Society board member Ana Brandt", "it was so"}}),
            Names{"Ana Brandt"});

  const std::string carrier = "The carrier, Tamme Rail, said it was so.";
  EXPECT_EQ(
      names(carrier, {organisation(carrier, {"Tamme Rail"})}, {{"The carrier, Tamme Rail", "it was so"}}),
      Names{"Tamme Rail"});
}

TEST_F(FindSpeakers, TakesNoCompanyWhenAnotherWasNamedSince) {
  const std::string text =
      "Tamme Rail, the parent of Saare Sea, told Holt News that it grew. The company said so.";
  const std::vector<Entity> entities = {organisation(text, {"Tamme Rail"}), organisation(text, {"Saare Sea"}),
                                        organisation(text, {"Holt News"})};
  EXPECT_EQ(names(text, entities, {{"Tamme Rail", "it grew"}, {"The company", "so"}}),
            (Names{"Tamme Rail", "Tamme Rail"}));

  const std::string other =
      "Tamme Rail Inc. said that it grew. Saare Sea has two yards in Tamme. The company said so.";
  EXPECT_EQ(names(other, {organisation(other, {"Tamme Rail Inc."}), organisation(other, {"Saare Sea"})},
                  {{"Tamme Rail Inc.", "it grew"}, {"The company", "so"}}),
            (Names{"Tamme Rail Inc.", ""}));
}

TEST_F(FindSpeakers, TakesNoAppealsCourtForTheSupremeCourt) {
  const std::string text =
      "The Supreme Court has ruled. The appeals court said it had not. The court said so.";
  EXPECT_EQ(names(text, {organisation(text, {"Supreme Court"})},
                  {{"The appeals court", "it had not"}, {"The court", "so"}}),
            (Names{"", "Supreme Court"}));
}

TEST_F(FindSpeakers, KnowsAQuotedPronounThatMeansANounOfTheQuote) {
  const std::string before =
      "Ana Brandt wants a seat. Ana Brandt has money, and Brandt likes to spend it on her voters.\n\nEva "
      "Holt said little was known of Brandt until "
      "Brandt ran, but now Holt will vote for her. Friends say that Brandt also speaks on law.\n\n";
  const auto speaker = [&](const std::string& quote) {
    const std::string text = before + quote + " she said.";
    const std::vector<Entity> entities = {person(text, {"Ana Brandt", "Brandt"}),
                                          person(text, {"Eva Holt", "Holt"})};
    return names(text, entities,
                 {{"Eva Holt", "little was known of Brandt until Brandt ran"},
                  {"Friends", "that Brandt also speaks on law"},
                  {" she ", quote}})
        .back();
  };
  EXPECT_EQ(speaker("\"Voters who like her plans must wait for her day,\""), "Eva Holt");
  EXPECT_EQ(speaker("\"A woman who has plans must wait for her day,\""), "Ana Brandt");
}

TEST_F(FindSpeakers, TakesWhoIsToldForNoSpeaker) {
  const std::string text =
      "Ivo Lind asked Per Holt how long it was. \"Forty yards, maybe more,\" he told Mr. Lind at a rally.";
  EXPECT_EQ(
      names(text, {person(text, {"Ivo Lind", "Lind"}), person(text, {"Per Holt"})},
            {{"Ivo Lind", "how long it was", "asked"}, {" he ", "\"Forty yards, maybe more,\"", "told"}}),
      (Names{"Ivo Lind", "Per Holt"}));
}

TEST_F(FindSpeakers, TakesNoOfficeForAName) {
  const std::string text = "The Prime Minister said the bridge was safe.";
  EXPECT_EQ(names(text, {}, {{"The Prime Minister", "the bridge was safe"}}), Names{""});
  const std::string acting = "Acting U.S. Attorney said the bridge was safe.";
  EXPECT_EQ(names(acting, {}, {{"Acting U.S. Attorney", "the bridge was safe"}}), Names{""});
}

TEST_F(FindSpeakers, KnowsWhoseWordsStandBehindAColon) {
  const std::string text = "A lesson from Ana Brandt: \"Be the voice that people hear.\"";
  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})},
                  {{"A lesson from Ana Brandt", "Be the voice that people hear"}}),
            (Names{"Ana Brandt"}));
}

TEST_F(FindSpeakers, KnowsTheClauseOfANameThatIsDescribedBetween) {
  const std::string text =
      "The yard is at odds with Ana Brandt, now the mayor of Tamme, who said that it is lost.";
  EXPECT_EQ(names(text, {person(text, {"Ana Brandt"})}, {{"who", "that it is lost"}}), (Names{"Ana Brandt"}));
}

}  // namespace
}  // namespace newswired::quotes
