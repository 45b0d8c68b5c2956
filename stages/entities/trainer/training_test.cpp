// From a small corpus to a model file to entities: all that the daemon and newswired-train do, on our own sentences.

#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "stages/entities/entities.h"
#include "stages/entities/labels.h"
#include "stages/entities/lexicon.h"
#include "stages/entities/trainer/train.h"
#include "stages/entities/trainer/word_uses.h"
#include "stages/text/tokens.h"

namespace newswired::entities {
namespace {

using testing::ElementsAre;

class TrainingTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = testing::TempDir() + "newswired_entities_training." + std::to_string(::getpid());
    std::filesystem::create_directories(folder_);
    for (const auto list : list_names) write(std::string(list) + ".txt", list == "city" ? "Port Ellery\nLorn\n" : "\n");
    write("word_clusters.tsv", "bank\t1 2 3 4\nBank\t1 2 3 5\n");
    std::string corpus;
    const char* const people[] = {"Ana Ruiz", "Jo Lind", "Pedro Olsen", "Mia Karr"};
    const char* const towns[] = {"Lorn", "Port Ellery", "Vasby", "Old Moor"};
    const char* const groups[] = {"Acme Bank", "Harbour Union", "Fisheries Board", "Lorn Times"};
    for (int i = 0; i < 64; ++i) {
      corpus += "-DOCSTART-\tO\n\n";
      corpus += tagged(people[i % 4], "PER") + plain("said in") + tagged(towns[i / 4 % 4], "LOC") + plain("that") +
                tagged(groups[i / 16], "ORG") + plain("would pay .") + "\n";
      corpus += plain("The") + tagged(groups[i % 4], "ORG") + plain("of") + tagged(towns[i / 16], "LOC") + plain("asked") +
                tagged(people[i / 4 % 4], "PER") + plain("and the") + tagged("Vasbian", "MISC") + plain("people .") + "\n";
    }
    write("news.iob2", corpus);
    ASSERT_TRUE(train_to("a.model").ok());
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  static void write(const std::string& name, const std::string& content) { std::ofstream(folder_ + "/" + name) << content; }
  static std::string plain(const std::string& words) { return lines(words, "O", "O"); }
  static std::string tagged(const std::string& words, const std::string& type) { return lines(words, "B-" + type, "I-" + type); }
  static std::string lines(const std::string& words, const std::string& first, const std::string& rest) {
    std::string result, tag = first;
    std::istringstream in(words);
    for (std::string word; in >> word; tag = rest) result += word + "\t" + tag + "\n";
    return result;
  }
  static Result<Done> train_to(const std::string& name) {
    return train(plan_to(name), [](std::string_view) {});
  }
  static TrainingPlan plan_to(const std::string& name) {
    TrainingPlan plan;
    plan.files = {{folder_ + "/news.iob2", 1, false, false}};
    plan.lexicon_folder = folder_;
    plan.model_name = "en-test";
    plan.output = folder_ + "/" + name;
    plan.epochs = 8;
    return plan;
  }
  static Model model() { return Model::load(folder_ + "/a.model").value(); }

  static std::string folder_;
};
std::string TrainingTest::folder_;

TEST_F(TrainingTest, GivesTheSameBytesAgain) {
  ASSERT_TRUE(train_to("b.model").ok());

  const auto bytes = [](const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  EXPECT_EQ(bytes(folder_ + "/a.model"), bytes(folder_ + "/b.model"));
}

TEST_F(TrainingTest, CountsWordsItselfWhenItMayKnowNoOthersCounts) {
  TrainingPlan plan = plan_to("open.model");
  plan.own_word_counts = true;
  std::filesystem::rename(folder_ + "/word_clusters.tsv", folder_ + "/kept.tsv");
  const auto done = train(plan, [](std::string_view) {});
  std::filesystem::rename(folder_ + "/kept.tsv", folder_ + "/word_clusters.tsv");
  ASSERT_TRUE(done.ok()) << done.error().message;

  const std::string text = "Ana Ruiz said in Lorn that Acme Bank would pay.";
  const auto entities = find_entities(Model::load(folder_ + "/open.model").value(), {"", text, "en"});

  ASSERT_FALSE(entities.empty());
  EXPECT_EQ(entities[0].id, "person/ana-ruiz");
}

TEST(UsualCase, IsOfWordsThatAreNearlyAlwaysWrittenSo) {
  TrainingDocument document;
  const auto add = [&](const std::string& words) {
    TrainingSentence sentence;
    const auto start = static_cast<std::uint32_t>(document.text.size());
    for (text::Token token : text::tokenize(words))
      sentence.tokens.push_back({{token.span.start + start, token.span.end + start}});
    document.text += words + "\n";
    document.sentences.push_back(std::move(sentence));
  };
  for (int i = 0; i < 15; ++i) add("Bank of harbour Lorn may");
  for (int i = 0; i < 5; ++i) add("The May");

  const UsualCase usual = usual_case({&document, 1});

  EXPECT_THAT(usual.lower, ElementsAre("harbour", "of"))
      << "a sentence's first word does not count, nor does a word of both kinds";
  EXPECT_THAT(usual.capital, ElementsAre("lorn"));
}

TEST_F(TrainingTest, MakesAModelThatFindsNames) {
  const std::string text = "Minister Ana Ruiz said in Port Ellery that Acme Bank would pay. Ruiz said she would ask the Harbour Union.";

  const auto entities = find_entities(model(), {"", text, "en"});

  std::vector<std::string> found;
  for (const auto& entity : entities) found.push_back(entity.id);
  EXPECT_THAT(found, testing::IsSupersetOf({"person/ana-ruiz", "location/port-ellery", "organization/acme-bank"}));
  ASSERT_EQ(entities[0].id, "person/ana-ruiz");
  EXPECT_EQ(entities[0].role, "Minister");
  std::vector<std::string> mentions;
  for (const auto& mention : entities[0].mentions) mentions.emplace_back(mention.span.of(text));
  EXPECT_THAT(mentions, ElementsAre("Ana Ruiz", "Ruiz", "she"));
  EXPECT_EQ(entities[0].mentions[2].form, MentionForm::pronoun);
}

TEST_F(TrainingTest, SaysWhereATownLiesUnlessAnotherOfItsNameIsMeant) {
  const auto place_of = [&](const std::string& text) {
    for (const auto& entity : find_entities(model(), {"", text, "en"}))
      if (entity.type == EntityType::location) return entity.coordinates;
    return std::optional<Coordinates>();
  };

  EXPECT_EQ(place_of("Ana Ruiz said in Aleppo that Acme Bank would pay."), (Coordinates{36.2, 37.16}));
  EXPECT_EQ(place_of("Ana Ruiz said in Lorn that Acme Bank would pay."), std::nullopt);
  EXPECT_EQ(place_of("Ana Ruiz said in Paris, Texas that Acme Bank would pay."), std::nullopt);
}

TEST_F(TrainingTest, FindsNothingInNothing) {
  EXPECT_TRUE(find_entities(model(), {"", "", "en"}).empty());
  EXPECT_TRUE(find_entities(model(), {"Ana Ruiz said", "", "en"}).empty());
}

TEST_F(TrainingTest, KeepsMentionsInsideTheTextAndInOrderWhateverItHolds) {
  const std::string pieces[] = {"Ana Ruiz said in Lorn. ", "\u0301\u0301 ", "\u0645\u0631\u062D\u0628\u0627 ", "((((", "A.B.C-D-e's ",
                                "ANA RUIZ ", "\U0001F600", "Acme Bank-based\n\n"};
  std::string text;
  for (int i = 0; i < 400; ++i) text += pieces[(i * i + i / 3) % 8];

  for (const auto& entity : find_entities(model(), {text.substr(0, 23), text, "en"})) {
    std::uint32_t end = 0;
    EXPECT_FALSE(entity.mentions.empty());
    for (const auto& mention : entity.mentions) {
      EXPECT_GE(mention.span.start, end);
      EXPECT_LT(mention.span.start, mention.span.end);
      end = mention.span.end;
    }
    EXPECT_LE(end, text.size());
  }
}

TEST_F(TrainingTest, ReadsAMegabyteOfAnythingInLinearTime) {
  for (const std::string piece : {"x", "Ana Ruiz said in Lorn that Acme Bank would pay. ", "Ana-Ruiz ", "He ", ".,", "\"A\" "}) {
    std::string text;
    while (text.size() < (1u << 20)) text += piece;
    const auto start = std::chrono::steady_clock::now();

    const auto entities = find_entities(model(), {"", text, "en"});

    // A quadratic step would take many minutes.
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60)) << piece;
    EXPECT_LT(entities.size(), text.size());
  }
}

TEST_F(TrainingTest, LeavesOutTheSentencesOfAnotherSet) {
  const auto left_out = read_sentence_set(folder_ + "/news.iob2");
  ASSERT_TRUE(left_out.ok());

  EXPECT_TRUE(read_corpus({folder_ + "/news.iob2", 1, false, false}, *left_out)->empty());
}

TEST_F(TrainingTest, CarriesLabelsOverToOurTokens) {
  write("split.iob2", tagged("Al - Karr", "PER") + plain("met a") + tagged("Vasby", "LOC") + plain("- based man"));

  const auto documents = read_corpus({folder_ + "/split.iob2", 1, true, false}, {});

  ASSERT_EQ(documents->size(), 1u);
  EXPECT_EQ((*documents)[0].text, "Al-Karr met a Vasby-based man\n");
  const auto& allowed = (*documents)[0].sentences[0].allowed;
  ASSERT_EQ(allowed.size(), 5u);
  EXPECT_EQ(allowed[0], 1u << label_of(Part::unit, 0));
  EXPECT_EQ(allowed[1], 1u << outside);
  EXPECT_EQ(allowed[3], (1u << label_count) - 1) << "a border inside a word leaves the label open";
}

TEST_F(TrainingTest, NamesTheFileThatIsNotThere) {
  const auto read = read_corpus({folder_ + "/none.iob2", 1, false, false}, {});

  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, testing::HasSubstr("none.iob2"));
}

}  // namespace
}  // namespace newswired::entities
