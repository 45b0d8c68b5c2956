#include <gtest/gtest.h>

#include "stages/html/parse.h"

namespace newswired::html {
namespace {

Document parsed(std::string_view markup, const Limits& limits = {}) {
  Result<Document> document = parse(markup, limits);
  EXPECT_TRUE(document.ok());
  return std::move(document).value();
}

NodeId find(const Document& document, Tag tag) {
  for (NodeId i = 0; i < document.size(); ++i)
    if (document[i].tag == tag) return i;
  return no_node;
}

TEST(Parse, MakesADocumentOfNothing) {
  const Document document = parsed("");

  ASSERT_GE(document.size(), 1u);
  EXPECT_EQ(document[0].tag, Tag::html);
  EXPECT_EQ(document.text_content(0), "");
}

TEST(Parse, KeepsDescendantsBetweenANodeAndItsEnd) {
  const Document document = parsed("<div><p>one<b>two</b></p></div><p>three");

  const NodeId div = find(document, Tag::div);
  ASSERT_NE(div, no_node);
  EXPECT_EQ(document.text_content(div), "onetwo");
  EXPECT_EQ(document[document[div].end].tag, Tag::p);
  EXPECT_EQ(document[document[div].end].parent, document[div].parent);
}

TEST(Parse, DecodesCharacterReferencesOnce) {
  EXPECT_EQ(parsed("<p>Fish &amp; chips &#150; &amp;amp;").text_content(0), "Fish & chips \u2013 &amp;");
}

TEST(Parse, KeepsTheTextAfterAnAbruptComment) { EXPECT_EQ(parsed("<p>a<!-->b").text_content(0), "ab"); }

TEST(Parse, GivesTheFirstOfTwoAttributesOfOneName) {
  const Document document = parsed("<p class=a CLASS=b data-x='1 > 0'>text</p>");

  const NodeId p = find(document, Tag::p);
  EXPECT_EQ(document.value(p, "class"), "a");
  EXPECT_EQ(document.value(p, "data-x"), "1 > 0");
  EXPECT_FALSE(document.attribute(p, "id"));
}

TEST(Parse, KeepsScriptsOnlyWhenTheyAreLinkedData) {
  const Document document =
      parsed("<script>var a = 1;</script><script type='application/ld+json'>{}</script><style>p{}</style>x");

  EXPECT_EQ(document.text_content(0), "{} x");
}

TEST(Parse, NamesElementsItDoesNotKnow) {
  const Document document = parsed("<news-body>text</news-body>");

  EXPECT_EQ(document.other_name(find(document, Tag::other)), "news-body");
}

TEST(Parse, TakesAtMostSoManyAttributesOfAnElement) {
  std::string markup = "<p";
  for (int i = 0; i < 300; ++i) markup += " a" + std::to_string(i) + "=1";
  const Document document = parsed(markup + ">text</p>");

  EXPECT_EQ(document[find(document, Tag::p)].attribute_count, Limits{}.attributes_max);
}

TEST(Parse, CutsAttributeValuesAtTheirLimit) {
  const Document document = parsed("<p title='" + std::string(100'000, 'x') + "'>text</p>");

  EXPECT_EQ(document.value(find(document, Tag::p), "title").size(), Limits{}.attribute_bytes_max);
}

TEST(Parse, CutsAPageAtTheLimitOfNodes) {
  std::string markup;
  for (int i = 0; i < 1000; ++i) markup += "<p>x</p>";
  const Document whole = parsed(markup);
  const Document cut = parsed(markup, {.nodes_max = 100});

  EXPECT_FALSE(whole.truncated());
  EXPECT_TRUE(cut.truncated());
  EXPECT_LE(cut.size(), 100u);
}

TEST(Parse, FlattensWhatIsDeeperThanTheLimitAndKeepsItsText) {
  std::string markup;
  for (int i = 0; i < 200'000; ++i) markup += "<div>";
  const Document document = parsed("<article>" + markup + "<p>deep</p></article>");

  EXPECT_EQ(document.text_content(0), "deep");
  for (const Node& node : document.nodes()) EXPECT_LE(node.depth, Limits{}.depth_max + 4);
}

}  // namespace
}  // namespace newswired::html
