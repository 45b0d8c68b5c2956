#include "daemon/search/query.h"

#include <gtest/gtest.h>

namespace newswired::search {
namespace {

std::string match(std::string_view text) {
  const auto query = parse_query(text);
  return query ? query->match : "error: " + query.error().message;
}

TEST(ParseQuery, WantsEveryWord) { EXPECT_EQ(match("bridge  harbour"), "(\"bridge\") AND (\"harbour\")"); }

TEST(ParseQuery, TakesPhrasesPrefixesAndWordsToLeaveOut) {
  EXPECT_EQ(match("\"rye bread\" bak* -prize"), "((\"rye bread\") AND (\"bak\" *)) NOT \"prize\"");
}

TEST(ParseQuery, LetsOrBindItsNeighboursOnly) {
  EXPECT_EQ(match("ferry OR tram strike"), "(\"ferry\" OR \"tram\") AND (\"strike\")");
}

TEST(ParseQuery, AsksOneColumnByItsKey) {
  EXPECT_EQ(match("title:bridge by:\"Leila Haddad\""), "(title : \"bridge\") AND (speakers : \"Leila Haddad\")");
}

TEST(ParseQuery, TakesAnUnknownKeyAsAWord) { EXPECT_EQ(match("10:30 NOT"), "(\"10:30\") AND (\"NOT\")"); }

TEST(ParseQuery, ReadsFilters) {
  const auto query = parse_query("feed:wire lang:en-GB since:2026-11-20 before:2026-11-21T12:00:00Z");

  ASSERT_TRUE(query.ok()) << query.error().message;
  EXPECT_EQ(query->match, "");
  EXPECT_EQ(query->feed, "wire");
  EXPECT_EQ(query->language, "en");
  EXPECT_EQ(format_rfc3339(*query->since), "2026-11-20T00:00:00Z");
  EXPECT_EQ(format_rfc3339(*query->before), "2026-11-21T12:00:00Z");
}

TEST(ParseQuery, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(match("  "), "error: query: is empty; give a word, a \"phrase\" or a filter such as feed:ID");
  EXPECT_EQ(match("a \"b"), "error: query, character 3: the quotation mark that begins here is not closed");
  EXPECT_EQ(match("OR b"), "error: query, character 1: OR needs a word on both sides");
  EXPECT_EQ(match("b OR"), "error: query, character 3: OR needs a word on both sides");
  EXPECT_EQ(match("a && b"), "error: query, character 3: there is no word in \"&&\"");
  EXPECT_EQ(match("-a"), "error: query: only words to leave out; add one to look for");
  EXPECT_TRUE(match("since:yesterday").starts_with("error: query, character 1: since: expected a day such as"));
  EXPECT_TRUE(match("feed:").ends_with("feed: needs a value"));
  EXPECT_TRUE(match(std::string(query_bytes_max + 1, 'a')).starts_with("error: query: longer than 1000 bytes"));
}

}  // namespace
}  // namespace newswired::search
