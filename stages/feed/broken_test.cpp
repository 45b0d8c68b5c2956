// Behaviour 1: no feed is lost to one bad byte, none to a cut, and nothing crashes.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "stages/feed/identity.h"
#include "stages/feed/sample_test.h"
#include "stages/text/utf8.h"

namespace newswired::feed {
namespace {

constexpr int item_count = 50;

std::string sample() { return rss(plain_items(item_count)); }

TEST(BrokenFeed, LosesAtMostOneItemToAnyOneBadByte) {
  const std::string whole = sample();
  // Every byte of the first three items and of what is around all; further items are the same again.
  const std::size_t end = whole.find("<item>", whole.find("Ferry 3 ") - 20);
  for (const char bad : {'\b', '&', '<'}) {
    for (std::size_t at = 0; at < whole.size(); at = at + 1 == end ? whole.rfind("<item>") : at + 1) {
      std::string broken = whole;
      if (broken[at] == bad) continue;
      broken[at] = bad;
      const Feed feed = parse(broken);
      ASSERT_GE(feed.entries.size(), item_count - 1u) << "byte " << at << " made " << static_cast<int>(bad);
      ASSERT_FALSE(feed.errors.empty()) << "byte " << at << " made " << static_cast<int>(bad);
    }
  }
}

TEST(BrokenFeed, GivesEveryItemThatEndedBeforeTheCut) {
  const std::string whole = rss(plain_items(6));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string cut = whole.substr(0, size);
    std::size_t ended = 0;
    for (std::size_t at = cut.find("</item>"); at != std::string::npos; at = cut.find("</item>", at + 1)) ++ended;
    ASSERT_EQ(parse(cut).entries.size(), ended) << size << " bytes";
  }
}

TEST(BrokenFeed, EndsAnItemWhereTheNextBegins) {
  const Feed feed = parse("<rss version='2.0'><channel><item><title>One<item><title>Two</title><b></item><item><title>Three</titel></item></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 3u);
  EXPECT_EQ(feed.entries[0].title, "One");
  EXPECT_EQ(feed.entries[1].title, "Two");
  EXPECT_EQ(feed.entries[2].title, "Three");
}

TEST(BrokenFeed, EndsAFieldWhereTheNextBegins) {
  const Feed feed = parse("<rss version='2.0'><channel><item><title>One<link>https://harbour.example/1</link><guid>g</item></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].title, "One");
  EXPECT_EQ(feed.entries[0].link, "https://harbour.example/1");
  EXPECT_EQ(feed.entries[0].id, "g");
}

TEST(BrokenFeed, FindsEntriesThatAnUnclosedSectionSwallowed) {
  const Feed feed = parse(rss("<item><title>One</title><description><![CDATA[text]]</description></item>"
                              "<item><title>Two</title><description><![CDATA[text]]></description></item>"));
  ASSERT_EQ(feed.entries.size(), 2u);
  EXPECT_EQ(feed.entries[1].title, "Two");
}

TEST(BrokenFeed, LeavesACodeExampleInAnArticleAlone) {
  const Feed feed = parse(rss("<item><title>How feeds work</title><description><![CDATA[<pre><item><title>x</title></item></pre>]]></description></item>"));
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_TRUE(feed.errors.empty());
}

TEST(BrokenFeed, ReadsUnquotedAttributesAndUnclosedQuotes) {
  const Feed feed = parse("<rss version=2.0><channel><item><enclosure url=https://harbour.example/a.mp3 type=audio/mpeg /></item>"
                          "<item><enclosure url=\"https://harbour.example/b.mp3><title>B</title></item></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 2u);
  EXPECT_EQ(feed.entries[0].enclosures.at(0).url, "https://harbour.example/a.mp3");
  EXPECT_EQ(feed.entries[1].title, "B");
}

TEST(BrokenFeed, FindsAFeedAfterRubbish) {
  EXPECT_EQ(parse("\n\n<br />Warning: no such file\n" + rss(plain_items(2))).entries.size(), 2u);
  EXPECT_EQ(parse(rss(plain_items(2)) + "<!-- served by 3 --> </div>").entries.size(), 2u);
  EXPECT_EQ(parse("<item><title>A</title></item><item><title>B</title></item>").entries.size(), 2u);
}

TEST(BrokenFeed, StandsAnyDepth) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<b>";
  EXPECT_EQ(parse(rss("<item><title>A</title><description>" + deep + "</description></item><item/>")).entries.size(), 2u);
  std::string closed = deep;
  for (int i = 0; i < 200'000; ++i) closed += "</b>";
  EXPECT_EQ(parse(rss("<item><title>" + closed + "</title></item>")).entries.size(), 1u);
}

/// Work must stay linear: each of these is quadratic in a careless reader, minutes where this takes milliseconds.
TEST(BrokenFeed, StandsManyBeginningsWithoutAnEnd) {
  for (const char* piece : {"<!--", "<![CDATA[", "<?", "<!x[", "<a b=\"", "&", "<", "</x>", "<item><![CDATA[</item>", "<x y='", "<p", "\"<a "}) {
    std::string many;
    while (many.size() < 1'000'000) many += piece;
    parse(rss("<item>" + many + "</item>"));
    parse(rss("<item><title><![CDATA[" + many + "]]></title><description><![CDATA[" + many + "]]></description></item>"), "https://harbour.example/");
  }
}

std::string mutated(std::string bytes, std::mt19937& random) {
  static const std::string_view pieces[] = {"<item>", "</item>", "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&#x", "\"", "'", "<", ">", "/", "=", "</", "<entry>",
                                            "xml:base=\"//\"", "\xFF", "\xEF\xBF\xBE", std::string_view("\0", 1), "<!DOCTYPE [", "<?", "{", "}", "\xC3"};
  const int edits = 1 + static_cast<int>(random() % 6);
  for (int i = 0; i < edits && !bytes.empty(); ++i) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 5) {
      case 0: bytes[at] = static_cast<char>(random()); break;
      case 1: bytes.erase(at, random() % 40); break;
      case 2: bytes.insert(at, pieces[random() % std::size(pieces)]); break;
      case 3: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 200)); break;
      default: if (random() % 8 == 0) bytes.resize(at);
    }
  }
  return bytes;
}

void expect_valid(const std::optional<std::string>& text) {
  const text::Utf8Census census = text::count_utf8(text.value_or(""));
  ASSERT_EQ(census.error_count, 0u) << *text;
  ASSERT_FALSE(census.cut_at_end);
}

TEST(BrokenFeed, AnswersAnythingWithValidText) {
#ifdef NEWSWIRED_SANITIZED
  constexpr int rounds = 2'000;
#else
  constexpr int rounds = 10'000;
#endif
  const std::string seeds[] = {
      rss(plain_items(3)),
      rss("<item><title>Rain</title><content:encoded><![CDATA[<p>Wet <a href='/x'>x</a></p>]]></content:encoded><media:content url='a.jpg'/></item>"),
      atom("<entry xml:base='https://harbour.example/'><title type='html'>&lt;b&gt;Rain&lt;/b&gt;</title><content type='xhtml'><div><p>a<br/>b</p></div></content></entry>"),
      R"({"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","content_html":"<p>x</p>","date_published":"2026-03-03T10:00:00Z"}]})",
      "<CHANNEL HREF='https://harbour.example/'><ITEM HREF='a'><TITLE>A</TITLE></ITEM></CHANNEL>",
  };
  std::mt19937 random(20260303);
  for (int i = 0; i < rounds; ++i) {
    const Feed feed = parse(mutated(seeds[static_cast<std::size_t>(i) % std::size(seeds)], random), "https://harbour.example/feed");
    ASSERT_NO_FATAL_FAILURE(expect_valid(dump(feed))) << "round " << i;
    ASSERT_EQ(identify(feed).size(), feed.entries.size());
  }
}

}  // namespace
}  // namespace newswired::feed
