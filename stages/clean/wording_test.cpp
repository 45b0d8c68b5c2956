#include "stages/clean/wording.h"

#include <gtest/gtest.h>

#include "stages/clean/page.h"

namespace newswired::clean {
namespace {

Wording wording_of(std::string_view line) {
  Wording wording;
  wording.add(line);
  wording.close();
  return wording;
}

TEST(Wording, CountsTheWordsThatTwoLinesShareWhateverTheirOrderAndSigns) {
  const Wording wording = wording_of("Harbour wall gives way: “No one listened” – stallholders");

  EXPECT_FLOAT_EQ(wording.share_of("“No one listened”: harbour WALL gives way"), 1.0f);
  EXPECT_FLOAT_EQ(wording.share_of("Harbour wall gives in at last again"), 3.0f / 7);
}

TEST(Wording, ReadsAWordThatMayBePartedAsOne) {
  EXPECT_FLOAT_EQ(wording_of("Helikopterlandeplatz am Hafen bleibt lange leer").share_of("Helikopter\u00ADlandeplatz am Hafen bleibt lange leer"), 1.0f);
}

TEST(Wording, SaysNothingOfLinesOfAFewWords) {
  EXPECT_FLOAT_EQ(wording_of("Harbour wall gives way").share_of("Harbour wall gives way"), 0.0f);
  EXPECT_FLOAT_EQ(Wording{}.share_of("Harbour wall gives way at dawn"), 0.0f);
}

constexpr std::string_view paragraphs =
    "<p>The harbour wall of Eastmouth gave way on Tuesday night, and water stood knee-deep in the fish market by dawn, "
    "the harbour master said.</p><p>Engineers from the regional office are expected to inspect the wall on Thursday, and "
    "the market will stay closed until they have finished, according to the council.</p><p>Fishermen have moved their boats "
    "to the neighbouring port of Westhaven, where the catch of the day is being sold from the quay.</p>";

std::string text_of(const std::string& head, const std::string& before) {
  return extract_page("<html><head><title>Harbour wall gives way after two nights of storm</title>" + head + "</head><body><main><div class=s1>" +
                          before + "</div><div class=s3>" + std::string(paragraphs) + "</div></main></body></html>",
                      {})
      .text;
}

TEST(Wording, KeepsAStandfirstThatTheDescriptionWordsAlike) {
  const std::string headline = "<h1>Harbour wall gives way after two nights of storm</h1>";
  const std::string standfirst = "<div class=s2><span>Eastmouth. Water in the fish market, boats in the neighbouring port: stallholders say nobody listened</span></div>";
  const std::string description = "<meta name=description content='Water in the fish market, boats in the neighbouring port: stallholders say nobody listened'>";

  EXPECT_TRUE(text_of(description, headline + standfirst).starts_with("Eastmouth. Water"));
}

}  // namespace
}  // namespace newswired::clean
