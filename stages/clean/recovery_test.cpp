#include "stages/clean/recovery.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/clean/page.h"
#include "stages/html/parse.h"

namespace newswired::clean {
namespace {

constexpr std::string_view paragraph = "<p>The ferry to Westhaven sails again from Monday, the harbour office said, after a winter of repairs.</p>";

/// The lines of the page that are kept when the judgement is sure of paragraphs and not of the rest.
std::string kept_beside_paragraphs(const std::string& markup, float share_of_others = 0.3f) {
  const auto document = html::parse(markup);
  EvidenceReader evidence(*document);
  const Blocks blocks = find_blocks(*document, evidence);
  std::vector<float> shares;
  for (const Block& block : blocks.list) shares.push_back(block.words > 10 ? 0.9f : share_of_others);
  fill_gaps(blocks, shares);
  std::string lines;
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (shares[i] >= 0.5f && blocks.list[i].words <= 10) lines += std::string(blocks.text_of(blocks.list[i])) + ";";
  return lines;
}

std::string between_paragraphs(std::string_view markup) {
  return "<div>" + std::string(paragraph) + std::string(markup) + std::string(paragraph) + "</div>";
}

TEST(FillGaps, KeepsHeadingsItemsAndShortLinesBetweenParagraphs) {
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs("<h2>New timetable</h2><p>From Monday:</p><ul><li>two boats at dawn</li><li>one at noon</li></ul>")),
            "New timetable;From Monday:;two boats at dawn;one at noon;");
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs("<blockquote><p>At last</p></blockquote>")), "At last;");
}

TEST(FillGaps, KeepsTheShortItemsOfAListBetweenParagraphs) {
  const std::string list = "<ul><li>The first boat leaves at dawn and takes the post along, the harbour office said.</li><li>one at noon</li></ul>";
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs(list)), "one at noon;");
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs("<ul><li>boats<ul><li>one at noon</li></ul></li></ul>")), "boats;one at noon;");
}

TEST(FillGaps, LeavesWhatIsSuspectFarOrSurelyNone) {
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs("<p><a href=x>Ten ferries to see</a></p>")), "");
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs("<p>Read more: ten ferries</p>")), "");
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs("<p class=caption>The ferry at noon</p>")), "");
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs("<div><div><div>A box</div></div></div>")), "");
  EXPECT_EQ(kept_beside_paragraphs(between_paragraphs("<h2>New timetable</h2>"), 0.1f), "");
  EXPECT_EQ(kept_beside_paragraphs("<div>" + std::string(paragraph) + "</div><h2>Weather</h2><p>Rain</p>"), "");
}

TEST(ExtractPage, TakesTheFewWordsOfAPageThatHasNoOthers) {
  EXPECT_EQ(extract_page("<html><head><title>Ferry</title></head><body>Ferry sails again</body></html>", {}).text, "Ferry sails again");
  EXPECT_EQ(extract_page("<body><article><h2>Ferry sails again</h2></article></body>", {}).text, "Ferry sails again");
}

TEST(ExtractPage, TakesNoLinkOrNoticeForTheFewWordsOfAPage) {
  EXPECT_EQ(extract_page("<body><p><a href=/b>Ferry sails again</a></p></body>", {}).text, "");
  EXPECT_EQ(extract_page("<body><p>Please enable JavaScript to go on</p></body>", {}).text, "");
}

}  // namespace
}  // namespace newswired::clean
