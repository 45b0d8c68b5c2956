#include "stages/feed/identity.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "proto/record.h"
#include "stages/feed/sample_test.h"

namespace newswired::feed {
namespace {

Entry entry(const char* id, const char* link, const char* title = "Rain") {
  Entry made;
  if (*id) made.id = id;
  if (*link) made.link = link;
  made.title = title;
  made.published = Timestamp(std::chrono::seconds(1'000));
  return made;
}

std::vector<Identified> identified(std::vector<Entry> entries) {
  Feed feed;
  feed.entries = std::move(entries);
  return identify(feed);
}

TEST(Identify, TakesTheGuidThenTheLinkThenTheTitleAndDate) {
  const auto all = identified({entry("g1", "https://h.example/1"), entry("", "https://h.example/2"), entry("", "", "Wind"), entry("", "", "Snow")});

  EXPECT_EQ(all[0].identity, "g1");
  EXPECT_EQ(all[1].identity, "https://h.example/2");
  EXPECT_NE(all[2].identity, all[3].identity);
  EXPECT_EQ(all[2].alias, "");
}

TEST(Identify, KnowsAnEntryAgainWhoseGuidChangedByItsLink) {
  const auto before = identified({entry("http://h.example/?p=1", "http://h.example/rain")});
  const auto secure = identified({entry("https://h.example/?p=1", "https://h.example/rain")});
  const auto renamed = identified({entry("https://h.example/rain", "https://h.example/rain")});

  EXPECT_EQ(before[0].identity, secure[0].identity);
  EXPECT_EQ(before[0].alias, renamed[0].alias);
  EXPECT_EQ(before[0].alias, "https://h.example/rain");
}

TEST(Identify, TrustsNoLinkThatSeveralEntriesShare) {
  const auto all = identified({entry("g1", "https://h.example/"), entry("g2", "https://h.example/"), entry("", "https://h.example/", "Wind")});
  for (const Identified& one : all) EXPECT_EQ(one.alias, "");
  EXPECT_NE(all[2].identity, "https://h.example/");
}

TEST(Identify, FallsBackToLinkAndDateOnlyWhenMoreThanOneIdInTwentyRepeats) {
  std::vector<Entry> entries;
  for (int i = 0; i < 19; ++i) entries.push_back(entry(("g" + std::to_string(i)).c_str(), ("https://h.example/" + std::to_string(i)).c_str()));
  entries.push_back(entry("g0", "https://h.example/other"));
  const auto at_limit = identified(entries);
  EXPECT_EQ(at_limit[1].identity, "g1");
  EXPECT_NE(at_limit[0].identity, at_limit[19].identity) << "told apart by their links";

  entries[18].id = "g0";
  const auto beyond = identified(entries);
  EXPECT_NE(beyond[1].identity, "g1");
  std::set<std::string> identities;
  for (const Identified& one : beyond) identities.insert(one.identity);
  EXPECT_EQ(identities.size(), entries.size());
}

TEST(Identify, SeesAnEntryListedTwiceAsOne) {
  const auto all = identified({entry("g1", "https://h.example/1"), entry("g1", "https://h.example/1")});
  EXPECT_EQ(all[0].identity, "g1");
  EXPECT_EQ(all[1].identity, "g1");
}

TEST(Identify, GivesAnotherFingerprintToAnotherVersionOnly) {
  Entry first = entry("g1", "https://h.example/1");
  Entry moved = entry("g1", "https://h.example/2");
  Entry edited = first;
  edited.content = "More.";
  Entry shifted = first;
  shifted.summary = "More.";
  const auto all = identified({first, moved, edited, shifted});

  EXPECT_EQ(all[0].fingerprint, all[1].fingerprint);
  EXPECT_NE(all[0].fingerprint, all[2].fingerprint);
  EXPECT_NE(all[2].fingerprint, all[3].fingerprint);
}

TEST(Identify, NeverChangesAStoredFingerprint) {
  EXPECT_EQ(identified({entry("g1", "", "Rain")})[0].fingerprint, 12945316146532302443u);
}

TEST(FeedJson, ComesBackAsItWas) {
  Feed feed = parse(rss("<item><title>Rain \"now\"\t</title><link>https://h.example/1</link><author>ida@h.example (Ida)</author><category>Sea</category>"
                        "<enclosure url='https://h.example/a.mp3' length='4'/><source url='https://w.example/'>Wire</source><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item>",
                        "<title>H</title><ttl>5</ttl><skipHours><hour>2</hour></skipHours>"));
  feed.errors = {"a", "b"};

  const auto back = feed_from_json(to_json(feed));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, feed);
  EXPECT_EQ(nlohmann::json::parse(dump(feed)), to_json(feed));
}

TEST(FeedJson, NamesWhatIsWrong) {
  const auto wrong = feed_from_json(nlohmann::json::parse(R"({"format":"rss-2.0","entries":[{"title":7}]})"));
  ASSERT_FALSE(wrong.ok());
  EXPECT_NE(wrong.error().message.find("title"), std::string::npos);
  EXPECT_FALSE(feed_from_json(nlohmann::json(3)).ok());
  EXPECT_TRUE(feed_from_json(nlohmann::json::object()).ok());
}

}  // namespace
}  // namespace newswired::feed
