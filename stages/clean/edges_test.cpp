#include "stages/clean/edges.h"

#include <gtest/gtest.h>

#include "stages/clean/page.h"

namespace newswired::clean {
namespace {

const std::string text =
    "<p>The harbour wall of Eastmouth gave way on Tuesday night, and water stood knee-deep in the fish market by dawn.</p>"
    "<p>Engineers from the regional office are expected to inspect the wall on Thursday, according to the council of the town.</p>";

Page extracted(const std::string& body) { return extract_page("<h1>Wall gives way</h1><article>" + body + "</article>", {}); }

TEST(TrimEdges, TakesAWireTailOffTheTextAndIntoAnEmptyByline) {
  const Page page = extracted(text + "<p>(Reporting by Ana Costa in Eastmouth; Editing by Tom Ashby)</p>");

  EXPECT_EQ(page.text.find("Reporting by"), std::string::npos);
  EXPECT_EQ(page.byline, "Ana Costa");
}

TEST(TrimEdges, KeepsDatelines) {
  EXPECT_TRUE(extracted("<p>EASTMOUTH (Reuters) - The harbour wall gave way on Tuesday night, and water stood knee-deep in the market.</p>" + text)
                  .text.starts_with("EASTMOUTH (Reuters) - The"));
}

TEST(TrimEdges, MarksTheStubBeforeAnInvitationToPay) {
  const Page page = extracted(text + "<div class=paywall><p>Subscribe to read the whole story.</p></div>");

  EXPECT_TRUE(page.truncated);
  EXPECT_EQ(page.text.find("Subscribe"), std::string::npos);
  EXPECT_NE(page.text.find("Engineers"), std::string::npos);
  EXPECT_FALSE(extracted(text).truncated);
}

TEST(TrimEdges, MarksALiveBlogAndLeavesItsTimesOut) {
  std::string entries;
  for (int hour = 20; hour >= 12; --hour)
    entries += "<div><div>" + std::to_string(hour) + ":05</div><p>At " + std::to_string(hour) +
               " the harbour master said that the water was still rising, and that nobody was hurt in the market.</p></div>";
  const Page page = extracted(entries);

  EXPECT_TRUE(page.live_blog);
  EXPECT_EQ(page.text.find("20:05"), std::string::npos);
  EXPECT_NE(page.text.find("At 12 the harbour"), std::string::npos);
  EXPECT_LT(page.text.find("At 20"), page.text.find("At 12"));
  EXPECT_FALSE(extracted(text).live_blog);
}

TEST(IsClockTime, KnowsTimesFromNumbers) {
  for (const char* time : {"10:42", "9.05 Uhr", "14h30", "2:05 p.m. GMT"}) EXPECT_TRUE(is_clock_time(time)) << time;
  for (const char* other : {"10", "3:2", "10:42 and 10:43", "10.000 people", "1:0 for Westhaven in the end"})
    EXPECT_FALSE(is_clock_time(other)) << other;
}

}  // namespace
}  // namespace newswired::clean
