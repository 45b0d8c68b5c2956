#include "stages/html/orderly.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/html/library.h"

namespace newswired::html {
namespace {

std::string dump(const Document& document) {
  std::string lines;
  for (NodeId id = 0; id < document.size(); ++id) {
    const Node& node = document[id];
    lines += std::string(node.depth, ' ') + std::string(document.element_name(id)) + ' ' + std::to_string(node.end);
    if (node.tag == Tag::text) lines += "[" + std::string(document.text(id)) + "]";
    document.for_each_attribute(id, [&](std::uint32_t name, std::string_view value) {
      lines += ' ' + std::to_string(name) + '=' + std::string(value);
    });
    lines += '\n';
  }
  return lines;
}

/// Markup that must give the library's tree.
class Orderly : public testing::TestWithParam<const char*> {};

TEST_P(Orderly, GivesTheTreeOfTheLibrary) {
  const auto orderly = parse_orderly(GetParam(), {});
  const auto other = parse_by_library(GetParam(), {});

  ASSERT_TRUE(orderly) << GetParam();
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(dump(*orderly), dump(*other)) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Page, Orderly, testing::Values(
    "", " \n", "text", "<p>one<p>two",
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>A &amp; B</title></head><body class='x y'>text</body></html>",
    "<head><noscript><link rel=a></noscript></head><p>a", "<head><noscript><p>early</noscript></head><body class=b>late",
    "<meta name=a content=b></meta><p>c", "<title>a</title><template>b</template>", "<html><head></head> <body> a </body> </html> b",
    "<div class=a><div class=a>one</div><div class=b>two</div></div>", "<p>a<div>b</div>c</p>d", "a</p>b", "a</br>b",
    "<ul><li>a<ul><li>b<li>c</ul><li>d</ul>e", "<ol><li><p>a</li><li>b</ol>", "<dl><dt>a<dd>b<p>c<dt>d</dl>e",
    "<h1>a<h2>b</h1>c", "<a href=x>b</a><a href=y>c<a href=z>d</a>", "<b>a<i>b</i></b>c", "<p><b>a</b> b <em>c</em></p>",
    "<table><tr><td>a<td>b<tr><th>c</table>d", "<table><caption>a</caption><colgroup><col><col></colgroup><tbody><tr><td>b</td></tr></tbody></table>",
    "<table> <thead> <tr> <td><table><tr><td>in</table></td></tr></thead><tfoot><tr><td>a</table>",
    "<table><tr><td><b>a</td><td>b</td></table>",
    "<select><optgroup><option>a<option>b<optgroup><option>c</select>d", "<option>a<option>b",
    "<form><p>a<input name=x></form>b", "<button>a<p>b</button>c", "<textarea>\n<b>&lt;</textarea>a", "<pre>\n a\n b</pre>",
    "<script type='application/ld+json'>{\"a\": \"<b>\"}</script>b", "<style>p > a {}</style>b", "<iframe><p>a</iframe>b",
    "a<template><p>b</template>c", "<my-part class=a>b</my-part>", "<MY-Part ID=a>b<BR/>c</MY-Part>", "a<!-- b -->c<!d>e<?f>g",
    "<p title='a &copy=b &amp; c' class=\"d\re\">x &copy y &#150; &notanything; z", "line\r\nline", "<p class=a class=b>c",
    "<a href=x/y>b</a>", "<p a=>b", "<p =a>b", "<video><source src=a><track></video>b", "<span>a<div>b</div></span>c",
    "<div>a</span>b</div>c", "<p>a</div>b", "<figure><figcaption>a</figure>b", "a < b <3 c", "< a",
    "a<html lang=en class=b>c", "<html lang=en><html>a", "a<html><body class=b>c", "<nobr>a</nobr>b<p><nobr>c</nobr></p>",
    "<p><object data=a><param name=b></param><p>c</object>d</p>e", "a</svg>b", "<b>a</svg></b>",
    "<head><meta name=a><template><div>b<p>c</div></template><title>d</title></head><p>e",
    "<head><template> <meta name=a><style>b</style><template>c</template></template></head><body class=f>e"));

/// Markup whose tree takes more than closing what may be left open.
class Disorderly : public testing::TestWithParam<const char*> {};

TEST_P(Disorderly, IsLeftToTheLibrary) { EXPECT_FALSE(parse_orderly(GetParam(), {})) << GetParam(); }

INSTANTIATE_TEST_SUITE_P(Page, Disorderly, testing::Values(
    "<b>a<p>b</b>c</p>", "<p><b>a<p>b", "<table>a<tr><td>b</table>", "<table><tr><p>a</table>", "<svg><p>a</svg>", "<object><b>a</object>b",
    "<nobr>a<nobr>b", "<head><template>a", "<head><template><html></template>", "<head><template><tr><td>a</template>", "<p><table>",
    "<form><form>a", "<a href=x><div><a href=y>b", "a<b", "<p class='a", "<script type=ld+json>a", "<html lang=a><html class=b>", "<plaintext>a",
    "<select><p>a", "<button><button>a", "<body class=a><body class=b>", "<tr>a", "<template>a</template>", "<head></head><template>b</template>", "<p>a<", "<html><html lang=a>"));

TEST(OrderlyPage, HoldsNoNulAndNoMoreThanTheLimits) {
  EXPECT_FALSE(parse_orderly(std::string_view("a\0b", 3), {}));
  EXPECT_FALSE(parse_orderly(std::string(1000, 'a'), Limits{.bytes_max = 999}));
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<div>";
  EXPECT_FALSE(parse_orderly(deep, {}));
  EXPECT_FALSE(parse_orderly("<p>a<p>b<p>c", Limits{.nodes_max = 5}));
}

}  // namespace
}  // namespace newswired::html
