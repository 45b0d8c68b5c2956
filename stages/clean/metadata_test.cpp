#include "stages/clean/metadata.h"

#include <gtest/gtest.h>

#include "stages/html/parse.h"

namespace newswired::clean {
namespace {

/// The metadata of a page with this head and body.
Page page_of(const std::string& head, const std::string& body = "", const PageHints& hints = {}) {
  return extract_page("<html><head>" + head + "</head><body>" + body + "</body></html>", hints);
}

TEST(CleanAuthor, TakesTheNameOutOfAByline) {
  EXPECT_EQ(clean_author("By Ana Costa"), "Ana Costa");
  EXPECT_EQ(clean_author("BY ANA COSTA | MARCH 5, 2026"), "ANA COSTA");
  EXPECT_EQ(clean_author("By Ana Costa March 5, 2026 3:46 PM"), "Ana Costa");
  EXPECT_EQ(clean_author("Von Abby von Goodnough"), "Abby von Goodnough");
  EXPECT_EQ(clean_author("Abby Goodnough"), "Abby Goodnough");
  EXPECT_EQ(clean_author("Written by Ana Costa Edited by Tom Ashby"), "Ana Costa");
}

TEST(CleanAuthor, RefusesWhatIsNoName) {
  EXPECT_EQ(clean_author("https://gazette.example/ana"), "");
  EXPECT_EQ(clean_author("March 5, 2026"), "");
  EXPECT_EQ(clean_author("All the people who work for this newspaper every day"), "");
}

TEST(FindAuthors, PrefersPersonsToTheNewsroomButTakesItWhenAlone) {
  const std::string site = "<meta property='og:site_name' content='Eastmouth Gazette'>";

  EXPECT_EQ(page_of(site + "<meta name=author content='Eastmouth Gazette'><meta name=gazette_authors content='Ana Costa'>").byline, "Ana Costa");
  EXPECT_EQ(page_of(site + "<meta name=author content='Eastmouth Gazette'>").byline, "Eastmouth Gazette");
}

TEST(FindAuthors, LeavesTheAuthorsOfOtherStoriesAlone) {
  std::string teasers;
  for (int i = 0; i < 30; ++i) teasers += "<p>Other story</p>";
  const std::string author = "<a rel=author href=/x>", end = "</a>";

  EXPECT_EQ(page_of("", "<h1>Wall gives way</h1>" + author + "Ana Costa" + end + " " + author + "Tom Ashby" + end + teasers + author +
                            "Ida Berg" + end)
                .authors,
            (std::vector<std::string>{"Ana Costa", "Tom Ashby"}));
}

TEST(FindTitle, CutsTheSiteAndWhatFollowsIt) {
  EXPECT_EQ(without_site_name("Wall gives way | The Gazette", "The Gazette"), "Wall gives way");
  EXPECT_EQ(without_site_name("Wall gives way | The Gazette | by Ana Costa", "The Gazette"), "Wall gives way");
  EXPECT_EQ(without_site_name("Wall gives way - again", "The Gazette"), "Wall gives way - again");
}

TEST(FindTitle, CutsAShortLastPartWhenThePageNamesNoSite) {
  EXPECT_EQ(page_of("<title>Harbour wall gives way \u2013 My website</title>").title, "Harbour wall gives way");
  EXPECT_EQ(page_of("<title>Harbour wall gives way - and nobody in the council is surprised</title>").title,
            "Harbour wall gives way - and nobody in the council is surprised");
}

TEST(FindTitle, PrefersTheHeadingThatTheTitleConfirmsToADescriptionInLinkedData) {
  EXPECT_EQ(page_of("<title>New Harbour - Encyclopaedia</title><script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":"
                    "\"town on the eastern coast\"}</script>",
                    "<h1>New Harbour</h1>")
                .title,
            "New Harbour");
}

TEST(FindTitle, TakesWhatTheEditorsWroteWhereOthersAreWordedForSearchEngines) {
  const std::string head = "<title>Harbour wall Eastmouth 2026</title><meta property='og:title' content='The night the sea came in'>";

  EXPECT_EQ(page_of(head, "<h1>Harbour wall Eastmouth 2026</h1>").title, "The night the sea came in");
  EXPECT_EQ(page_of(head + "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Harbour wall Eastmouth 2026\"}</script>",
                    "<h1>The night the sea came in</h1>")
                .title,
            "The night the sea came in");
}

TEST(Moment, KeepsFractionAndOffset) {
  for (const char* text : {"2026-03-05T00:50:17+02:00", "2026-03-05T07:30:00.096Z", "2026-03-05T07:30:00-03:30", "2026-03-05T00:00:00Z"}) {
    const auto moment = parse_moment(text);
    ASSERT_TRUE(moment) << text;
    EXPECT_EQ(format_moment(*moment), text);
  }
  EXPECT_EQ(format_rfc3339(parse_moment("2026-03-05T00:50:17+02:00")->time), "2026-03-04T22:50:17Z");
  EXPECT_FALSE(parse_moment("soon"));
}

}  // namespace
}  // namespace newswired::clean
