#include "stages/clean/site_rule.h"

#include <gtest/gtest.h>

#include "stages/html/parse.h"

namespace newswired::clean {
namespace {

/// The texts of the elements that the selector matches, in order.
std::string matched(const std::string& selector, const std::string& markup) {
  const auto list = SelectorList::parse(selector);
  EXPECT_TRUE(list.ok()) << list.error().message;
  const auto document = html::parse(markup);
  std::string texts;
  for (html::NodeId i = 0; i < document->size(); ++i)
    if (list->matches(*document, i)) texts += document->text_content(i) + ".";
  return texts;
}

TEST(SelectorList, MatchesTagIdClassAndAttribute) {
  const std::string page = "<div id=a class='x lead'>1</div><p class=lead>2</p><p data-part='text body'>3</p><live-blog>4</live-blog>";

  EXPECT_EQ(matched("p", page), "2.3.");
  EXPECT_EQ(matched("#a", page), "1.");
  EXPECT_EQ(matched(".lead", page), "1.2.");
  EXPECT_EQ(matched("p.lead", page), "2.");
  EXPECT_EQ(matched("[data-part]", page), "3.");
  EXPECT_EQ(matched("[data-part='text body']", page), "3.");
  EXPECT_EQ(matched("div.x.lead, live-blog", page), "1.4.");
  EXPECT_EQ(matched(".lea", page), "");
  EXPECT_EQ(matched("", page), "");
}

TEST(SelectorList, SaysWhatItCannotRead) {
  for (const auto& [text, place] : {std::pair{"div p", "character 5"}, std::pair{"div.", "character 5"}, std::pair{"[a=b", "character 5"},
                                    std::pair{"a,,b", "character 3"}, std::pair{"a:hover()", "character 8"}}) {
    const auto list = SelectorList::parse(text);
    ASSERT_FALSE(list.ok()) << text;
    EXPECT_NE(list.error().message.find(place), std::string::npos) << list.error().message;
  }
}

const std::string page =
    "<div class=promo>The harbour wall of Eastmouth gave way on Tuesday night, and water stood knee-deep in the market.</div>"
    "<section data-x=body><p>One word.</p><div class=box>Facts about the harbour, which was built long ago by the town.</div><p>Two words.</p>"
    "</section><footer>Imprint</footer>";

std::string extracted(const SiteRule& rule) {
  PageHints hints;
  hints.site = &rule;
  return extract_page(page, hints).text;
}

TEST(SiteRule, TakesWhatItSelectsAsItStandsLessWhatItRemoves) {
  EXPECT_EQ(extracted({"", "[data-x=body]", ".box"}), "One word.\n\nTwo words.");
}

TEST(SiteRule, LeavesFindingTheArticleAloneWhereItSelectsNothing) {
  EXPECT_NE(extracted({"", ".absent", ""}).find("Eastmouth"), std::string::npos);
  EXPECT_EQ(extracted({"", ".absent", ".promo"}).find("Eastmouth"), std::string::npos);
}

TEST(SiteRule, RemovesFromFeedContentsToo) {
  const SiteRule rule{"", "", ".box"};
  PageHints hints;
  hints.site = &rule;

  EXPECT_EQ(clean_fragment("<p>Text.</p><p class=box>Box.</p>", hints).text, "Text.");
}

TEST(SiteRule, IsThatOfTheNearestHostAbove) {
  const SiteRule rules[] = {{"example", "a", ""}, {"gazette.example", "b", ""}};

  EXPECT_EQ(find_site_rule(rules, "www.gazette.example"), &rules[1]);
  EXPECT_EQ(find_site_rule(rules, "post.example"), &rules[0]);
  EXPECT_EQ(find_site_rule(rules, "mygazette.test"), nullptr);
}

}  // namespace
}  // namespace newswired::clean
