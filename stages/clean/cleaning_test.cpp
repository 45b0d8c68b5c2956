// The table of what is cleaned out of a text and what stays: one test a row.
#include <gtest/gtest.h>

#include "stages/clean/page.h"

namespace newswired::clean {
namespace {

constexpr std::string_view opening =
    "The harbour wall of Eastmouth gave way on Tuesday night, and water stood knee-deep in the fish market by dawn, the "
    "harbour master said.";
constexpr std::string_view middle =
    "Engineers from the regional office are expected to inspect the wall on Thursday, and the market will stay closed until "
    "they have finished, according to the council.";
constexpr std::string_view ending =
    "Fishermen have moved their boats to the neighbouring port of Westhaven, where the catch of the day is being sold from "
    "the quay, as it was after the storm of 1987.";

std::string in_p(std::string_view text) { return "<p>" + std::string(text) + "</p>"; }

/// A page whose article holds `line` (markup) between its paragraphs, and what stands after the last of them.
Page page_with(std::string_view line, std::string_view after = "", std::string_view head = "") {
  return extract_page("<!doctype html><html lang=en><head><meta charset=utf-8><title>Harbour wall gives way</title>" + std::string(head) +
                          "</head><body><main><article><h1>Harbour wall gives way</h1>" + in_p(opening) + std::string(line) + in_p(middle) +
                          in_p(ending) + std::string(after) + "</article></main><footer><p>Imprint</p></footer></body></html>",
                      {});
}

bool holds(const Page& page, std::string_view text) { return page.text.find(text) != std::string::npos; }

/// A fragment's text, for what is done to the characters of any line.
std::string cleaned(std::string_view html) { return clean_fragment(html, {}).text; }

TEST(CleaningTable, DecodesReferencesThatWereEncodedTwice) {
  EXPECT_EQ(cleaned("<p>Fish &amp;amp; chips, caf&amp;eacute; &amp;#8211; open &amp;lt;daily&amp;gt;</p>"), "Fish & chips, caf\u00E9 \u2013 open <daily>");
  EXPECT_EQ(cleaned("<p>AT&amp;T and R&amp;D stay</p>"), "AT&T and R&D stay");
}

TEST(CleaningTable, MakesNoMarkupOfWhatWasEncodedTwice) {
  EXPECT_EQ(cleaned("<p>Type &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; for bold</p>"), "Type <b>bold</b> for bold");
}

TEST(CleaningTable, ReadsNumbersOfC1ControlsAsWindows1252) { EXPECT_EQ(cleaned("<p>He said &#147;no&#148; &#150; twice</p>"), "He said \u201Cno\u201D \u2013 twice"); }

TEST(CleaningTable, UndoesMojibakeByProofOnly) {
  EXPECT_EQ(cleaned("<p>the caf\u00C3\u00A9 isn\u00E2\u20AC\u2122t open</p>"), "the caf\u00E9 isn\u2019t open");
  for (const char* intact : {"S\u00E3o Paulo", "\u00C2ngela said", "price: \u00C25", "MA\u00C7\u00C3 \u00BB"}) EXPECT_EQ(cleaned(in_p(intact)), intact);
}

TEST(CleaningTable, ComposesWithoutChangingWhatCharactersMean) {
  EXPECT_EQ(cleaned("<p>cafe\u0301</p>"), "caf\u00E9");
  EXPECT_EQ(cleaned("<p>\u00BD cup\u2122 of \uFB01ne \u00B2</p>"), "\u00BD cup\u2122 of \uFB01ne \u00B2");
}

TEST(CleaningTable, MakesPlainBlanksAndDropsWhatShowsNothing) {
  EXPECT_EQ(cleaned("<p>10&nbsp;000\u202Fkm\u2009up\u3000</p>"), "10 000 km up");
  EXPECT_EQ(cleaned("<p>har\u00ADbour\u200B wa\u2060ll\uFEFF \u202Eturned\u202C</p>"), "harbour wall turned");
  EXPECT_EQ(cleaned("<p>\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \U0001F468\u200D\U0001F33E</p>"),
            "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \U0001F468\u200D\U0001F33E");
}

TEST(CleaningTable, DropsControlsAndJoinsReplacementCharacters) {
  EXPECT_EQ(cleaned("<p>a\x01\x08lert\x7F</p>"), "alert");
  EXPECT_EQ(cleaned("<p>un\uFFFD\uFFFD\uFFFDreadable</p>"), "un\uFFFDreadable");
}

TEST(CleaningTable, KeepsTheDirectionOfQuotationMarks) {
  for (const char* quoted : {"\u201CNobody listened,\u201D she said", "\u00ABPersonne\u00BB", "\u201ENiemand\u201C, sagte sie", "the council\u2019s \u2018plan\u2019",
                             "\u2014 no", "don't"})
    EXPECT_EQ(cleaned(in_p(quoted)), quoted);
  EXPECT_EQ(cleaned("<p>``Nobody listened,'' she said</p>"), "\u201CNobody listened,\u201D she said");
}

TEST(CleaningTable, LeavesOutCaptionsAndCredits) {
  const Page page = page_with(
      "<figure><img src=a.jpg><figcaption>The wall on Wednesday. <span class=credit>Photo: Ida Berg/Wire</span></figcaption></figure>"
      "<div class=image><img src=b.jpg><p class=caption>Boats in Westhaven (Ida Berg/Getty Images)</p></div>");

  EXPECT_TRUE(holds(page, opening) && holds(page, middle));
  EXPECT_FALSE(holds(page, "on Wednesday"));
  EXPECT_FALSE(holds(page, "Ida Berg"));
}

TEST(CleaningTable, LeavesOutPromotionButNoSentenceThatBeginsLikeIt) {
  const Page page = page_with(
      "<p class=promo><a href=/x>READ MORE: Mayor opens the new bridge</a></p><div class=newsletter>Sign up to our newsletter</div><p>Advertisement</p>"
      "<p>Read more books, the mayor told the children of Eastmouth on Friday, because the sea will come again and the library is dry.</p>");

  EXPECT_FALSE(holds(page, "new bridge"));
  EXPECT_FALSE(holds(page, "newsletter"));
  EXPECT_FALSE(holds(page, "Advertisement"));
  EXPECT_TRUE(holds(page, "Read more books, the mayor told"));
}

TEST(CleaningTable, LeavesOutTheHeadlineThoughThePageDeclaresAnother) {
  const Page page = page_with("", "", "<meta property='og:title' content='What the sea left of the old market'>");

  EXPECT_FALSE(holds(page, "Harbour wall gives way"));
  EXPECT_TRUE(page.text.starts_with("The harbour wall of Eastmouth"));
}

TEST(CleaningTable, TakesAWireTailOffTheTextAndIntoAnEmptyByline) {
  const Page page = page_with("", "<p>(Reporting by Ana Costa in Eastmouth; Editing by Tom Ashby)</p>");

  EXPECT_TRUE(holds(page, ending));
  EXPECT_FALSE(holds(page, "Editing by"));
  EXPECT_EQ(page.byline, "Ana Costa");
}

TEST(CleaningTable, KeepsDatelines) {
  const Page page = page_with("<p>EASTMOUTH (Wire) \u2014 The council met behind closed doors on Wednesday and will speak to the press at noon.</p>");

  EXPECT_TRUE(holds(page, "EASTMOUTH (Wire) \u2014 The council met"));
}

TEST(CleaningTable, MarksALiveBlogAndLeavesItsTimesOut) {
  std::string entries;
  for (int i = 0; i < 10; ++i)
    entries += "<div class=entry><time>1" + std::to_string(9 - i) + ":42</time><p>Update " + std::to_string(i) +
               ": the water has fallen by another hand, the harbour master said, and the pumps are working through the night.</p></div>";
  const Page page = page_with(entries);

  EXPECT_TRUE(page.live_blog);
  EXPECT_FALSE(holds(page, ":42"));
  EXPECT_LT(page.text.find("Update 0"), page.text.find("Update 9"));
  EXPECT_TRUE(page_with("", "", "<script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Harbour wall gives way\"}</script>").live_blog);
  EXPECT_FALSE(page_with("").live_blog);
}

TEST(CleaningTable, MarksTheStubOfAPaidArticleAndDropsTheInvitation) {
  const Page page = page_with("", "<div class=paywall><p>Subscribe now to read the full story</p></div>");

  EXPECT_TRUE(page.truncated);
  EXPECT_FALSE(holds(page, "Subscribe"));
  EXPECT_TRUE(page_with("", "", "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour wall gives way\",\"isAccessibleForFree\":"
                                "false}</script>").truncated);
  EXPECT_FALSE(page_with("").truncated);
}

TEST(CleaningTable, MakesOneParagraphOfEachItemAndKeepsRowsOfSentences) {
  const Page page = page_with(
      "<p>Three things are known so far, the council said on Wednesday:</p><ul><li>The wall broke at its oldest part, near the fish market.</li>"
      "<li>Nobody was hurt when the water came in over the quay.</li></ul><table><tr><td colspan=9007199254740992>The market will open again on "
      "Friday, the council said.</td></tr></table>");

  EXPECT_TRUE(holds(page, "\n\nThe wall broke at its oldest part, near the fish market.\n\nNobody was hurt"));
  EXPECT_TRUE(holds(page, "open again on Friday"));
}

TEST(CleaningTable, PutsNoBlankIntoAWordAndOneBetweenLines) {
  EXPECT_EQ(cleaned("<p><b>May</b>or, har<wbr>bour</p><h3>Email</h3><a href=/>press office</a>"), "Mayor, harbour\n\nEmail\n\npress office");
}

}  // namespace
}  // namespace newswired::clean
