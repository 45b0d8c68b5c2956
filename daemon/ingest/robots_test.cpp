#include "daemon/ingest/robots.h"

#include <gtest/gtest.h>

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;

Robots robots(std::string_view text) {
  return Robots::parse(text, "newswired");
}

TEST(Robots, AllowsEverythingWhenEmptyOrUnreadable) {
  EXPECT_TRUE(robots("").allows("/anything"));
  EXPECT_TRUE(robots("\x01\xff<html>no robots here</html>").allows("/"));
  EXPECT_TRUE(robots("User-agent: *\nDisallow:\n").allows("/"));
}

TEST(Robots, FollowsTheGroupThatNamesUsAndNotTheGeneralOne) {
  const Robots rules =
      robots("User-agent: *\nDisallow: /\n\nUser-Agent: NewsWired/1.0\nDisallow: /private\n");

  EXPECT_TRUE(rules.allows("/news"));
  EXPECT_FALSE(rules.allows("/private/a"));
}

TEST(Robots, FollowsTheGeneralGroupWhenNoneNamesUs) {
  const Robots rules = robots("User-agent: newswiredbot\nDisallow:\nUser-agent: *\nDisallow: /tag/");

  EXPECT_FALSE(rules.allows("/tag/fire"));
  EXPECT_TRUE(rules.allows("/tags"));
}

TEST(Robots, JoinsSeveralGroupsOfOurNameAndSeveralNamesOfOneGroup) {
  const Robots rules =
      robots("User-agent: newswired\nDisallow: /a\nUser-agent: other\nUser-agent: newswired\nDisallow: /b\n");

  EXPECT_FALSE(rules.allows("/a"));
  EXPECT_FALSE(rules.allows("/b"));
}

TEST(Robots, LetsTheLongestRuleDecideAndAllowWinATie) {
  const Robots rules =
      robots("User-agent: *\nDisallow: /news\nAllow: /news/open\nAllow: /same\nDisallow: /same\n");

  EXPECT_FALSE(rules.allows("/news/a"));
  EXPECT_TRUE(rules.allows("/news/open/a"));
  EXPECT_TRUE(rules.allows("/same"));
}

TEST(Robots, UnderstandsStarsAndTheEndMark) {
  const Robots rules = robots("User-agent: *\nDisallow: /*.pdf$\nDisallow: /a/*/print\nDisallow: /exact$\n");

  EXPECT_FALSE(rules.allows("/doc/x.pdf"));
  EXPECT_TRUE(rules.allows("/doc/x.pdf?page=1"));
  EXPECT_FALSE(rules.allows("/a/b/c/print.html"));
  EXPECT_FALSE(rules.allows("/exact"));
  EXPECT_TRUE(rules.allows("/exactly"));
}

TEST(Robots, StaysLinearOnManyStars) {
  std::string pattern = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 500; ++i) pattern += "*a";
  pattern += "*b$";

  EXPECT_TRUE(robots(pattern).allows("/" + std::string(5000, 'a')));
}

TEST(Robots, ComparesPercentEncodingNormalised) {
  const Robots rules =
      robots("User-agent: *\nDisallow: /caf\xC3\xA9\nDisallow: /%7Ejoe/\nDisallow: /a%2Fb\n");

  EXPECT_FALSE(rules.allows("/caf%c3%a9/menu"));
  EXPECT_FALSE(rules.allows("/~joe/x"));
  EXPECT_TRUE(rules.allows("/a/b"));
  EXPECT_FALSE(rules.allows("/a%2fb"));
}

TEST(Robots, ReadsAnyLineEndCommentsAndAByteOrderMark) {
  const Robots rules = robots("\xEF\xBB\xBFUser-agent: * # all\rDisallow: /a # why\r\nDisallow:/b");

  EXPECT_FALSE(rules.allows("/a"));
  EXPECT_FALSE(rules.allows("/b"));
  EXPECT_TRUE(rules.allows("/robots.txt"));
}

TEST(Robots, ReadsNoFurtherThanItsLimit) {
  const std::string head = "User-agent: *\nDisallow: /a\n";
  const std::string text = head + std::string(Robots::bytes_max - head.size(), '#') + "\nDisallow: /b\n";

  EXPECT_FALSE(robots(text).allows("/a"));
  EXPECT_TRUE(robots(text).allows("/b"));
}

TEST(Robots, TakesAMissingFileForConsentAndABrokenServerForARefusal) {
  EXPECT_FALSE(Robots::from_answer(200, "User-agent: *\nDisallow: /", "newswired").allows("/a"));
  EXPECT_TRUE(Robots::from_answer(404, "User-agent: *\nDisallow: /", "newswired").allows("/a"));
  EXPECT_TRUE(Robots::from_answer(403, "", "newswired").allows("/a"));
  EXPECT_FALSE(Robots::from_answer(503, "", "newswired").allows("/a"));
  EXPECT_FALSE(Robots::from_answer(429, "", "newswired").allows("/a"));
  EXPECT_FALSE(Robots::from_answer(0, "", "newswired").allows("/a"));
}

TEST(Robots, TellsACrawlDelayOfAtMostAMinute) {
  EXPECT_EQ(robots("User-agent: *\nCrawl-delay: 1.5").crawl_delay(), 1500ms);
  EXPECT_EQ(robots("User-agent: *\nCrawl-delay: 99999").crawl_delay(), 60s);
  EXPECT_EQ(robots("User-agent: *\nCrawl-delay: slow").crawl_delay(), std::nullopt);
}

}  // namespace
}  // namespace newswired::ingest
