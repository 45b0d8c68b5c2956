#include "daemon/output/watchlists.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "proto/record.h"
#include "proto/topics.h"

namespace newswired::output {
namespace {

using Names = std::vector<std::string>;

ledger::LogEntry entry(const std::string& title, const std::string& text, const std::vector<std::string>& people = {}) {
  Record record;
  record.place = {"e", 1, 0};
  record.article.id = "a";
  record.article.feed = {"courier", "Courier", "https://courier.example"};
  record.article.title = title;
  record.article.text = text;
  record.article.language = "en";
  for (const std::string& name : people)
    record.entities.push_back(
      {entity_id(EntityType::person, name), EntityType::person, name, {}, {}, {}, {{{0, 1}}}});
  return {1, "article.en.courier.", std::string(record_schema), dump_json(to_json(record))};
}

Names matching(const Watchlist& list, const ledger::LogEntry& entry) {
  Watchlists lists;
  lists.set({list});
  return lists.matching(entry);
}

TEST(Watchlists, FindWholeWordsAndPhrasesWhateverTheirCaseAndAccents) {
  const auto news = entry("Ferry to Málaga", "The night-boat is late.");

  EXPECT_EQ(matching({.name = "w", .any = {"tram", "malaga"}}, news), Names{"w"});
  EXPECT_EQ(matching({.name = "w", .any = {"Night Boat"}}, news), Names{"w"});
  EXPECT_EQ(matching({.name = "w", .any = {"boa"}}, news), Names{});
  EXPECT_EQ(matching({.name = "w", .any = {"boa*"}}, news), Names{"w"});
}

TEST(Watchlists, FindWordsOfScriptsWithoutBlanks) {
  EXPECT_EQ(matching({.name = "w", .any = {"東京"}}, entry("", "昨日東京で地震があった。")), Names{"w"});
}

TEST(Watchlists, WantEveryListToBeMet) {
  const auto news = entry("Ferry fire", "A fire on the ferry.", {"Leila Haddad"});

  EXPECT_EQ(matching({.name = "w", .any = {"ferry"}, .all = {"fire"}, .people = {"Haddad"}, .feeds = {"courier"}}, news), Names{"w"});
  EXPECT_EQ(matching({.name = "w", .all = {"fire", "tram"}}, news), Names{});
  EXPECT_EQ(matching({.name = "w", .any = {"ferry"}, .none = {"fire"}}, news), Names{});
  EXPECT_EQ(matching({.name = "w", .people = {"Adda"}}, news), Names{});
  EXPECT_EQ(matching({.name = "w", .feeds = {"wire"}}, news), Names{});
}

TEST(Watchlists, MatchRecordsAlone) {
  auto copy = entry("Ferry", "x");
  copy.schema = duplicate_schema;

  EXPECT_EQ(matching({.name = "w", .any = {"ferry"}}, copy), Names{});
}

TEST(Watchlists, AnswerByTheBeginningOfATopic) {
  Watchlists lists;
  lists.set({{.name = "harbour", .any = {"ferry"}}});

  EXPECT_TRUE(lists.matches(entry("Ferry", "x"), "watch.harbour."));
  EXPECT_TRUE(lists.matches(entry("Ferry", "x"), "watch."));
  EXPECT_FALSE(lists.matches(entry("Ferry", "x"), "watch.harbours."));
  EXPECT_FALSE(lists.matches(entry("Tram", "x"), "watch."));
}

}  // namespace
}  // namespace newswired::output
