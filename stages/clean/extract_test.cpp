#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "stages/clean/page.h"

namespace newswired::clean {
namespace {

constexpr std::string_view paragraphs =
    "<p>The harbour wall of Eastmouth gave way on Tuesday night, and water stood knee-deep in the fish market by dawn, "
    "the harbour master said.</p>"
    "<p>“We had warned the council for years,” said Maria Lindqvist, who has run the oldest stall in the market since "
    "1987. “Nobody listened to us.”</p>"
    "<p>Engineers from the regional office are expected to inspect the wall on Thursday, and the market will stay closed "
    "until they have finished, according to the council.</p>"
    "<p>Fishermen have moved their boats to the neighbouring port of Westhaven, where the catch of the day is being sold "
    "from the quay.</p>";

std::string article_page(std::string_view body) {
  return R"(<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Harbour wall gives way | Eastmouth Gazette</title>
<meta property="og:title" content="Harbour wall gives way"><meta property="og:site_name" content="Eastmouth Gazette">
<link rel="canonical" href="/news/harbour-wall"><meta property="og:image" content="//img.gazette.example/wall.jpg">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Harbour wall gives way",
"datePublished":"2026-03-05T07:30:00+01:00","dateModified":"2026-03-05T09:00:00+01:00",
"author":[{"@type":"Person","name":"Tom Ashby"}],"publisher":{"@type":"Organization","name":"Eastmouth Gazette"},}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav>
<main><article class="story"><h1>Harbour wall gives way</h1><div class="byline">By Tom Ashby</div>)" +
         std::string(body) +
         R"(</article></main><aside class="related"><h2>Most read</h2><ul><li><a href="/a">Mayor opens new bridge</a></li>
<li><a href="/b">School wins chess cup</a></li></ul></aside><footer><p>© 2026 Eastmouth Gazette. All rights reserved.</p></footer>
</body></html>)";
}

Page extracted(std::string_view bytes) {
  PageHints hints;
  hints.url = "https://www.gazette.example/news/harbour-wall?from=feed";
  return extract_page(bytes, hints);
}

TEST(ExtractPage, GivesTheArticleAndNothingElse) {
  const Page page = extracted(article_page(paragraphs));

  EXPECT_TRUE(page.text.starts_with("The harbour wall of Eastmouth gave way"));
  EXPECT_TRUE(page.text.ends_with("from the quay."));
  EXPECT_EQ(std::count(page.text.begin(), page.text.end(), '\n'), 6);
  EXPECT_EQ(page.text.find("rights reserved"), std::string::npos);
  EXPECT_EQ(page.text.find("chess"), std::string::npos);
  EXPECT_EQ(page.text.find("Tom Ashby"), std::string::npos);
}

TEST(ExtractPage, LeavesCommentsOutWhoseBoxIsCalledABodyToo) {
  const std::string comment = "<p>My father fished from that wall for forty years, and I am sad to see it go like this, I must say.</p>";
  const Page page = extracted(article_page(std::string(paragraphs) + "<div class=\"comment-body post-text\">" + comment + "</div>"));

  EXPECT_TRUE(page.text.ends_with("from the quay."));
}

TEST(ExtractPage, LeavesOutTheLineUnderAPictureThoughNothingCallsItACaption) {
  const std::string line = "Boats lie behind the wall of Eastmouth on Wednesday";
  const std::string text = std::string(paragraphs);
  const std::size_t middle = text.find("<p>Engineers");
  const auto with = [&](const std::string& picture) {
    return extracted(article_page(text.substr(0, middle) + "<div>" + picture + "<p>" + line + "</p></div>" + text.substr(middle))).text;
  };

  EXPECT_EQ(with("<img src=a.jpg>").find("Boats lie"), std::string::npos);
  EXPECT_NE(with("").find("Boats lie"), std::string::npos);
}

TEST(ExtractPage, SaysAgainWhatTheArticleSaysAgainAmongNewWordsButNoSecondCopy) {
  const std::string refrain = "<p>“We shall not move,” sang the crowd at the quay, as it had on every night of that week.</p>";
  const std::string more = "<p>On Wednesday the council met behind closed doors, and the mayor left without a word to those who waited.</p>";
  const auto count = [](const Page& page) {
    std::size_t times = 0;
    for (std::size_t at = page.text.find("“We shall not"); at != page.text.npos; at = page.text.find("“We shall not", at + 1)) ++times;
    return times;
  };
  const std::string first = "<section>" + std::string(paragraphs) + refrain + "</section>";

  EXPECT_EQ(count(extracted(article_page(first + "<section>" + more + refrain + "</section>"))), 2u);
  EXPECT_EQ(count(extracted(article_page(first + first))), 1u);
}

TEST(ExtractPage, ReadsWhatThePageDeclares) {
  const Page page = extracted(article_page(paragraphs));

  EXPECT_EQ(page.title, "Harbour wall gives way");
  EXPECT_EQ(page.byline, "Tom Ashby");
  EXPECT_EQ(page.site_name, "Eastmouth Gazette");
  ASSERT_TRUE(page.published);
  EXPECT_EQ(format_moment(*page.published), "2026-03-05T07:30:00+01:00");
  ASSERT_TRUE(page.modified);
  EXPECT_EQ(format_moment(*page.modified), "2026-03-05T09:00:00+01:00");
  EXPECT_EQ(page.language, "en");
  EXPECT_EQ(page.canonical_url, "https://www.gazette.example/news/harbour-wall");
  EXPECT_EQ(page.image, "https://img.gazette.example/wall.jpg");
}

TEST(ExtractPage, HasNoArticleInNothing) {
  const Page page = extracted("");

  EXPECT_EQ(page.text, "");
  EXPECT_EQ(page.word_count, 0u);
}

TEST(ExtractPage, FindsTheArticleUnderMisleadingNames) {
  const Page page = extracted(article_page("<div class='related-wrapper comment-box'>" + std::string(paragraphs) + "</div>"));

  EXPECT_NE(page.text.find("Nobody listened"), std::string::npos);
  EXPECT_NE(page.text.find("from the quay"), std::string::npos);
}

TEST(ExtractPage, SaysAParagraphOnceWhenThePagePrintsItForTwoScreens) {
  const std::string body(paragraphs);
  const Page page = extracted(article_page("<div class='desktop'>" + body + "</div><div class='mobile'>" + body + "</div>"));

  EXPECT_EQ(page.text.find("Nobody listened"), page.text.rfind("Nobody listened"));
}

TEST(ExtractPage, LeavesOutLinesThatOtherPagesOfTheHostHaveToo) {
  const Page page = extracted(article_page(paragraphs));
  ASSERT_EQ(page.line_hashes.size(), 4u);
  const std::uint64_t seen[] = {page.line_hashes[2]};
  PageHints hints;
  hints.host_lines = seen;

  EXPECT_EQ(extract_page(article_page(paragraphs), hints).text.find("Engineers"), std::string::npos);
}

TEST(ExtractPage, TakesTheLinkedBodyWhenThePageShowsNone) {
  const Page page = extracted(
      R"(<html><body><div id="app"></div><script type="application/ld+json">{"@type":"NewsArticle","headline":"Wall","articleBody":
      "The harbour wall gave way on Tuesday night, and water stood knee-deep in the fish market by dawn.\n\nEngineers from the regional
      office are expected on Thursday, and the market will stay closed until they have finished, according to the council of the town."}
      </script></body></html>)");

  EXPECT_TRUE(page.text.starts_with("The harbour wall gave way"));
  EXPECT_TRUE(page.text.ends_with("council of the town."));
}

TEST(ExtractPage, ReadsOtherEncodings) {
  const Page page = extracted("<html><head><meta charset='windows-1252'></head><body><article>" + std::string(10, ' ') +
                              "<p>The caf\xE9 of Eastmouth was closed on Tuesday, its owner said, because the street in front "
                              "of it was under water for the whole day.</p><p>It will open again on Friday, when the "
                              "market opens too, according to the council of the town.</p></article></body></html>");

  EXPECT_NE(page.text.find("caf\u00E9"), std::string::npos);
}

TEST(ExtractPage, FindsTheArticleBesideABomb) {
  std::string bomb;
  for (int i = 0; i < 100'000; ++i) bomb += "<div>";
  std::string attributes = "<p";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=1";
  for (const std::string& page : {article_page(paragraphs) + bomb, article_page(attributes + ">x</p>" + std::string(paragraphs)),
                                  article_page(std::string(paragraphs)) + std::string(100'000, '[')})
    EXPECT_NE(extracted(page).text.find("Nobody listened"), std::string::npos);
}

TEST(CleanFragment, KeepsTheTextOfAFeedAndDropsItsPromotion) {
  const Page page = clean_fragment(
      "<p>The wall gave way on Tuesday.</p><figure><img src=a.jpg><figcaption>The wall. Photo: Ashby</figcaption></figure>"
      "<p>Engineers are expected &amp;amp; awaited.</p><p><a href='/x'>Read more</a></p>"
      "<p>The post <a href=/>Harbour</a> appeared first on <a href=/>Gazette</a>.</p>",
      {});

  EXPECT_EQ(page.text, "The wall gave way on Tuesday.\n\nEngineers are expected & awaited.");
}

TEST(CleanFragment, TakesPlainText) { EXPECT_EQ(clean_fragment("Just a line", {}).text, "Just a line"); }

TEST(CleanFragment, MakesNoBlankWithinAWordAndOneBetweenLines) {
  EXPECT_EQ(clean_fragment("<p><b>May</b>or and<br>council</p>", {}).text, "Mayor and council");
}

TEST(PageJson, GoesBothWaysWithoutLoss) {
  const Page page = extracted(article_page(paragraphs));

  const Result<Page> back = page_from_json(to_json(page));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, page);
}

TEST(PageJson, NamesTheMemberThatIsWrong) {
  nlohmann::json json = to_json(Page{});
  json["line_hashes"] = {"xyz"};

  const Result<Page> page = page_from_json(json);
  ASSERT_FALSE(page.ok());
  EXPECT_NE(page.error().message.find("line_hashes"), std::string::npos);
}

}  // namespace
}  // namespace newswired::clean
