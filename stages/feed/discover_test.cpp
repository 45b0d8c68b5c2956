#include "stages/feed/discover.h"

#include <gtest/gtest.h>

namespace newswired::feed {
namespace {

TEST(FeedLinks, AreThoseOfALinkWithAFeedsTypeMadeAbsolute) {
  const auto links = feed_links(R"(<html><head>
<link rel="stylesheet" href="/a.css"><link rel=alternate hreflang=de href=/de/>
<LINK REL="Alternate" TYPE="application/rss+xml; charset=utf-8" TITLE="Harbour &amp; Hills" HREF="../rss?a=1&amp;b=2">
<link rel="alternate" type="application/atom+xml" href="https://feeds.example/atom">
<link rel="alternate" type="application/atom+xml" href="https://feeds.example/atom">
<link rel="feed" href="news.json"></head></html>)",
                                "https://harbour.example/en/index.html");

  ASSERT_EQ(links.size(), 3u);
  EXPECT_EQ(links[0], (FeedLink{"https://harbour.example/rss?a=1&b=2", "Harbour & Hills", "application/rss+xml"}));
  EXPECT_EQ(links[1].url, "https://feeds.example/atom");
  EXPECT_EQ(links[2].url, "https://harbour.example/en/news.json");
}

TEST(FeedLinks, CountFromThePagesOwnBase) {
  const auto links = feed_links("<base href='/news/'><link rel='alternate' type='application/rss+xml' href='rss'>", "https://harbour.example/a/b");

  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].url, "https://harbour.example/news/rss");
}

TEST(FeedLinks, AreNotTakenFromCommentsNorFromOtherTypes) {
  EXPECT_TRUE(feed_links("<!-- <link rel=alternate type='application/rss+xml' href='/rss'> -->"
                         "<link rel=alternate type='application/json' href='https://x.example/wp-json/wp/v2/pages/2'>"
                         "<link rel='alternate' type='text/html' href='/print'>",
                         "https://x.example/")
                  .empty());
}

}  // namespace
}  // namespace newswired::feed
