#include "stages/text/html_entities.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/text/html_entity_table.h"

namespace newswired::text {
namespace {

TEST(DecodeHtmlEntities, ReadsNamesOfEveryKind) {
  EXPECT_EQ(decode_html_entities("&amp;&lt;&eacute;&Eacute;&mdash;&hellip;"), "&<éÉ—…");
  EXPECT_EQ(decode_html_entities("&CounterClockwiseContourIntegral;"), "∳");
  EXPECT_EQ(decode_html_entities("&NotEqualTilde;"), "≂̸") << "two code points";
}

TEST(DecodeHtmlEntities, ReadsOldNamesWithoutASemicolon) {
  EXPECT_EQ(decode_html_entities("caf&eacute au lait &copy2024 &notit;"), "café au lait ©2024 ¬it;");
  EXPECT_EQ(decode_html_entities("&notin;"), "∉") << "the longer name wins when its semicolon is there";
  EXPECT_EQ(decode_html_entities("&mdash &hellip"), "&mdash &hellip") << "new names need theirs";
}

TEST(DecodeHtmlEntities, LeavesParametersOfAnAddressAlone) {
  EXPECT_EQ(decode_html_entities("/a?x=1&copy=2&lt=3&amp;z&reg", ReferenceContext::attribute), "/a?x=1&copy=2&lt=3&z®");
}

TEST(DecodeHtmlEntities, WantsItsSemicolonInXml) {
  EXPECT_EQ(decode_html_entities("&copy=2 &eacute &#233 &eacute;&#233;", ReferenceContext::xml), "&copy=2 &eacute &#233 éé");
}

TEST(DecodeHtmlEntities, ReadsNumbersAsBrowsersDo) {
  EXPECT_EQ(decode_html_entities("&#233;&#xE9;&#XE9;&#8364;&#128512;"), "ééé€😀");
  EXPECT_EQ(decode_html_entities("&#146;&#x93;&#150;"), "’“–") << "windows-1252";
  EXPECT_EQ(decode_html_entities("&#0;&#xD800;&#x110000;&#99999999999999999999;"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decode_html_entities("&#233x &#xE9"), "éx é") << "the semicolon may be missing";
}

TEST(DecodeHtmlEntities, DecodesOneLayerACall) {
  EXPECT_EQ(decode_html_entities("&amp;lt;b&amp;gt;"), "&lt;b&gt;");
  EXPECT_EQ(decode_html_entities("&amp;amp;"), "&amp;");
}

TEST(DecodeHtmlEntities, LeavesEverythingElse) {
  for (const char* text : {"", "&", "&&", "AT&T", "R&D;", "&;", "&#;", "&#x;", "&unknown;", "a & b", "fish&"})
    EXPECT_EQ(decode_html_entities(text), text);
}

TEST(NamedReferences, AreSortedAndWhole) {
  const auto table = named_references();
  EXPECT_EQ(table.size(), 2125u);
  EXPECT_TRUE(std::is_sorted(table.begin(), table.end(), [](const auto& a, const auto& b) {
    return std::string_view(a.name) < std::string_view(b.name);
  }));
  for (const NamedReference& reference : table) {
    EXPECT_EQ(decode_html_entities(std::string("&") + reference.name + ";"), reference.value) << reference.name;
    EXPECT_TRUE(!reference.legacy || std::string_view(reference.name).size() <= legacy_name_bytes_max) << reference.name;
  }
}

}  // namespace
}  // namespace newswired::text
