#include "stages/dedup/trainer/stories.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "stages/dedup/test_articles.h"

namespace newswired::dedup {
namespace {

/// Four reports of each event: words of its own in the title and between others' in the text.
std::vector<StoryArticle> stream(int events) {
  std::vector<StoryArticle> articles;
  for (int report = 0; report < 4; ++report)
    for (int event = 0; event < events; ++event) {
      const auto seed = static_cast<unsigned>(event);
      const std::string text =
          interleaved(made_up_text(seed + 1000, 40), made_up_text(seed * 7 + report + 2000, 40));
      const std::string title =
          made_up_text(seed + 5000, 3) + " " + made_up_text(seed * 5 + report + 6000, 3);
      const std::string id = std::to_string(event) + "-" + std::to_string(report);
      articles.push_back({candidate(id, "feed" + std::to_string(report), title, text),
                          "event" + std::to_string(event), event % 2 == 0});
    }
  return articles;
}

TEST(StoryTrainer, LearnsFromOneHalfWhatJoinsTheReportsOfTheOther) {
  const LearnedStories learned = learn_stories(stream(30));

  EXPECT_GT(learned.pairs_of_one_event, 40);
  EXPECT_GT(learned.pairs, learned.pairs_of_one_event) << "nothing to tell them from";
  EXPECT_GT(learned.kept_aside.f1, 0.95);
  EXPECT_EQ(learned.kept_aside.events, 15);
  EXPECT_LT(learned.weights.bias, 0);
}

TEST(StoryTrainer, CountsAStoryOfTwoEventsAsWrong) {
  auto articles = stream(30);
  for (std::size_t i = 0; i < articles.size(); ++i)  // the same reports said to be of four events each
    if (!articles[i].learned_from) articles[i].event += "-" + std::to_string(i / 30);

  EXPECT_LT(learn_stories(articles).kept_aside.precision, 0.2);
}

TEST(StoryTrainer, NamesFileAndLineOfWhatItCannotRead) {
  const auto folder = std::filesystem::temp_directory_path() / ("stories-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "articles") << "{\"id\": \"a\"}\n{\"id\": \"b\"}\n";
  std::ofstream(folder / "truth") << "{\"id\": \"a\"}\n{\"id\": \"c\"}\n";

  const auto missing = read_story_articles(folder / "none", folder / "truth");
  const auto other = read_story_articles(folder / "articles", folder / "truth");
  std::filesystem::remove_all(folder);

  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("none: cannot be read"), std::string::npos);
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("truth, line 2: not of the article b"), std::string::npos);
}

TEST(StoryTrainer, MakesTheShippedWeights) {
  const char* const shared = std::getenv("NEWSWIRED_SHARED");
  const std::string corpus = std::string(shared ? shared : NEWSWIRED_SOURCE_DIR "/../shared") + "/corpora/dedup/";
  if (!std::filesystem::exists(corpus + "dev.jsonl")) GTEST_SKIP() << corpus << "dev.jsonl is not there";
  const auto articles = read_story_articles(corpus + "dev.jsonl", corpus + "dev.truth.jsonl");
  ASSERT_TRUE(articles) << articles.error().message;

  const StoryWeights weights = learn_stories(*articles).weights;

  EXPECT_NEAR(weights.bias, story_weights.bias, 1e-3);
  EXPECT_NEAR(weights.title, story_weights.title, 1e-3);
  EXPECT_NEAR(weights.body, story_weights.body, 1e-3);
  EXPECT_NEAR(weights.names, story_weights.names, 1e-3);
}

}  // namespace
}  // namespace newswired::dedup
