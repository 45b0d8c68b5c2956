// What is decided without weights: which names belong together, roles, countries, pronouns, refined spans.

#include <gmock/gmock.h>

#include <string>

#include "stages/entities/coreference.h"
#include "stages/entities/countries.h"
#include "stages/entities/nominals.h"
#include "stages/entities/places.h"
#include "stages/entities/pronouns.h"
#include "stages/entities/recase.h"
#include "stages/entities/refine.h"
#include "stages/entities/roles.h"
#include "stages/entities/tables.h"
#include "stages/text/sentences.h"

namespace newswired::entities {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Lexicon no_lexicon;

Words words_of(const std::string& text) {
  Words words(no_lexicon);
  const auto tokens = text::tokenize(text);
  for (const auto& sentence : text::split_sentences(text, tokens))
    words.add_sentence(text, std::span(tokens).subspan(sentence.first, sentence.size()));
  return words;
}

/// The words of `phrase`, which is in the text.
WordRange range_of(const Words& words, const std::string& text, const std::string& phrase) {
  const std::size_t at = text.find(phrase);
  WordRange range{0, 0};
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    if (words[i].span.start == at) range.first = i;
    if (words[i].span.end == at + phrase.size()) range.last = i + 1;
  }
  return range;
}

std::vector<std::uint32_t> clusters(EntityType type, std::vector<std::vector<std::string>> names) {
  NameClusters clusters;
  std::vector<std::uint32_t> result;
  for (auto& name : names) result.push_back(clusters.add({type, std::move(name)}));
  return result;
}

TEST(NameClusters, JoinSurnamesGivenNamesAndInitialsWithTheFullName) {
  EXPECT_THAT(clusters(EntityType::person, {{"Ana", "Ruiz"}, {"Ruiz"}, {"Ana"}, {"A.", "Ruiz"}, {"RUIZ"}, {"Ana", "M.", "Ruiz"}}),
              ElementsAre(0, 0, 0, 0, 0, 0));
  EXPECT_THAT(clusters(EntityType::person, {{"Ruiz"}, {"Ana", "Ruiz"}}), ElementsAre(0, 0));
  EXPECT_THAT(clusters(EntityType::person, {{"Eva", "Ruiz"}, {"Odris"}, {"Odris", "Ruiz"}, {"Ruiz", "Oak"}}),
              ElementsAre(0, 1, 1, 2));
  EXPECT_THAT(clusters(EntityType::person, {{"Omar", "al-Khatib"}, {"Khatib"}, {"Lee", "Jr."}, {"Lee"}}), ElementsAre(0, 0, 1, 1));
}

TEST(NameClusters, JoinShortFormsHonoursLeadingPartsAndInitials) {
  EXPECT_THAT(clusters(EntityType::person, {{"Joseph", "R.", "Biden"}, {"Joe", "Biden"}, {"Steven", "Hale"}, {"Steve", "Hale"}}),
              ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(clusters(EntityType::person, {{"Ana", "Ruiz"}, {"Ana", "Ruiz", "FRS"}, {"Mary", "Ann", "Oak"}, {"Mary", "Ann"}}),
              ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(clusters(EntityType::person, {{"ANA", "MARIA", "RUIZ"}, {"Maria"}}), ElementsAre(0, 1)) << "capitals are no honour";
  EXPECT_THAT(clusters(EntityType::person, {{"Jane", "Fay", "Kerr"}, {"JFK"}, {"JFX"}}), ElementsAre(0, 0, 1));
}

TEST(NameClusters, JoinAnOrganisationsClosingPartAndTheSameWithItsCountry) {
  EXPECT_THAT(clusters(EntityType::organization, {{"Harwick", "Red", "Gulls"}, {"Red", "Gulls"}, {"Gulls"}}), ElementsAre(0, 0, 0));
  EXPECT_THAT(clusters(EntityType::organization, {{"U.S.", "Senate"}, {"Senate"}, {"French", "Senate"}}), ElementsAre(0, 0, 1));
  EXPECT_THAT(clusters(EntityType::organization, {{"Senate"}, {"U.S.", "Senate"}}), ElementsAre(0, 0));
  EXPECT_THAT(clusters(EntityType::organization, {{"Assembly", "of", "the", "United", "Valleys"}, {"United", "Valleys"}}), ElementsAre(0, 1));
  EXPECT_THAT(clusters(EntityType::organization, {{"Harwick", "Bank"}, {"Bank"}}), ElementsAre(0, 1));
}

TEST(NameClusters, KeepsTheHouseOfACountryApart) {
  EXPECT_THAT(
      clusters(EntityType::organization, {{"Norvia"}, {"Norvia", "Japan"}, {"Norvia", "Motors"}, {"Norvia"}}),
      ElementsAre(0, 1, 0, 0));
}

TEST(NameClusters, KeepPeopleOfOneSurnameApartAndTakeTheNearest) {
  EXPECT_THAT(clusters(EntityType::person, {{"Ana", "Ruiz"}, {"Pedro", "Ruiz"}, {"Ruiz"}}), ElementsAre(0, 1, 1));
  EXPECT_THAT(clusters(EntityType::person, {{"Ana", "Ruiz"}, {"Ruiz"}, {"Pedro", "Ruiz"}, {"A.", "Ruiz"}}), ElementsAre(0, 0, 1, 0));
}

TEST(NameClusters, JoinAcronymsAndLeadingParts) {
  EXPECT_THAT(clusters(EntityType::organization, {{"Northern", "Fisheries", "Board"}, {"NFB"}, {"Northern", "Fisheries"}}),
              ElementsAre(0, 0, 0));
  EXPECT_THAT(clusters(EntityType::organization, {{"N.F.B."}, {"Northern", "Fisheries", "Board"}}), ElementsAre(0, 0));
  EXPECT_THAT(clusters(EntityType::organization, {{"University", "of", "Oslo"}, {"University"}}), ElementsAre(0, 1));
}

TEST(NameClusters, JoinTheNamesOfOneCountryAndItsPeople) {
  EXPECT_THAT(clusters(EntityType::location, {{"U.S."}, {"United", "States"}, {"US"}, {"UK"}}), ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(clusters(EntityType::misc, {{"Russian"}, {"Russians"}, {"Swiss"}}), ElementsAre(0, 0, 1));
}

TEST(NameClusters, NeverJoinDifferentTypes) {
  NameClusters clusters;

  EXPECT_NE(clusters.add({EntityType::person, {"Washington"}}), clusters.add({EntityType::location, {"Washington"}}));
}

TEST(Country, IsKnownOfPlacesAndPeoples) {
  EXPECT_EQ(country_of_place("Russian Federation"), "RU");
  EXPECT_EQ(country_of_place("the Netherlands"), "NL");
  EXPECT_EQ(country_of_place("ALEPPO"), "SY");
  EXPECT_EQ(country_of_place("Atlantis"), std::nullopt);
  EXPECT_EQ(country_of_nationality("Germans"), "DE");
  EXPECT_EQ(country_of_nationality("Germany"), std::nullopt);
}

std::string role(const std::string& text, const std::string& name) {
  const Words words = words_of(text);
  const WordRange range = range_of(words, text, name);
  std::vector<bool> person(words.size());
  for (std::uint32_t i = range.first; i < range.last; ++i) person[i] = true;
  const auto found = find_role(words, range, person);
  return found ? std::string(found->of(text)) : "";
}

TEST(Role, StandsBeforeTheName) {
  EXPECT_EQ(role("Yesterday Norwegian Fisheries Minister Ana Ruiz spoke.", "Ana Ruiz"), "Norwegian Fisheries Minister");
  EXPECT_EQ(role("He met government spokesman Jo Lind.", "Jo Lind"), "government spokesman");
  EXPECT_EQ(role("They asked former deputy prime minister Jo Lind.", "Jo Lind"), "former deputy prime minister");
  EXPECT_EQ(role("Chairman and chief executive Jo Lind resigned.", "Jo Lind"), "Chairman and chief executive");
  EXPECT_EQ(role("Revenue Minister Dr. Jo Lind resigned.", "Jo Lind"), "Revenue Minister");
  EXPECT_EQ(role("But President Jo Lind resigned.", "Jo Lind"), "President");
}

TEST(Role, StandsInApposition) {
  EXPECT_EQ(role("Ana Ruiz, the chief executive of Acme, left.", "Ana Ruiz"), "chief executive of Acme");
  EXPECT_EQ(role("Ana Ruiz, 41, a professor of law at Oslo University, left.", "Ana Ruiz"), "professor of law at Oslo University");
  EXPECT_EQ(role("The head of the union, Ana Ruiz, left.", "Ana Ruiz"), "head of the union");
}

TEST(Role, IsNotMadeUp) {
  EXPECT_EQ(role("Ana Ruiz, who left, said nothing.", "Ana Ruiz"), "");
  EXPECT_EQ(role("Ana Ruiz, said the president.", "Ana Ruiz"), "");
  EXPECT_EQ(role("Mr. Ruiz went home.", "Ruiz"), "");
  EXPECT_EQ(role("Ruiz", "Ruiz"), "");
  EXPECT_EQ(role("She is a member of the Ana Ruiz club.", "Ana Ruiz"), "");
  EXPECT_EQ(role("Lady Ruiz, the Prime Minister\u2019s wife, left.", "Ruiz"), "");
}

TEST(Role, KeepsItsPlaceItsOwnerAndItsOffice) {
  EXPECT_EQ(role("A spokesman for the port, the former harbour master Ana Ruiz, agreed.", "Ana Ruiz"), "");
  EXPECT_EQ(role("The Reform Union (RU) presidential candidate Ana Ruiz spoke.", "Ana Ruiz"),
            "Reform Union (RU) presidential candidate");
  EXPECT_EQ(role("The union's president, Ana Ruiz, spoke.", "Ana Ruiz"), "union's president");
  EXPECT_EQ(role("Movement for Progress's new leader Ana Ruiz spoke.", "Ana Ruiz"),
            "Movement for Progress's new leader");
  EXPECT_EQ(role("Ana Ruiz, senior curator for fishes at the Lorn Museum of Nature, agreed.", "Ana Ruiz"),
            "senior curator for fishes at the Lorn Museum of Nature");
  EXPECT_EQ(role("He met the deputy head of the Port Office in Lorn, Ana Ruiz.", "Ana Ruiz"),
            "deputy head of the Port Office in Lorn");
}

TEST(Role, EndsWhereASideClauseBegins) {
  EXPECT_EQ(role("Ana Ruiz, a freelance journalist based in Wales, agreed.", "Ana Ruiz"),
            "freelance journalist");
  EXPECT_EQ(role("Ana Ruiz, a miner who found it, agreed.", "Ana Ruiz"), "miner");
  EXPECT_EQ(role("Ana Ruiz, 41, a nurse at the Lorn clinic, agreed.", "Ana Ruiz"),
            "nurse at the Lorn clinic");
}

TEST(Role, TakesNoVerbForAWordOfTheRole) {
  EXPECT_EQ(role("The party accused Prime Minister Ana Ruiz.", "Ana Ruiz"), "Prime Minister");
  EXPECT_EQ(role("Police met tobacco merchant Ana Ruiz.", "Ana Ruiz"), "tobacco merchant");
  EXPECT_EQ(role("That is high, said economist Ana Ruiz.", "Ana Ruiz"), "economist");
  EXPECT_EQ(role("They came to greet President Ruiz.", "Ruiz"), "President");
}

/// "the …" that stand for a person, as text. `people[i]` has `roles[i]`.
std::vector<std::string> nominals(const std::string& text, const std::vector<std::string>& people,
                                  const std::vector<std::string>& roles) {
  const Words words = words_of(text);
  std::vector<PersonMention> mentions;
  for (std::uint32_t p = 0; p < people.size(); ++p) mentions.push_back({p, range_of(words, text, people[p])});
  std::vector<std::string> result;
  for (const auto& found : resolve_nominals(words, mentions, roles)) {
    const Span span{words[found.words.first].span.start, words[found.words.last - 1].span.end};
    result.push_back(people[found.person] + ": " + std::string(span.of(text)));
  }
  return result;
}

TEST(Nominal, MeansTheOnlyOneOfThatOfficeNamedLast) {
  EXPECT_THAT(
      nominals(
          "Foreign Minister Ana Ruiz left. The minister said no. In Lorn the foreign minister's car stood.",
          {"Ana Ruiz"}, {"Foreign Minister"}),
      ElementsAre("Ana Ruiz: The minister", "Ana Ruiz: the foreign minister"));
}

TEST(Nominal, IsLeftAloneWhereItMayMeanAnother) {
  const std::vector<std::string> one = {"Ana Ruiz"}, minister = {"Foreign Minister"};
  EXPECT_THAT(nominals("Ana Ruiz left. The finance minister said no.", one, minister), IsEmpty());
  EXPECT_THAT(nominals("Ana Ruiz left. The minister of labour said no.", one, minister), IsEmpty());
  EXPECT_THAT(nominals("Ana Ruiz left. The minister candidates said no.", one, minister), IsEmpty());
  EXPECT_THAT(nominals("Ana Ruiz left. \"The minister lies,\" a voice called.", one, minister), IsEmpty());
  EXPECT_THAT(nominals("Ana Ruiz met Jo Lind. The minister said no.", {"Ana Ruiz", "Jo Lind"},
                       {"Foreign Minister", ""}),
              IsEmpty());
  EXPECT_THAT(nominals("Ana Ruiz met Jo Lind. The minister said no.", {"Ana Ruiz", "Jo Lind"},
                       {"Foreign Minister", "Labour Minister"}),
              IsEmpty());
  EXPECT_THAT(nominals("Ana Ruiz left. A. B. C. It rained. It rained. It rained. It rained. It rained. The "
                       "minister said no.",
                       one, minister),
              IsEmpty());
}

TEST(Town, LiesWhereNewsMeansIt) {
  ASSERT_TRUE(find_town("Aleppo"));
  EXPECT_EQ(find_town("ALEPPO")->country, "SY");
  EXPECT_NEAR(find_town("Aleppo")->latitude, 36.2, 0.1);
  EXPECT_NEAR(find_town("Aleppo")->longitude, 37.2, 0.1);
  EXPECT_EQ(find_town("S\u00E3o Paulo")->country, "BR");
}

TEST(Town, IsNotGuessedWhereSeveralShareTheName) {
  EXPECT_FALSE(find_town("Springfield"));
  EXPECT_FALSE(find_town("Georgia"));
  EXPECT_FALSE(find_town("Nevada")) << "the town in Missouri is not meant";
  EXPECT_FALSE(find_town("White House"));
  EXPECT_FALSE(find_town("France"));
  EXPECT_FALSE(find_town(""));
}

TEST(Region, TellsTheCountriesItMayMean) {
  EXPECT_THAT(countries_of_region("Texas"), ElementsAre("US"));
  EXPECT_THAT(countries_of_region("Georgia"), testing::UnorderedElementsAre("US", "GE"));
  EXPECT_THAT(countries_of_region("Jordan"), ElementsAre("JO"));
  EXPECT_THAT(countries_of_region("Paris"), IsEmpty());
  EXPECT_THAT(countries_of_region(""), IsEmpty());
}

std::vector<std::uint32_t> pronouns(const std::string& text, const std::vector<std::string>& people,
                                    const std::vector<text::Gender>& genders) {
  const Words words = words_of(text);
  std::vector<PersonMention> mentions;
  for (std::uint32_t p = 0; p < people.size(); ++p) mentions.push_back({p, range_of(words, text, people[p])});
  std::vector<std::uint32_t> result;
  for (const auto& pronoun : resolve_pronouns(words, mentions, genders)) result.push_back(pronoun.person);
  return result;
}

TEST(Pronoun, MeansTheLastPersonOfItsGender) {
  using text::Gender;
  EXPECT_THAT(pronouns("Ana met Pedro. She left, and he stayed.", {"Ana", "Pedro"}, {Gender::female, Gender::male}), ElementsAre(0, 1));
}

TEST(Pronoun, MeansNobodyFarAwayOrOfTheOtherGender) {
  using text::Gender;
  EXPECT_THAT(pronouns("Ana left. It rained. It snowed. It rained. She slept.", {"Ana"}, {Gender::female}), IsEmpty());
  EXPECT_THAT(pronouns("Ana left. He slept.", {"Ana"}, {Gender::female}), IsEmpty());
  EXPECT_THAT(pronouns("He slept.", {}, {}), IsEmpty());
}

TEST(Pronoun, InAQuotationIsLeftAlone) {
  EXPECT_THAT(pronouns("\"He is late,\" Ana said.", {"Ana"}, {text::Gender::unknown}), IsEmpty());
}

TEST(Pronoun, IsNoAbbreviation) {
  EXPECT_THAT(pronouns("Jo spoke of the HE sector.", {"Jo"}, {text::Gender::unknown}), IsEmpty());
}

std::vector<std::string> refined(const std::string& text, const std::vector<std::pair<std::string, EntityType>>& found) {
  const Words words = words_of(text);
  std::vector<FoundName> names;
  for (const auto& [phrase, type] : found) {
    FoundName name;
    name.words = range_of(words, text, phrase);
    name.type = static_cast<int>(type);
    names.push_back(name);
  }
  std::vector<std::string> result;
  for (const auto& name : refine_names(words, names))
    result.push_back(std::string(name.span.of(text)) + "/" + std::string(to_string(name.type)));
  return result;
}

TEST(RefineNames, LeavesTitlesPossessivesAndMonthsOut) {
  EXPECT_THAT(refined("It was Mr. Lind's idea.", {{"Mr. Lind's", EntityType::person}}), ElementsAre("Lind/person"));
  EXPECT_THAT(refined("In the March Acme Board report.", {{"March Acme Board", EntityType::organization}}),
              ElementsAre("Acme Board/organization"));
}

TEST(RefineNames, SplitsPlacesAtCommasAndCompoundsAtHyphens) {
  EXPECT_THAT(refined("He lives in Amman, Jordan now.", {{"Amman, Jordan", EntityType::location}}),
              ElementsAre("Amman/location", "Jordan/location"));
  EXPECT_THAT(refined("A Vienna-based, pro-Iranian group in China-US talks on well-known rules.", {}),
              ElementsAre("Vienna/location", "Iranian/misc", "China/location", "US/location"));
}

TEST(RefineNames, KnowsNationalitiesAndDatelines) {
  EXPECT_THAT(refined("The South Korean team won.", {{"South Korean", EntityType::location}}), ElementsAre("South Korean/misc"));
  EXPECT_THAT(refined("BONN (Agency) - It rained.", {{"BONN", EntityType::organization}}), ElementsAre("BONN/location"));
}

TEST(RefineNames, TakesACountryWhole) {
  EXPECT_THAT(refined("The Russian Federation agreed.", {{"Russian", EntityType::misc}, {"Federation", EntityType::organization}}),
              ElementsAre("Russian Federation/location"));
  EXPECT_THAT(refined("The Saudi Arabia Board met.", {{"Saudi Arabia Board", EntityType::organization}}),
              ElementsAre("Saudi Arabia Board/organization"));
}

TEST(RefineNames, TakesThePlaceThatSomebodyIsBasedIn) {
  EXPECT_THAT(refined("The Mercer Island-based firm.", {{"Mercer Island-based", EntityType::person}}),
              ElementsAre("Mercer Island/location"));
  EXPECT_THAT(refined("A South African-born man.", {{"South African-born", EntityType::location}}),
              ElementsAre("South African/misc"));
}

TEST(RefineNames, TakesNoLawForAMan) {
  EXPECT_THAT(refined("The Bill would close yards.", {{"Bill", EntityType::person}}), IsEmpty());
  EXPECT_THAT(refined("Then Bill would close yards.", {{"Bill", EntityType::person}}),
              ElementsAre("Bill/person"));
}

TEST(RefineNames, DropsWhatIsNoName) {
  EXPECT_THAT(refined("On Monday @ 101 it rained.", {{"Monday", EntityType::misc}, {"@", EntityType::organization}}), IsEmpty());
}

/// The names of a text's tables, given those that were found before: type and words.
std::vector<std::pair<EntityType, std::string>> read_from_tables(const std::string& text,
                                                                 std::vector<std::pair<EntityType, std::string>> found) {
  const Words words = words_of(text);
  std::vector<FoundName> names;
  for (const auto& [type, phrase] : found) {
    FoundName name;
    name.words = range_of(words, text, phrase);
    name.sentence = words[name.words.first].sentence;
    name.type = static_cast<int>(type);
    names.push_back(name);
  }
  read_tables(words, names);
  std::vector<std::pair<EntityType, std::string>> result;
  for (const FoundName& name : names)
    result.emplace_back(static_cast<EntityType>(name.type),
                        text.substr(words[name.words.first].span.start,
                                    words[name.words.last - 1].span.end - words[name.words.first].span.start));
  return result;
}

TEST(Tables, EndANameWhereItsNumbersBegin) {
  const std::string text = "Results:\nHarwick 2 Lowell 1\nPenton Rovers 0 Estby 0\nGrimley 3 Marsh United 2\n";

  EXPECT_THAT(read_from_tables(text, {{EntityType::organization, "Penton Rovers"}, {EntityType::misc, "Grimley 3 Marsh United 2"}}),
              ElementsAre(std::pair(EntityType::organization, "Harwick"), std::pair(EntityType::organization, "Lowell"),
                          std::pair(EntityType::organization, "Penton Rovers"), std::pair(EntityType::organization, "Estby"),
                          std::pair(EntityType::organization, "Grimley"), std::pair(EntityType::organization, "Marsh United")));
}

TEST(Tables, GiveAllNamesTheTypeOfMost) {
  const std::string text = "1. Ana Ruiz 2:03.11\n2. Petra Novak 2:04.20\n3. Mei Tanaka 2:04.38\n";

  EXPECT_THAT(read_from_tables(text, {{EntityType::person, "Ana Ruiz"}, {EntityType::person, "Petra Novak"}}),
              testing::Contains(std::pair(EntityType::person, "Mei Tanaka")));
}

TEST(Tables, LeaveProseAndShortListsAlone) {
  EXPECT_THAT(read_from_tables("Harwick beat Lowell 2-1 on Saturday.\nEstby lost 3-0.\nGrimley drew.\n", {}), IsEmpty());
  EXPECT_THAT(read_from_tables("Harwick 2 Lowell 1\nEstby 0 Grimley 0\n", {}), IsEmpty());
}

/// A lexicon of phrases in lower case, each in one list, and of words with clusters.
class SmallLexicon {
 public:
  SmallLexicon(const std::vector<std::pair<std::string, std::string>>& phrases, const std::vector<std::string>& words) {
    std::vector<std::pair<Hash, std::uint32_t>> lists, clusters;
    for (const auto& [list, phrase] : phrases) {
      Hash hash = empty_phrase;
      for (const auto& token : text::tokenize(phrase)) hash = phrase_hash(hash, tagging::hash_bytes(token.of(phrase)));
      lists.emplace_back(hash, 1u << (std::find(list_names.begin(), list_names.end(), list) - list_names.begin()));
    }
    for (const std::string& word : words) clusters.emplace_back(tagging::hash_bytes(word), 1);
    list_bytes_ = tagging::build_phrase_table(lists);
    cluster_bytes_ = tagging::build_phrase_table(clusters);
    lexicon_.lists = *tagging::PhraseTable::view(std::as_bytes(std::span(list_bytes_)));
    lexicon_.clusters = *tagging::PhraseTable::view(std::as_bytes(std::span(cluster_bytes_)));
  }
  const Lexicon& get() const { return lexicon_; }

 private:
  std::string list_bytes_, cluster_bytes_;
  Lexicon lexicon_;
};

TEST(Recase, RaisesNamesThatListsKnowAndTheSurnamesAfterThem) {
  const SmallLexicon lexicon({{"given", "anna"}, {"city", "london"}, {"media", "bbc"}, {"common", "told"}, {"common", "the"},
                              {"intl_org", "bank of the north"}, {"common", "bank"}},
                             {"BBC", "London", "told", "bank"});

  EXPECT_EQ(recase(lexicon.get(), "anna lindqvist told the bbc in london.\nlindqvist, i think, owns the bank of the north"),
            "Anna Lindqvist told the BBC in London.\nLindqvist, I think, owns the Bank of the North");
}

TEST(Recase, KeepsTheSizeOfEveryLetter) {
  const SmallLexicon lexicon({{"given", "éva"}}, {});

  EXPECT_EQ(recase(lexicon.get(), "éva ﬂohr ate ßpätzle"), "Éva ﬂohr ate ßpätzle");
}

TEST(Recase, IsForTextsWithoutCapitalsAlone) {
  const auto lacks = [](std::string_view line) { return lacks_capitals(line, text::tokenize(line)); };
  EXPECT_TRUE(lacks("the mayor said on tuesday that the bridge stays closed"));
  EXPECT_FALSE(lacks("The mayor said on Tuesday that the bridge stays closed"));
  EXPECT_FALSE(lacks("closed until friday"));
  EXPECT_FALSE(lacks(""));
}

}  // namespace
}  // namespace newswired::entities
