#include "stages/clean/slides.h"

#include <gtest/gtest.h>

#include "stages/clean/page.h"

namespace newswired::clean {
namespace {

std::string paragraphs(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i)
    text += "<p>On day " + std::to_string(i) + " of the strike the harbour of Eastmouth stood still, the council met again behind closed doors, " +
            "and the crews of the three ferries waited on the quay for news that did not come before dark.</p>";
  return text;
}

std::string gallery(const std::string& sign, int slides) {
  std::string html = "<div class=pics>";
  for (int i = 1; i <= slides; ++i)
    html += "<div><h3>" + std::to_string(i) + sign + std::to_string(slides) + " Crane number " + std::to_string(i) + "</h3><p>The crane on pier " +
            std::to_string(i) + " lifted its last container in the spring of the year before, the port said when it sold the land.</p></div>";
  return html + "</div>";
}

std::string text_of(const std::string& body) {
  return extract_page("<html><body><article><h1>Harbour stands still</h1>" + body + "</article></body></html>", {}).text;
}

TEST(DropSlides, LeavesThePicturesOfAnotherStoryOut) {
  for (const std::string sign : {"/", " of ", " von "}) {
    const std::string text = text_of(paragraphs(4) + gallery(sign, 6));
    EXPECT_NE(text.find("On day 4"), std::string::npos) << sign;
    EXPECT_EQ(text.find("crane"), std::string::npos) << sign;
  }
}

TEST(DropSlides, KeepsAGalleryThatIsTheArticle) {
  EXPECT_NE(text_of("<p>Six cranes that made the port.</p>" + gallery("/", 6)).find("crane on pier 6"), std::string::npos);
}

TEST(DropSlides, KeepsParagraphsThatBeginWithACountOrTwo) {
  std::string votes;
  for (const char* line : {"3/4 of the votes were counted by noon, the council said.", "2 of 5 members were absent that day, the minutes say."})
    votes += "<p>" + std::string(line) + "</p>";
  EXPECT_NE(text_of(paragraphs(4) + "<div>" + votes + "</div>" + paragraphs(1)).find("2 of 5 members"), std::string::npos);
}

}  // namespace
}  // namespace newswired::clean
