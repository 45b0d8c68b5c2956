#include "stages/clean/metadata.h"

#include <gtest/gtest.h>

#include "stages/clean/dateline.h"
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

TEST(CleanAuthor, LeavesOutWhatTheWriterIs) {
  EXPECT_EQ(clean_author("Ana Costa, Political Editor"), "Ana Costa");
  EXPECT_EQ(clean_author("Ana Costa (Wire)"), "Ana Costa");
  EXPECT_EQ(clean_author("Ana Costa, Tom Ashby"), "Ana Costa, Tom Ashby");
}

TEST(NamesInByline, PartsNamesAndNothingElse) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(names_in_byline("By Ana Costa and Tom Ashby"), (Names{"Ana Costa", "Tom Ashby"}));
  EXPECT_EQ(names_in_byline("Ana Costa, Tom Ashby, and Ida Berg"), (Names{"Ana Costa", "Tom Ashby", "Ida Berg"}));
  EXPECT_EQ(names_in_byline("Von Ana Costa und Tom Ashby"), (Names{"Ana Costa", "Tom Ashby"}));
  EXPECT_EQ(names_in_byline("Rock and Roll Desk"), (Names{"Rock and Roll Desk"}));
  EXPECT_EQ(names_in_byline("https://gazette.example/ana"), Names{});
}

TEST(FindAuthors, LooksUpWhomLinkedDataRefersTo) {
  const std::string head =
      "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Wall gives way\",\"author\":{\"@id\":"
      "\"https://gazette.example/#ana\"},\"publisher\":{\"@id\":\"#us\"}},{\"@type\":\"Person\",\"@id\":\"https://gazette.example/#ana\","
      "\"name\":\"Ana Costa\"},{\"@type\":\"Organization\",\"@id\":\"#us\",\"name\":\"Eastmouth Gazette\"}]}</script>";

  EXPECT_EQ(page_of(head).byline, "Ana Costa");
  EXPECT_EQ(page_of(head).site_name, "Eastmouth Gazette");
  EXPECT_EQ(page_of("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Wall\",\"author\":"
                    "{\"@type\":\"Person\",\"givenName\":\"Ana\",\"familyName\":\"Costa\"}}</script>")
                .byline,
            "Ana Costa");
}

TEST(FindAuthors, TakesANewsroomThatIsCalledAsItsAddress) {
  EXPECT_EQ(page_of("<meta property='og:site_name' content='gazette.example'><meta name=author content='gazette.example'>").byline,
            "gazette.example");
}

TEST(FindAuthors, PrefersWhoSignedTheTextToItsNewsroom) {
  const std::string head = "<meta property='og:site_name' content='Eastmouth Gazette'><script type='application/ld+json'>{\"@type\":"
                           "\"NewsArticle\",\"headline\":\"Wall gives way\",\"author\":{\"name\":\"Gazette Eastmouth\"}}</script>";
  std::string body = "<article><h1>Wall gives way</h1>";
  for (int i = 0; i < 5; ++i)
    body += "<p>The harbour wall gave way on Tuesday " + std::to_string(i) + ", and water stood in the market by dawn, the harbour master said.</p>";

  EXPECT_EQ(page_of("<meta property='og:site_name' content='Eastmouth Gazette'><meta name=author content='The Eastmouth Gazette'>",
                    body + "<p><strong>Ana Costa</strong></p></article>")
                .byline,
            "Ana Costa");
  EXPECT_EQ(page_of(head, body + "</article>").byline, "Gazette Eastmouth");
}

TEST(FindPublished, ReadsTheLineBesideTheHeadlineWhenThePageSaysItNowhereElse) {
  const Page page = page_of("<title>Harbour wall gives way</title>", "<p>Open until 3.4.2027</p><nav>a</nav><nav>b</nav><nav>c</nav><nav>d</nav><nav>e</nav>"
                            "<h3><b>Eastmouth</b> Harbour wall gives way</h3><div>Thu 05.03.26 | 14:07 Uhr | Von Ana Costa</div><p>Text.</p>");

  ASSERT_TRUE(page.published);
  EXPECT_EQ(format_moment(*page.published).substr(0, 10), "2026-03-05");
  EXPECT_EQ(date_in_line("5 min read \u00B7 March 5, 2026 \u00B7 Harbour"), "March 5, 2026");
  EXPECT_EQ(date_in_line("Call 030 1234567 or 1234567890"), "");
}

std::string byline(const std::string& head, const std::string& body) { return page_of(head, body).byline.value_or("nobody"); }

TEST(FindByline, ReadsTheLinesAroundTheHeadline) {
  const std::string menu = "<nav><a class=author>Uma Rigby</a></nav>", h1 = "<h1>Harbour wall gives way</h1>";

  EXPECT_EQ(byline("", menu + h1 + "<p>By Ana Costa and Tom Ashby The Associated Press</p>"), "Ana Costa, Tom Ashby");
  EXPECT_EQ(byline("", menu + h1 + "<dl><dt>von</dt><dd>Ana Costa</dd></dl>"), "Ana Costa");
  EXPECT_EQ(byline("", menu + h1 + "<div>Ana Costa</div><div>5 March 2026, 07:30</div>"), "Ana Costa");
  EXPECT_EQ(byline("", menu + h1 + "<div>Ana Costa / GAZETTE / Mar 5, 2026, 07:30 IST</div>"), "Ana Costa");
}

TEST(FindByline, TakesNoSectionForAName) {
  EXPECT_EQ(byline("", "<h1>Harbour wall gives way</h1><div>Middle East</div><div>5 March 2026</div>"), "nobody");
  EXPECT_EQ(byline("", "<h1>Harbour wall gives way</h1><div>By Tuesday the wall was gone.</div>"), "nobody");
}

TEST(FindAuthors, ReadsWhatThemesWriteForThoseWhoShareALink) {
  const std::string value = "<meta name='twitter:data1' content='Ana Costa'>";

  EXPECT_EQ(byline("<meta name='twitter:label1' content='Written by'>" + value, ""), "Ana Costa");
  EXPECT_EQ(byline("<meta name='twitter:label1' content='Reading time'>" + value, ""), "nobody");
}

TEST(FindAuthors, TakesNoRoleForASecondName) {
  EXPECT_EQ(names_in_byline("Ana Costa, Redakteurin f\u00FCr Finanzen"), (std::vector<std::string>{"Ana Costa"}));
}

std::string published(const std::string& head, const std::string& body) {
  const Page page = page_of(head, body);
  return page.published ? format_moment(*page.published) : "nothing";
}

TEST(FindPublished, TakesTheTimeOfTheDayFromWhereverThePageSaysIt) {
  const std::string day = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Wall\",\"datePublished\":\"2026-03-05\"}</script>";

  EXPECT_EQ(published(day + "<meta property='article:published_time' content='2026-03-05T07:30:00+01:00'>", ""), "2026-03-05T07:30:00+01:00");
  EXPECT_EQ(published(day + "<meta property='article:published_time' content='2026-03-06T07:30:00+01:00'>", ""), "2026-03-05T00:00:00Z");
}

TEST(FindPublished, ReadsTheItempropOfAnyElement) {
  EXPECT_EQ(published("", "<h1>Wall gives way</h1><span itemprop=datePublished content='2026-03-05T07:30:00Z'>yesterday</span>"), "2026-03-05T07:30:00Z");
  EXPECT_EQ(published("", "<h1>Wall gives way</h1><span itemprop=datePublished>5 March 2026, 7.30am</span>"), "2026-03-05T07:30:00Z");
}

TEST(FindPublished, PrefersTheLinesBelowTheHeadlineToTodaysDateAboveIt) {
  const std::string headline = "<h1>Harbour wall gives way</h1>";

  EXPECT_EQ(published("", "<div>Friday, 6 March 2026</div>" + headline + "<p>Ana Costa | 5 March 2026</p>"), "2026-03-05T00:00:00Z");
  EXPECT_EQ(published("", "<time>6 March 2026</time>" + headline + "<time>5 March 2026</time>"), "2026-03-05T00:00:00Z");
  EXPECT_EQ(published("", "<div>5 March 2026</div>" + headline), "2026-03-05T00:00:00Z");
}

TEST(FindPublished, FindsTheHeadlineBehindAMenuThatNamesIt) {
  std::string menu = "<ul><li>Harbour wall gives way</li>";
  for (int i = 0; i < 12; ++i) menu += "<li>Page " + std::to_string(i) + "</li>";
  EXPECT_EQ(published("<title>Harbour wall gives way</title>", menu + "</ul><h1>Harbour wall gives way</h1><p>05.03.2026 07:30</p>"), "2026-03-05T07:30:00Z");
}

TEST(FindPublished, AsksItsScriptsLastAndOnlyWhenTheyAgree) {
  const std::string one = "<script>window.state={\"firstPublishedAt\":\"2026-03-05T07:30:00Z\",\"lastPublished\":\"2026-04-01\"}</script>";

  EXPECT_EQ(published(one, "<h1>Wall gives way</h1>"), "2026-03-05T07:30:00Z");
  EXPECT_EQ(published("<script>s={\\\"publishDate\\\":\\\"2026-03-05\\\"}</script>", "<h1>Wall gives way</h1>"), "2026-03-05T00:00:00Z");
  EXPECT_EQ(published(one + "<script>other={\"publishedAt\": \"2026-02-01\"}</script>", "<h1>Wall gives way</h1>"), "nothing");
}

TEST(DateInLine, TakesWholeDatesOnly) {
  const auto read = [](const std::string& line) {
    const auto date = parse_moment(date_in_line(line));
    return date ? format_moment(*date) : "nothing";
  };
  EXPECT_EQ(read("Updated 5 March 2026 at 7.30 am GMT by Ana Costa, with 3 comments"), "2026-03-05T07:30:00Z");
  EXPECT_EQ(read("Le 5 mars 2026 \u00E0 14h52, modifi\u00E9 le 6 mars 2026"), "2026-03-05T14:52:00Z");
  EXPECT_EQ(read("5. M\u00E4rz 2026 \u2022 Greta Meier"), "2026-03-05T00:00:00Z");
  EXPECT_EQ(read("Eastmouth Marathon 2026"), "nothing");
  EXPECT_EQ(read("2 of 12 pictures, 26 minutes"), "nothing");
}

TEST(FindTitle, PassesOverOneThatWasCutAtAQuotationMark) {
  EXPECT_EQ(page_of("<meta property=\"og:title\" content=\"Storm over Eastmouth: the \"great wave\" and after\"><script type='application/ld+json'>"
                    "{\"@type\":\"NewsArticle\",\"headline\":\"After the wave\"}</script>",
                    "<h1>Storm over Eastmouth: the \"great wave\" and after</h1>")
                .title,
            "After the wave");
}

TEST(FindTitle, CutsTheSiteAndWhatFollowsIt) {
  EXPECT_EQ(without_site_name("Wall gives way | The Gazette", "The Gazette"), "Wall gives way");
  EXPECT_EQ(without_site_name("Wall gives way | The Gazette | by Ana Costa", "The Gazette"), "Wall gives way");
  EXPECT_EQ(without_site_name("Wall gives way - again", "The Gazette"), "Wall gives way - again");
}

TEST(FindTitle, CutsTheSiteBehindASignWithoutBlanksAndBeforeTheHeadline) {
  EXPECT_EQ(without_site_name("Wall gives way| The Gazette", "The Gazette"), "Wall gives way");
  EXPECT_EQ(without_site_name("Wall gives way |The Gazette", "The Gazette"), "Wall gives way");
  EXPECT_EQ(without_site_name("Wall gives way- The Gazette", "The Gazette"), "Wall gives way");
  EXPECT_EQ(without_site_name("Wall gives way * The Gazette * by Ana Costa", "The Gazette"), "Wall gives way");
  EXPECT_EQ(without_site_name("The Gazette | Wall gives way", "The Gazette"), "Wall gives way");

  EXPECT_EQ(without_site_name("Readers ask-The Gazette", "The Gazette"), "Readers ask-The Gazette");
  EXPECT_EQ(without_site_name("Why we love The Gazette", "The Gazette"), "Why we love The Gazette");
  EXPECT_EQ(without_site_name("The Gazette | Home", "The Gazette"), "The Gazette | Home");
  EXPECT_EQ(without_site_name("The Gazette", "The Gazette"), "The Gazette");
}

TEST(FindTitle, TakesTheSiteForNoHeadline) {
  const std::string site = "<meta property='og:site_name' content='The Gazette'><meta property='og:title' content='The Gazette - Latest'>";

  EXPECT_EQ(page_of(site + "<title>Harbour wall gives way</title>", "<h1>Harbour wall gives way</h1>").title, "Harbour wall gives way");
  EXPECT_EQ(page_of("<meta property='og:site_name' content='The Gazette'><title>The Gazette</title>").title, "The Gazette");
}

TEST(FindTitle, CutsTheNameOfTheHostWhenThePageNamesNoSite) {
  const auto title = [](const std::string& social, const std::string& url) {
    return page_of("<meta property='og:title' content='" + social + "'>", "", {.url = url}).title;
  };
  EXPECT_EQ(title("Harbour wall gives way - The Eastmouther", "https://www.eastmouther.com.na/wall"), "Harbour wall gives way");
  EXPECT_EQ(title("Harbour wall gives way | The Eastmouth Pundit | by Ana Costa", "https://theeastmouthpundit.com/wall"), "Harbour wall gives way");
  EXPECT_EQ(title("Harbour wall gives way | EMR.DE", "https://www.emr.de/wall"), "Harbour wall gives way");
  EXPECT_EQ(title("Harbour wall gives way - time to act", "https://www.time.com/wall"), "Harbour wall gives way - time to act");
  EXPECT_EQ(title("Harbour wall gives way - The Eastmouther", "https://www.example.com/wall"), "Harbour wall gives way - The Eastmouther");
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

TEST(FindTitle, LeavesTheOneThatScriptsCallSocial) {
  const std::string social = "\"We ran\": the night at Café Lund", heading = "Harbour wall Eastmouth 2026";
  const auto title = [&](const std::string& script) {
    return page_of("<title>" + heading + "</title><meta property='og:title' content='" + social + "'><script>" + script + "</script>",
                   "<h1>" + heading + "</h1>")
        .title;
  };

  EXPECT_EQ(title(R"(s={"socialTitle": "\"We ran\": the night at Caf\u00e9 Lund"})"), heading);
  EXPECT_EQ(title(R"(s={"social_headline":{"rendered":"&quot;We ran&quot;: the night at Café Lund","n":1}})"), heading);
  EXPECT_EQ(title(R"(s={"social":{"title":"\"We ran\": the night at Café Lund"}})"), heading);
  EXPECT_EQ(title(R"(push("{\"socialHeadlineValue\":\"\\\"We ran\\\": the night at Caf\\u00e9 Lund\"}"))"), heading);

  EXPECT_EQ(title(R"(s={"socialTitle":"Storm over Eastmouth"})"), social);
  EXPECT_EQ(title(R"(s={"socialText":"\"We ran\": the night at Café Lund"})"), social);
  EXPECT_EQ(title(R"(s={"social":{"text":"\"We ran\": the night at Café Lund"}})"), social);
  EXPECT_EQ(title(R"(s={"title":"\"We ran\": the night at Café Lund"})"), social);
  for (const char* broken : {R"(s={"socialTitle":"\"We ran\": the night at Café Lund)", R"(s={"socialTitle":{)", R"(s={"social)"})
    EXPECT_EQ(title(broken), social) << broken;
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
