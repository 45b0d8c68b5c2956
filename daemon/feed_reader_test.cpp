#include "daemon/feed_reader.h"

#include <gtest/gtest.h>

#include "daemon/article_maker.h"

namespace newswired {
namespace {

TEST(ToParsedFeed, GivesEachEntryItsIdentityAndItsContent) {
  feed::Feed feed;
  feed.format = "rss-2.0";
  feed.title = "Port News";
  feed.language = "en";
  feed.ttl = 15;
  feed.skip_days = {"Sunday", "Someday"};
  feed.entries.resize(1);
  feed.entries[0].id = "17";
  feed.entries[0].title = "Crane moved";
  feed.entries[0].link = "https://port.example/crane";

  const ingest::ParsedFeed parsed = to_parsed_feed(feed);

  EXPECT_TRUE(parsed.is_feed);
  EXPECT_EQ(parsed.hints.ttl, std::chrono::minutes(15));
  EXPECT_EQ(parsed.hints.skip_days, std::vector<int>{0});
  ASSERT_EQ(parsed.entries.size(), 1u);
  EXPECT_FALSE(parsed.entries[0].identity.empty());
  const auto content = decode_content(parsed.entries[0].content);
  ASSERT_TRUE(content.ok()) << content.error().message;
  EXPECT_EQ(content->entry, feed.entries[0]);
  EXPECT_EQ(content->feed_language, "en");
}

TEST(ToParsedFeed, TakesTheLongerOfTtlAndTheSyndicationModule) {
  feed::Feed feed;
  feed.ttl = 15;
  feed.update_minutes = 360;
  feed.skip_hours = {3, 4};

  const ingest::PublisherHints hints = to_parsed_feed(feed).hints;

  EXPECT_EQ(hints.ttl, std::chrono::hours(6));
  EXPECT_EQ(hints.skip_hours, (std::vector<int>{3, 4}));
}

TEST(ToParsedFeed, OfSomethingThatIsNoFeedSaysSo) { EXPECT_FALSE(to_parsed_feed(feed::Feed{}).is_feed); }

}  // namespace
}  // namespace newswired
