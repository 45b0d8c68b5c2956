#include "stages/html/condense.h"

#include <gtest/gtest.h>

#include "stages/html/parse.h"

namespace newswired::html {
namespace {

constexpr WantedAttributes wanted{"class", "href"};

std::string condensed(std::string_view markup) { return condense_markup(markup, wanted); }

TEST(CondenseMarkup, KeepsWantedAttributesInAnyWriting) {
  EXPECT_EQ(condensed("<p onclick=\"a > b\" CLASS='lead' data-x=1 hidden>x</p>"), "<p CLASS='lead' >x</p>");
  EXPECT_EQ(condensed("<link href = /x target=_blank>x"), "<link href = /x >x");
}

TEST(CondenseMarkup, KeepsWhereLinksLeadOnlyWhenAsked) {
  WantedAttributes more = wanted;
  more.link_targets = true;

  EXPECT_EQ(condensed("<a href='/x' class=y>x</a>"), "<a href class=y>x</a>");
  EXPECT_EQ(condense_markup("<a href='/x'>x</a>", more), "<a href='/x'>x</a>");
}

TEST(CondenseMarkup, LeavesOutLinksToScriptsWhichLeadNowhere) {
  EXPECT_EQ(condensed("<a href=\"JavaScript:void(0)\" class=y>x</a>"), "<a class=y>x</a>");
  EXPECT_EQ(condensed("<a href = ' javascript:' class=y>x</a>"), "<a class=y>x</a>");
  EXPECT_EQ(condensed("<a href=/javascript: class=y>x</a>"), "<a href class=y>x</a>");
}

TEST(CondenseMarkup, LeavesOutScriptsStylesAndComments) {
  EXPECT_EQ(condensed("a<script>if (a<b) '</p>'</script>b<style>p{}</style><!-- <p> -->c<SCRIPT src=x></SCRIPT>"), "abc");
}

TEST(CondenseMarkup, KeepsOfAPictureThatItIsThere) {
  EXPECT_EQ(condensed("a<picture><source srcset=x><IMG alt='a > b' src=x class=y></picture>b<img src=x"), "a<picture><IMG></picture>b<img src=x");
}

TEST(CondenseMarkup, KeepsLinkedDataAsItStands) {
  const std::string_view data = "<script type=\"application/ld+json\">{\"a\": \"<!-- <p onclick=1> -->\"}</script>";

  EXPECT_EQ(condensed(data), data);
}

TEST(CondenseMarkup, LeavesOutBlanksBesideBlocksOnly) {
  EXPECT_EQ(condensed("<ul>\n  <li>a</li>\n  <li>b <b>c</b> <i>d</i></li>\n</ul>"), "<ul><li>a</li><li>b <b>c</b> <i>d</i></li></ul>");
  EXPECT_EQ(condensed("<pre> <p> x</p></pre>"), "<pre> <p> x</p></pre>");
}

TEST(CondenseMarkup, LeavesOutDrawingsButNotThePageInThem) {
  EXPECT_EQ(condensed("a<svg><g><svg/><path d='M0'/></g></svg>b"), "ab");
  EXPECT_EQ(parse("<svg><g><p>kept</p></svg>x", {}, &wanted)->text_content(0), "kept x");
  EXPECT_EQ(parse("<svg><g>never closed", {}, &wanted)->text_content(0), "never closed");
}

TEST(CondenseMarkup, GivesTheSameTextAsTheWholePage) {
  const std::string_view pages[] = {
      "<title>a</title><!--><p>b<textarea><p>c</textarea><table> <tr> <td>d</td> </tr> </table>",
      "<p a=1 b='>' c=\"<\">x<b e>y</b> <i>z</i></p  f=\"g\">w", "<p title='never closed>x", "a < b <3 <p", "</ x><?php x ?><p/>y",
      "<select><option value=1>a<option>b</select><iframe><p>q</iframe>c"};
  const auto dense = [](std::string text) {
    std::erase(text, ' ');
    return text;
  };
  for (const std::string_view page : pages)
    EXPECT_EQ(dense(parse(page, {}, &wanted)->text_content(0)), dense(parse(page)->text_content(0))) << page;
}

}  // namespace
}  // namespace newswired::html
