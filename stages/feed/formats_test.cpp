// Behaviour 2: every format and vocabulary that exists is read.
#include <gtest/gtest.h>

#include "stages/feed/sample_test.h"

namespace newswired::feed {
namespace {

constexpr const char* dated = "2026-03-03T10:00:00Z";

TEST(Formats, OfEveryVersionOfRssGiveTheirItems) {
  for (const char* version : {"0.91", "0.92", "0.93", "0.94", "2.0", "2.0.1", "2.00"}) {
    const Feed feed = parse("<rss version='" + std::string(version) + "'><channel><title>Port</title><item><title>Rain</title><link>https://h.example/1</link></item></channel></rss>");
    EXPECT_TRUE(feed.format.starts_with("rss-")) << version;
    EXPECT_EQ(feed.title, "Port") << version;
    ASSERT_EQ(feed.entries.size(), 1u) << version;
    EXPECT_EQ(feed.entries[0].title, "Rain") << version;
  }
}

TEST(Formats, OfRdfHaveTheirItemsBesideTheChannel) {
  const std::string head = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns='";
  const std::string body = "'><channel rdf:about='https://h.example/'><title>Port</title><link>https://h.example/</link></channel>"
                           "<item rdf:about='https://h.example/1'><title>Rain</title><link>https://h.example/1</link><dc:date>" + std::string(dated) +
                           "</dc:date></item><item rdf:about='https://h.example/2'><title>Wind</title><link>https://h.example/2</link></item></rdf:RDF>";
  for (const auto& [uri, format] : {std::pair("http://purl.org/rss/1.0/", "rss-1.0"), std::pair("http://my.netscape.com/rdf/simple/0.9/", "rss-0.90"),
                                    std::pair("http://channel.netscape.com/rdf/simple/0.9/", "rss-0.90")}) {
    const Feed feed = parse(head + uri + body);
    EXPECT_EQ(feed.format, format);
    EXPECT_EQ(feed.title, "Port") << uri;
    ASSERT_EQ(feed.entries.size(), 2u) << uri;
    EXPECT_EQ(feed.entries[0].link, "https://h.example/1");
    EXPECT_EQ(format_rfc3339(feed.entries[0].published.value()), dated);
  }
}

TEST(Formats, OfAtom03GiveModesAndOldNames) {
  const Feed feed = parse(
      "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title mode='escaped' type='text/html'>Port &amp;amp; sea</title><tagline>All</tagline>"
      "<modified>2026-03-03T11:00:00Z</modified><entry><title>Rain</title><id>tag:1</id><link rel='alternate' href='https://h.example/1'/>"
      "<issued>2026-03-03T10:00:00Z</issued><modified>2026-03-03T10:30:00Z</modified><content type='text/html' mode='escaped'>&lt;p&gt;Wet&lt;/p&gt;</content></entry>"
      "<entry><title>Wind</title><content type='text/html' mode='base64'>PHA+RHJ5PC9wPg==</content></entry></feed>");

  EXPECT_EQ(feed.format, "atom-0.3");
  EXPECT_EQ(feed.title, "Port & sea");
  ASSERT_EQ(feed.entries.size(), 2u);
  EXPECT_EQ(format_rfc3339(feed.entries[0].published.value()), dated);
  EXPECT_EQ(format_rfc3339(feed.entries[0].updated.value()), "2026-03-03T10:30:00Z");
  EXPECT_EQ(feed.entries[0].content, "<p>Wet</p>");
  EXPECT_EQ(feed.entries[1].content, "<p>Dry</p>");
}

TEST(Formats, OfJsonFeedAreTwoVersions) {
  for (const char* version : {"1", "1.1"}) {
    const Feed feed = parse("{\"version\":\"https://jsonfeed.org/version/" + std::string(version) +
                            "\",\"title\":\"Port\",\"author\":{\"name\":\"Ida\"},\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://hub.example/\"}],"
                            "\"items\":[{\"id\":\"1\",\"url\":\"https://h.example/1\",\"content_html\":\"<p>Wet</p>\",\"date_published\":\"" + dated + "\"}]}");
    EXPECT_EQ(feed.format, version == std::string("1") ? "json-feed-1.0" : "json-feed-1.1");
    EXPECT_EQ(feed.hub, "https://hub.example/");
    ASSERT_EQ(feed.entries.size(), 1u);
    EXPECT_EQ(feed.entries[0].content, "<p>Wet</p>");
    EXPECT_EQ(format_rfc3339(feed.entries[0].published.value()), dated);
  }
}

/// Each vocabulary by its URI under a strange prefix, and by its usual prefix that nobody declared.
TEST(Vocabularies, AreKnownByTheirUriAndByTheirUsualPrefix) {
  const struct {
    const char *prefix, *uri, *inside;
    std::string (*told)(const Entry&);
  } all[] = {
      {"content", "http://purl.org/rss/1.0/modules/content/", "<P:encoded>Told</P:encoded>", [](const Entry& e) { return e.content.value_or(""); }},
      {"dc", "http://purl.org/dc/elements/1.1/", "<P:creator>Told</P:creator>", [](const Entry& e) { return e.authors.empty() ? "" : e.authors[0].name.value_or(""); }},
      {"dcterms", "http://purl.org/dc/terms/", "<P:abstract>Told</P:abstract>", [](const Entry& e) { return e.summary.value_or(""); }},
      {"media", "http://search.yahoo.com/mrss/", "<P:content url='i' medium='image'><P:title>Told</P:title></P:content>", [](const Entry& e) { return e.title.value_or(""); }},
      {"itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd", "<P:summary>Told</P:summary>", [](const Entry& e) { return e.summary.value_or(""); }},
      {"googleplay", "http://www.google.com/schemas/play-podcasts/1.0", "<P:description>Told</P:description>", [](const Entry& e) { return e.summary.value_or(""); }},
      {"atom", "http://www.w3.org/2005/Atom", "<P:summary>Told</P:summary>", [](const Entry& e) { return e.summary.value_or(""); }},
      {"feedburner", "http://rssnamespace.org/feedburner/ext/1.0", "<P:origLink>Told</P:origLink>", [](const Entry& e) { return e.link.value_or(""); }},
      {"xhtml", "http://www.w3.org/1999/xhtml", "<P:body><P:p>Told</P:p></P:body>",
       [](const Entry& e) { return e.content == "<p>Told</p>" ? std::string("Told") : e.content.value_or(""); }},
  };
  for (const auto& [prefix, uri, inside, told] : all) {
    const auto item = [&, inside = std::string(inside)](const std::string& as) {
      std::string text = inside;
      for (std::size_t at; (at = text.find("P:")) != std::string::npos;) text.replace(at, 2, as + ":");
      return text;
    };
    const Feed declared = parse("<rss version='2.0' xmlns:odd='" + std::string(uri) + "'><channel><item>" + item("odd") + "</item></channel></rss>");
    EXPECT_EQ(told(declared.entries.at(0)), "Told") << uri;
    const Feed undeclared = parse("<rss version='2.0'><channel><item>" + item(prefix) + "</item></channel></rss>");
    EXPECT_EQ(told(undeclared.entries.at(0)), "Told") << prefix;
  }
}

TEST(Hints, OfTheSyndicationModuleAreEveryPeriodByItsFrequency) {
  const struct {
    const char *period, *frequency;
    int minutes;
  } all[] = {{"hourly", "1", 60}, {"hourly", "2", 30}, {"daily", "1", 1440}, {"weekly", "7", 1440}, {"monthly", "30", 1440}, {"yearly", "365", 1440}, {"hourly", "600", 1}};
  for (const auto& [period, frequency, minutes] : all) {
    const std::string said_period = "<sy:updatePeriod>" + std::string(period) + "</sy:updatePeriod>";
    const std::string said_frequency = "<sy:updateFrequency>" + std::string(frequency) + "</sy:updateFrequency>";
    EXPECT_EQ(parse(rss("", said_period + said_frequency)).update_minutes, minutes) << period << frequency;
    EXPECT_EQ(parse(rss("", said_frequency + said_period)).update_minutes, minutes) << period << frequency;
  }
}

TEST(Hub, IsReadFromAtomAndFromAtomWithinRss) {
  const std::string links = "link rel='hub' href='https://hub.example/'/>";
  EXPECT_EQ(parse("<feed xmlns='http://www.w3.org/2005/Atom'><" + links + "<link rel='self' href='https://h.example/f'/></feed>").hub, "https://hub.example/");
  EXPECT_EQ(parse("<rss version='2.0' xmlns:a10='http://www.w3.org/2005/Atom'><channel><a10:" + links + "</channel></rss>").hub, "https://hub.example/");
}

}  // namespace
}  // namespace newswired::feed
