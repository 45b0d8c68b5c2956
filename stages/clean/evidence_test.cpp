#include "stages/clean/evidence.h"

#include <gtest/gtest.h>

#include "stages/clean/linked_data.h"
#include "stages/clean/metadata.h"
#include "stages/clean/phrases.h"
#include "stages/html/parse.h"

namespace newswired::clean {
namespace {

LinkedArticle linked(const std::string& script, std::string_view url = "") {
  const auto document = html::parse("<script type='application/ld+json'>" + script + "</script>");
  return read_linked_article(*document, url);
}

TEST(EvidenceOfNames, ReadsWholeWordsOnly) {
  EXPECT_TRUE(has(evidence_of_names("article-body"), Evidence::body));
  EXPECT_TRUE(has(evidence_of_names("storyComments"), Evidence::comment));
  EXPECT_FALSE(has(evidence_of_names("threaded reading"), Evidence::comment));
  EXPECT_EQ(evidence_of_names(""), 0u);
  EXPECT_EQ(evidence_of_names("css-1x2y3z"), 0u);
}

TEST(ReadLinkedArticle, TakesTheArticleAndNotTheOrganization) {
  const LinkedArticle article = linked(
      R"({"@graph":[{"@type":"Organization","name":"Gazette"},{"@type":["Thing","NewsArticle"],"headline":"Wall"}]})");

  EXPECT_EQ(article.type, "NewsArticle");
  EXPECT_EQ(article.headline, "Wall");
}

TEST(ReadLinkedArticle, ReadsWhatStrictParsersRefuse) {
  EXPECT_EQ(linked("<!-- {\"@type\":\"NewsArticle\",\n\"headline\":\"A\nB\",} -->").headline, "A B");
  EXPECT_EQ(linked("//<![CDATA[\n[{\"@type\":\"Article\",\"headline\":\"A\"}]\n//]]>").headline, "A");
}

TEST(ReadLinkedArticle, PrefersTheArticleOfThisAddress) {
  const LinkedArticle article = linked(
      R"([{"@type":"NewsArticle","headline":"Other","url":"https://a.example/1","datePublished":"2026-01-01"},
          {"@type":"NewsArticle","headline":"This","url":"https://a.example/2/","datePublished":"2026-01-01"}])",
      "https://a.example/2?x=1");

  EXPECT_EQ(article.headline, "This");
}

TEST(ReadLinkedArticle, SurvivesDepth) {
  EXPECT_TRUE(linked(std::string(500'000, '[')).empty());
  EXPECT_TRUE(linked("").empty());
}

TEST(CleanAuthor, TakesOffTheWordByAndKeepsNamesThatBeginLikeIt) {
  EXPECT_EQ(clean_author("By Tom Ashby"), "Tom Ashby");
  EXPECT_EQ(clean_author("Byron Ashby"), "Byron Ashby");
  EXPECT_EQ(clean_author("Von Maria Lindqvist,"), "Maria Lindqvist");
}

TEST(CleanAuthor, RefusesWhatIsNoName) {
  for (const char* text : {"", "https://a.example/tom", "@tom", "2026-03-05", "5 March 2026", "gazette.example",
                           "one two three four five six seven eight nine"})
    EXPECT_EQ(clean_author(text), "") << text;
}

TEST(WithoutSiteName, CutsTheSiteAndKeepsADashInTheHeadline) {
  EXPECT_EQ(without_site_name("Wall - what now? | Eastmouth Gazette", "Eastmouth Gazette"), "Wall - what now?");
  EXPECT_EQ(without_site_name("Wall gives way - again", "Eastmouth Gazette"), "Wall gives way - again");
}

TEST(PhrasesIn, KnowsPhrasesAtTheBeginOfABlock) {
  EXPECT_NE(phrases_in("Read more: Harbour wall") & 1u << static_cast<int>(Phrase::read_more), 0u);
  EXPECT_EQ(phrases_in("The wall gave way"), 0u);
  EXPECT_EQ(phrases_in(""), 0u);
}

}  // namespace
}  // namespace newswired::clean
