#include "stages/html/guard.h"

#include <gtest/gtest.h>

#include <vector>

#include "stages/html/parse.h"

namespace newswired::html {
namespace {

std::string repeated(std::string_view piece, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += piece;
  return text;
}

TEST(GuardMarkup, GivesAnOrdinaryPageBackWithoutACopy) {
  const std::string page = "<html><body><div><p>a<p>b<b>c</b></div></body></html>";

  EXPECT_EQ(guard_markup(page, {}).markup().data(), page.data());
}

TEST(GuardMarkup, TakesTheLimitAndLeavesOutOnePastIt) {
  const Limits limits{.depth_max = 3};

  EXPECT_FALSE(guard_markup("<div><div><div>x", limits).changed);
  EXPECT_EQ(guard_markup("<div><div><div><div>x</div></div>y", limits).markup(), "<div><div><div>x</div>y");
}

TEST(GuardMarkup, CountsNothingInScriptsCommentsAndAttributes) {
  const std::string page = "<script>" + repeated("<div>", 9) + "</script><!--" + repeated("<div>", 9) +
                           "--><p title='" + repeated("<div>", 9) + "'>x";

  EXPECT_FALSE(guard_markup(page, {.depth_max = 3}).changed);
}

TEST(GuardMarkup, CountsElementsThatCloseThemselvesAsNoDepth) {
  EXPECT_FALSE(guard_markup(repeated("<p>x<li>y<br>", 2000), {}).changed);
}

TEST(GuardMarkup, LeavesOutFormattingElementsThatAreNeverClosed) {
  const std::string page = repeated("<p><b>x</p>", 100);

  EXPECT_EQ(guard_markup(page, {.formatting_max = 2}).markup().find("<b>", 22), std::string_view::npos);
}

TEST(GuardMarkup, LeavesWhatFollowsADrawingAndAChoiceAlone) {
  const std::string page = "<svg viewBox='0 0 1 1'/><span><svg><title>t</title><path d=''/></svg></span><select><option>a</select>"
                           "<style>a>b{}</style><script>if (a<b) c()</script><table><tr><td>x</td></tr></table>"
                           "<form><p>y</p></form><div><ul><li>z</li></ul></div>";

  EXPECT_FALSE(guard_markup(page, {}).changed);
}

TEST(GuardMarkup, CutsAtTheLimitOfBytes) {
  const GuardedMarkup guarded = guard_markup("0123456789", {.bytes_max = 4});

  EXPECT_EQ(guarded.markup(), "0123");
  EXPECT_TRUE(guarded.truncated);
  EXPECT_FALSE(guard_markup("0123", {.bytes_max = 4}).truncated);
}

// Each of these made a parser quadratic or fed it without end.
TEST(Parse, TakesHostileMarkupInLinearTime) {
  std::string many_names = "<p";
  for (int i = 0; i < 200'000; ++i) many_names += " a" + std::to_string(i);
  std::string many_kinds;
  for (int i = 0; i < 100'000; ++i) many_kinds += "<b x=" + std::to_string(i) + "><p>";
  const std::string pages[] = {
      many_names + ">", many_kinds, repeated("<div>", 200'000), repeated("<b><div></b>", 100'000),
      repeated("<a><table><td>", 50'000), repeated("<svg><style><div>", 50'000), repeated("</p>", 300'000),
      repeated("<div></span>", 100'000), repeated("<!-", 300'000), repeated("<script>", 100'000),
      repeated("<svg><p><!-- </script>", 50'000), repeated("<table><b>", 100'000), repeated("<select><option>", 100'000),
      repeated("<font color=red><table><tr>", 30'000), repeated("<template>", 100'000), repeated("<math><mi>", 100'000),
  };
  for (const std::string& page : pages) {
    SCOPED_TRACE(page.substr(0, 40));
    const Result<Document> document = parse(page + "<p>still here");
    ASSERT_TRUE(document.ok());
  }
}

TEST(GuardMarkup, AShortPageThatWasChangedMayBeMoved) {
  std::vector<GuardedMarkup> pages;
  for (int i = 0; i < 3; ++i) pages.push_back(guard_markup("<b><b>x", {.depth_max = 1, .formatting_max = 1}));

  EXPECT_EQ(pages.front().markup(), guard_markup("<b><b>x", {.depth_max = 1, .formatting_max = 1}).markup());
  EXPECT_TRUE(pages.front().changed);
  EXPECT_EQ(pages.front().markup().data(), pages.front().changed->data());
}

TEST(GuardMarkup, CutsATagOffThatTheMarkupEndsIn) {
  EXPECT_EQ(guard_markup("<p>a <b>b</b> <a href='x", {}).markup(), "<p>a <b>b</b> ");
  EXPECT_EQ(guard_markup("<p>a</p", {}).markup(), "<p>a");
  EXPECT_EQ(guard_markup("<p>a < b", {}).markup(), "<p>a < b");
  EXPECT_EQ(guard_markup("</td><p>a<T,", {}).markup(), "<p>a");
}

}  // namespace
}  // namespace newswired::html
