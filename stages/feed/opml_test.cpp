#include "stages/feed/opml.h"

#include <gtest/gtest.h>

namespace newswired::feed {
namespace {

TEST(Opml, ReadsFeedsWithTheirFoldersAndPlaces) {
  const Opml opml = read_opml("<opml version=\"2.0\"><body>\n<outline text=\"Ä &amp; O\"><outline text='x'>\n"
                              "  <outline text=\"é\" xmlUrl=\"https://h.example/f?a=1&amp;b=2\" htmlUrl='https://h.example/' language='en'/></outline></outline>\n"
                              "<outline text='none'/></body></opml>");
  ASSERT_EQ(opml.feeds.size(), 1u);
  EXPECT_EQ(opml.feeds[0].url, "https://h.example/f?a=1&b=2");
  EXPECT_EQ(opml.feeds[0].title, "é");
  EXPECT_EQ(opml.feeds[0].tags, (std::vector<std::string>{"Ä & O", "x"}));
  EXPECT_EQ(opml.feeds[0].line, 3);
  EXPECT_EQ(opml.feeds[0].column, 3);
  ASSERT_EQ(opml.problems.size(), 1u);
  EXPECT_EQ(opml.problems[0].line, 4);
  EXPECT_EQ(opml.problems[0].column, 1);
}

TEST(Opml, KeepsWhatStandsBeforeABreakAndNamesIt) {
  const Opml opml = read_opml("<opml><body><outline xmlUrl='https://h.example/f'/>\n<outline x");
  EXPECT_EQ(opml.feeds.size(), 1u);
  ASSERT_FALSE(opml.problems.empty());
  EXPECT_EQ(opml.problems.back().line, 2);
  EXPECT_FALSE(read_opml("").problems.empty());
  EXPECT_FALSE(read_opml("<html/>").problems.empty());
}

TEST(Opml, WritesWhatItReads) {
  const std::vector<OpmlFeed> feeds = {{"https://h.example/1?a&b", "One \"1\"", "https://h.example/", "one", "en", {"News", "Sea"}, 0, 0},
                                       {"https://h.example/2", "", "", "", "", {}, 0, 0},
                                       {"https://h.example/3", "Three", "", "", "", {"News"}, 0, 0}};
  const Opml back = read_opml(write_opml(feeds, "Mine & yours"));
  EXPECT_TRUE(back.problems.empty());
  ASSERT_EQ(back.feeds.size(), 3u);
  EXPECT_EQ(back.feeds[0].url, feeds[1].url);
  EXPECT_EQ(back.feeds[1].tags, feeds[2].tags);
  EXPECT_EQ(back.feeds[2].title, feeds[0].title);
  EXPECT_EQ(back.feeds[2].tags, feeds[0].tags);
  EXPECT_EQ(back.feeds[2].url, feeds[0].url);
}

}  // namespace
}  // namespace newswired::feed
