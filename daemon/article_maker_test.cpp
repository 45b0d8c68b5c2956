#include "daemon/article_maker.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

ledger::Pending pending() {
  ledger::Pending pending;
  pending.id = "a1";
  pending.revision = 2;
  pending.feed = {"port", "Port News", "https://port.example/feed"};
  return pending;
}

EntryContent content() {
  EntryContent content;
  content.entry.title = "Crane moved";
  content.entry.link = "https://port.example/crane?utm_source=rss";
  content.entry.authors.push_back({"Ada Holm", {}, {}});
  content.feed_language = "en-GB";
  return content;
}

clean::Page page() {
  clean::Page page;
  page.title = "Crane moved | Port News";
  page.text = "The crane was moved.";
  page.word_count = 4;
  return page;
}

TEST(MakeArticle, TakesTheFeedsWordForTitleAndTheCanonicalUrl) {
  const Article article = make_article(pending(), content(), page(), Body::page);

  EXPECT_EQ(article.title, "Crane moved");
  EXPECT_EQ(article.link, "https://port.example/crane?utm_source=rss");
  EXPECT_EQ(article.url.find("utm_source"), std::string::npos);
  EXPECT_EQ(article.authors, std::vector<std::string>{"Ada Holm"});
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(article.revision, 2);
}

TEST(MakeArticle, TakesThePagesAuthorsAndLanguage) {
  clean::Page read = page();
  read.authors = {"Bruno Keller"};
  read.language = "de";

  const Article article = make_article(pending(), content(), read, Body::page);

  EXPECT_EQ(article.authors, std::vector<std::string>{"Bruno Keller"});
  EXPECT_EQ(article.language, "de");
}

TEST(MakeArticle, KeepsTheSchemeThatTheServerSpeaks) {
  EntryContent plain = content();
  plain.entry.link = "http://port.example/crane";

  const Article article = make_article(pending(), plain, page(), Body::page);

  EXPECT_EQ(article.url, "http://port.example/crane");
  EXPECT_EQ(make_submission(article, plain.entry).candidate.url, "https://port.example/crane");
}

TEST(MakeArticle, FallsBackToThePagesTitleAndToAnUnknownLanguage) {
  EntryContent bare = content();
  bare.entry.title.reset();
  bare.feed_language = "";

  const Article article = make_article(pending(), bare, page(), Body::page);

  EXPECT_EQ(article.title, "Crane moved | Port News");
  EXPECT_EQ(article.language, "und");
}

TEST(OwnText, IsTheContentUnlessTheSummarySaysMore) {
  feed::Entry entry;
  entry.summary = "short";
  EXPECT_EQ(own_text(entry).body, Body::summary);

  entry.content = "<p>rather longer</p>";

  EXPECT_EQ(own_text(entry).body, Body::feed);
  EXPECT_EQ(own_text(entry).html, "<p>rather longer</p>");
}

TEST(DecodeContent, RefusesWhatItDidNotWrite) {
  EXPECT_FALSE(decode_content("").ok());
  EXPECT_FALSE(decode_content("{}").ok());
}

}  // namespace
}  // namespace newswired
