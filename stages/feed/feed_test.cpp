#include "stages/feed/feed.h"

#include <gtest/gtest.h>

#include "stages/feed/sample_test.h"

namespace newswired::feed {
namespace {

TEST(ParseFeed, ReadsEveryFieldOfRss) {
  const Feed feed = parse(rss(
      "<item><title>Mayor opens bridge</title><link>/bridge</link><guid isPermaLink=\"false\">b1</guid>"
      "<pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate><dc:creator><![CDATA[Ida Holm]]></dc:creator><category>City</category>"
      "<category>Traffic</category><description>Short.</description><content:encoded><![CDATA[<p>Long. <img src=\"b.jpg\"></p>]]></content:encoded>"
      "<enclosure url=\"b.mp3\" type=\"audio/mpeg\" length=\"12\"/><comments>/bridge#c</comments>"
      "<source url=\"https://wire.example/\">The Wire</source><media:thumbnail url=\"t.jpg\"/></item>",
      "<title>Harbour News</title><link>https://harbour.example/</link><description>All of it</description><language>en-gb</language>"
      "<lastBuildDate>Tue, 03 Mar 2026 11:00:00 GMT</lastBuildDate><ttl>30</ttl><skipHours><hour>3</hour><hour>24</hour></skipHours>"
      "<skipDays><day>Sunday</day></skipDays><image><url>/logo.png</url></image><atom:link rel=\"hub\" href=\"https://hub.example/\"/>"
      "<atom:link rel=\"self\" href=\"/feed.xml\"/>"), "https://harbour.example/feed.xml");

  EXPECT_EQ(feed.format, "rss-2.0");
  EXPECT_EQ(feed.title, "Harbour News");
  EXPECT_EQ(feed.link, "https://harbour.example/");
  EXPECT_EQ(feed.language, "en-gb");
  EXPECT_EQ(format_rfc3339(*feed.updated), "2026-03-03T11:00:00Z");
  EXPECT_EQ(feed.ttl, 30);
  EXPECT_EQ(feed.skip_hours, (std::vector<int>{3, 0}));
  EXPECT_EQ(feed.skip_days, std::vector<std::string>{"Sunday"});
  EXPECT_EQ(feed.image, "https://harbour.example/logo.png");
  EXPECT_EQ(feed.hub, "https://hub.example/");
  EXPECT_EQ(feed.self, "https://harbour.example/feed.xml");
  EXPECT_TRUE(feed.errors.empty());
  ASSERT_EQ(feed.entries.size(), 1u);
  const Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "b1");
  EXPECT_EQ(entry.link, "https://harbour.example/bridge");
  EXPECT_EQ(format_rfc3339(*entry.published), "2026-03-03T09:00:00Z");
  ASSERT_EQ(entry.authors.size(), 1u);
  EXPECT_EQ(entry.authors[0].name, "Ida Holm");
  EXPECT_EQ(entry.categories, (std::vector<std::string>{"City", "Traffic"}));
  EXPECT_EQ(entry.summary, "Short.");
  EXPECT_EQ(entry.content, "<p>Long. <img src=\"https://harbour.example/b.jpg\"></p>");
  ASSERT_EQ(entry.enclosures.size(), 1u);
  EXPECT_EQ(entry.enclosures[0], (Enclosure{"https://harbour.example/b.mp3", "audio/mpeg", 12}));
  EXPECT_EQ(entry.source->title, "The Wire");
  EXPECT_EQ(entry.images, (std::vector<std::string>{"https://harbour.example/t.jpg", "https://harbour.example/b.jpg"}));
}

TEST(ParseFeed, ReadsAtomWithItsTextTypesAndBases) {
  const Feed feed = parse(
      "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xml:base='https://harbour.example/en/' xml:lang='en'><a:title type='text'>Tom &amp; Co &lt;b&gt;</a:title>"
      "<a:author><a:name>Desk</a:name></a:author><a:link rel='self' href='feed.atom'/>"
      "<a:entry><a:title type='html'>Crew &amp;amp; ship &lt;i&gt;safe&lt;/i&gt;</a:title><a:id>tag:x</a:id><a:link href='crew'/>"
      "<a:link rel='enclosure' href='crew.mp3' length='5'/><a:updated>2026-03-03T10:00:00Z</a:updated><a:category term='sea' label='At sea'/>"
      "<a:content type='xhtml' xml:base='crew/'><div xmlns='http://www.w3.org/1999/xhtml'><p>Safe <img src='1.jpg'/> now</p></div></a:content>"
      "<a:source><a:title>The Wire</a:title><a:link href='https://wire.example/'/></a:source></a:entry></a:feed>");

  EXPECT_EQ(feed.format, "atom-1.0");
  EXPECT_EQ(feed.title, "Tom & Co <b>");
  EXPECT_EQ(feed.self, "https://harbour.example/en/feed.atom");
  EXPECT_EQ(feed.language, "en");
  ASSERT_EQ(feed.entries.size(), 1u);
  const Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.title, "Crew & ship safe");
  EXPECT_EQ(entry.link, "https://harbour.example/en/crew");
  EXPECT_EQ(entry.enclosures[0].url, "https://harbour.example/en/crew.mp3");
  EXPECT_EQ(entry.content, "<p>Safe <img src=\"https://harbour.example/en/crew/1.jpg\" /> now</p>");
  EXPECT_EQ(entry.authors[0].name, "Desk") << "the feed's author speaks for its entries";
  EXPECT_EQ(entry.categories, std::vector<std::string>{"At sea"});
  EXPECT_EQ(entry.source->link, "https://wire.example/");
}

TEST(ParseFeed, ReadsJsonFeed) {
  const Feed feed = parse(R"({"version":"https://jsonfeed.org/version/1.1","title":"Harbour","feed_url":"https://harbour.example/feed.json",
    "items":[{"id":7,"url":"/a","title":"A < B","content_text":"1 < 2","date_published":"2026-03-03T10:00:00+01:00",
    "authors":[{"name":"Ida Holm","url":"mailto:ida@harbour.example"}],"tags":["sea"],"attachments":[{"url":"a.mp3","mime_type":"audio/mpeg","size_in_bytes":5}]}]})");

  EXPECT_EQ(feed.format, "json-feed-1.1");
  ASSERT_EQ(feed.entries.size(), 1u);
  const Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "7");
  EXPECT_EQ(entry.link, "https://harbour.example/a");
  EXPECT_EQ(entry.title, "A < B");
  EXPECT_EQ(entry.content, "1 &lt; 2");
  EXPECT_EQ(entry.authors[0].email, "ida@harbour.example");
  EXPECT_EQ(entry.enclosures[0].length, 5);
}

TEST(ParseFeed, ReadsJsonThatIsCutUpToTheLastWholeItem) {
  const Feed feed = parse(R"({"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"One"},{"id":"2","title":"Two"},{"id":"3","tit)");

  EXPECT_EQ(feed.entries.size(), 2u);
  EXPECT_FALSE(feed.errors.empty());
}

TEST(ParseFeed, TellsTheFormatsApart) {
  const struct {
    const char* bytes;
    const char* format;
  } cases[] = {
      {"<rss version='0.91'><channel><item/></channel></rss>", "rss-0.91"},
      {"<rss><channel/></rss>", "rss-2.0"},
      {"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item/></rdf:RDF>", "rss-1.0"},
      {"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'/>", "rss-0.90"},
      {"<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "atom-0.3"},
      {"<feed/>", "atom-1.0"},
      {"<CHANNEL HREF='https://harbour.example/'><ITEM HREF='a'><TITLE>A</TITLE></ITEM></CHANNEL>", "cdf"},
      {"{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}", "json-feed-1.0"},
      {"<html><body><rss/></body></html>", "unknown"},
      {"{\"a\":1}", "unknown"},
      {"just words", "unknown"},
      {"", "unknown"},
  };
  for (const auto& test : cases) {
    const Feed feed = parse(test.bytes);
    EXPECT_EQ(feed.format, test.format) << test.bytes;
    EXPECT_EQ(feed.errors.empty(), std::string_view(test.format) != "unknown") << test.bytes;
  }
}

TEST(ParseFeed, ReadsCdf) {
  const Feed feed = parse("<?xml version='1.0'?><CHANNEL HREF='https://harbour.example/' LASTMOD='2026-03-03T10:00'><TITLE>Harbour</TITLE>"
                          "<ITEM HREF='a.html' LASTMOD='2026-03-03T09:00'><TITLE>A</TITLE><ABSTRACT>About a.</ABSTRACT></ITEM></CHANNEL>");
  EXPECT_EQ(feed.title, "Harbour");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].link, "https://harbour.example/a.html");
  EXPECT_EQ(feed.entries[0].summary, "About a.");
}

TEST(ParseFeed, KnowsPrefixesThatNobodyDeclared) {
  const Feed feed = parse("<rss version='2.0'><channel><item><dc:creator>Ida Holm</dc:creator><content:encoded>Text</content:encoded></item></channel></rss>");
  EXPECT_EQ(feed.entries.at(0).authors.at(0).name, "Ida Holm");
  EXPECT_EQ(feed.entries.at(0).content, "Text");
}

TEST(ParseFeed, KnowsNamespacesUnderAnyPrefix) {
  const Feed feed = parse("<rss version='2.0' xmlns:q=' HTTPS://purl.org/dc/elements/1.1 '><channel><item><q:creator>Ida Holm</q:creator></item></channel></rss>");
  EXPECT_EQ(feed.entries.at(0).authors.at(0).name, "Ida Holm");
}

TEST(ParseFeed, ReadsPeopleHoweverTheyAreWritten) {
  const Person ida{"Ida Holm", "ida@harbour.example", std::nullopt};
  for (const char* author : {"ida@harbour.example (Ida Holm)", "Ida Holm (ida@harbour.example)", "Ida Holm &lt;ida@harbour.example&gt;"})
    EXPECT_EQ(parse(rss(std::string("<item><author>") + author + "</author></item>")).entries.at(0).authors.at(0), ida) << author;
  EXPECT_EQ(parse(rss("<item><author>AB (News Agency)</author></item>")).entries.at(0).authors.at(0).name, "AB (News Agency)");
}

TEST(ParseFeed, KeepsAnEntryWhoseDateIsUnreadable) {
  const Feed feed = parse(rss("<item><title>A</title><pubDate>some day soon</pubDate></item>"));
  EXPECT_FALSE(feed.entries.at(0).published.has_value());
  ASSERT_EQ(feed.errors.size(), 1u);
  EXPECT_NE(feed.errors[0].find("some day soon"), std::string::npos);
}

TEST(ParseFeed, TakesAGuidForALinkOnlyWhenItMayBeOne) {
  EXPECT_EQ(parse(rss("<item><guid>https://harbour.example/a</guid></item>")).entries.at(0).link, "https://harbour.example/a");
  EXPECT_FALSE(parse(rss("<item><guid isPermaLink='false'>b7</guid></item>")).entries.at(0).link.has_value());
}

TEST(ParseFeed, SaysHowOftenTheFeedIsUpdated) {
  const Feed feed = parse("<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><sy:updateFrequency>4</sy:updateFrequency>"
                          "<sy:updatePeriod> daily </sy:updatePeriod></channel></rss>");
  EXPECT_EQ(feed.update_minutes, 360);
}

TEST(ParseFeed, ReadsCharsetsOfHeaderAndDeclaration) {
  const Feed declared = parse("<?xml version='1.0' encoding='windows-1251'?><rss version='2.0'><channel><title>\xCF\xEE\xF0\xF2</title></channel></rss>");
  EXPECT_EQ(declared.title, "Порт");
  EXPECT_EQ(declared.encoding, "windows-1251");

  const Feed told = parse_feed("<rss version='2.0'><channel><title>\xF0\xCF\xD2\xD4</title></channel></rss>", {"", "text/xml; charset=koi8-r"});
  EXPECT_EQ(told.title, "Порт");
}

TEST(ParseFeed, ExpandsNoEntities) {
  const Feed feed = parse("<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
                          "<rss version='2.0'><channel><title>&b;&f;&mdash;</title></channel></rss>");
  EXPECT_EQ(feed.title, "&b;&f;—");
}

TEST(ParseFeed, KeepsEntriesUpToTheLimitAndSaysSo) {
  std::string items;
  for (std::size_t i = 0; i < entries_max; ++i) items += "<item/>";
  EXPECT_TRUE(parse(rss(items)).errors.empty());

  const Feed over = parse(rss(items + "<item/>"));
  EXPECT_EQ(over.entries.size(), entries_max);
  EXPECT_FALSE(over.errors.empty());
}

TEST(ParseFeed, KeepsLinksThatHaveNoBase) {
  EXPECT_EQ(parse(rss("<item><link>/a</link></item>")).entries.at(0).link, "/a");
  EXPECT_EQ(parse(rss("<item><link>/a?x=1&amp;amp;y=2</link></item>"), "https://harbour.example/f").entries.at(0).link,
            "https://harbour.example/a?x=1&y=2");
}

}  // namespace
}  // namespace newswired::feed
