#include "daemon/jobs/jobs.h"

#include <gtest/gtest.h>

namespace newswired::jobs {
namespace {

TEST(ParseJob, CarriesAFeedToTheWorkerAndBack) {
  const std::string body = R"(<rss version="2.0"><channel><title>Port News</title><item><title>Crane moved</title><link>/a</link><guid>1</guid></item></channel></rss>)";

  const auto answer = do_parse(feed_task("https://port.example/feed", "application/rss+xml", body));

  ASSERT_TRUE(answer.ok()) << answer.error().message;
  const auto feed = read_feed_answer(*answer);
  ASSERT_TRUE(feed.ok()) << feed.error().message;
  EXPECT_EQ(feed->title, "Port News");
  ASSERT_EQ(feed->entries.size(), 1u);
  EXPECT_EQ(feed->entries[0].link, "https://port.example/a");
}

TEST(ParseJob, CarriesAFragmentToTheWorkerAndBack) {
  PageRequest request;
  request.fragment = true;
  request.url = "https://port.example/a";
  request.host_lines = {0xfedcba9876543210u};

  const auto answer = do_parse(page_task(request, "<p>The crane was moved on Monday, the harbour master said.</p>"));

  ASSERT_TRUE(answer.ok()) << answer.error().message;
  const auto page = read_page_answer(*answer);
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_EQ(page->text, "The crane was moved on Monday, the harbour master said.");
}

TEST(ParseJob, CarriesTheSitesRuleToTheWorker) {
  const clean::SiteRule rule{"port.example", "div.text", ".box"};
  PageRequest request;
  request.site = &rule;
  const std::string page = "<div class=intro>The crane stands still since Monday, said the harbour master of the town on the coast.</div>"
                           "<div class=text>It was moved.<p class=box>Weather</p></div>";

  const auto answer = do_parse(page_task(request, page));

  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(read_page_answer(*answer)->text, "It was moved.");
}

TEST(ParseJob, CarriesWhatTheFeedSaysToTheWorker) {
  PageRequest request;
  request.feed_title = "Crane moved";
  request.feed_author = "Ana Costa";

  const auto answer = do_parse(page_task(request, "<p>The crane was moved on Monday, the harbour master said to us.</p>"));

  ASSERT_TRUE(answer.ok()) << answer.error().message;
  const auto page = read_page_answer(*answer);
  EXPECT_EQ(page->title, "Crane moved");
  EXPECT_EQ(page->byline, "Ana Costa");
}

TEST(ParseJob, RefusesFramesThatAreNone) {
  EXPECT_FALSE(do_parse(Frames{}).ok());
  EXPECT_FALSE(do_parse(Frames{"[]", ""}).ok());
  EXPECT_FALSE(do_parse(Frames{R"({"do":"dance"})", ""}).ok());
}

TEST(Answers, ThatAreNoneAreErrors) {
  EXPECT_FALSE(read_feed_answer("{").ok());
  EXPECT_FALSE(read_page_answer("[]").ok());
  EXPECT_FALSE(read_entities_answer("{}", "").ok());
  EXPECT_FALSE(read_quotes_answer(R"({"model":"en","quotes":{}})", "").ok());
}

TEST(EntitiesAnswer, KeepsItsFrameUnchangedForTheQuoteTask) {
  const std::string frame = R"({"entities":[{"id":"person/ada-holm","mentions":[{"end":8,"form":"name","start":0,"text":"Ada Holm"}],"name":"Ada Holm","role":null,"type":"person"}],"model":"en-1"})";

  const auto answer = read_entities_answer(frame, "Ada Holm spoke.");

  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->model, "en-1");
  EXPECT_EQ(answer->frame, frame);
  EXPECT_EQ(quotes_task(Article{}, answer->frame).at(1), frame);
}

TEST(QuotesTask, CarriesRememberedNamesInAFrameOfTheirOwn) {
  const std::vector<RememberedName> names = {{0, "person/ada-holm", "Ada Holm"}};
  const auto frames = quotes_task(Article{}, "", names);
  ASSERT_EQ(frames.size(), 3u);

  const auto read = read_names(frames[2]);

  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, names);
}

TEST(ApplyNames, RenamesTheEntityAndLeavesTheRest) {
  std::vector<Entity> entities(2);
  entities[0].id = "person/holm", entities[0].name = "Holm",
  entities[0].mentions = {{{0, 4}, MentionForm::name}};

  apply_names(entities, {{0, "person/ada-holm", "Ada Holm"}, {7, "person/nobody", "Nobody"}});

  EXPECT_EQ(entities[0].id, "person/ada-holm");
  EXPECT_EQ(entities[0].name, "Ada Holm");
  EXPECT_EQ(entities[0].mentions.size(), 1u);
  EXPECT_TRUE(entities[1].id.empty());
}

TEST(RememberedNames, ThatAreNoneAreAnError) {
  EXPECT_FALSE(read_names("[]").ok());
  EXPECT_FALSE(read_names(R"({"names":[{"entity":-1,"id":"person/x"}]})").ok());
}

TEST(QuotesTask, OfASkippedEntityStageCarriesAnEmptyList) {
  const auto frames = quotes_task(Article{}, "");

  const auto answer = read_entities_answer(frames.at(1), "");

  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_TRUE(answer->model.empty());
  EXPECT_TRUE(answer->entities.empty());
}

}  // namespace
}  // namespace newswired::jobs
