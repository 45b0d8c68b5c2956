#include "stages/feed/plain_text.h"

#include <gtest/gtest.h>

#include "stages/feed/content_links.h"
#include "stages/feed/sample_test.h"

namespace newswired::feed {
namespace {

std::string title(const std::string& written) { return parse(rss("<item><title>" + written + "</title></item>")).entries.at(0).title.value_or("nothing"); }

TEST(PlainText, DropsTagsAndDecodesOnce) {
  EXPECT_EQ(plain_text("<b>Storm</b> hits caf&eacute;s<br>again &amp;amp; again"), "Storm hits cafés again &amp; again");
  EXPECT_EQ(plain_text("<p>One</p><p>Two</p>"), "One Two");
  EXPECT_EQ(plain_text("<script>x()</script>Rain<!-- no --> now"), "Rain now");
  EXPECT_EQ(plain_text(""), "");
}

TEST(PlainText, KeepsWhatOnlyLooksLikeATag) {
  EXPECT_EQ(plain_text("a < b and c > d"), "a < b and c > d");
  EXPECT_EQ(plain_text("vector<int> explained"), "vector<int> explained");
  EXPECT_EQ(plain_text("How <canvas> came to be"), "How <canvas> came to be");
  EXPECT_EQ(plain_text("<canvas>Sea</canvas>"), "Sea");
  EXPECT_EQ(plain_text("Less <"), "Less <");
}

TEST(Titles, AreDecodedOncePerLayer) {
  EXPECT_EQ(title("Rain &amp; wind"), "Rain & wind");
  EXPECT_EQ(title("Rain &amp;amp; wind"), "Rain & wind");
  EXPECT_EQ(title("The &amp;lt;b&amp;gt; element"), "The <b> element");
  EXPECT_EQ(title("&lt;b&gt;Rain&lt;/b&gt; &amp;#8217;til &#8217;noon"), "Rain ’til ’noon");
  EXPECT_EQ(title("<![CDATA[<i>Rain</i> &#8217;til]]> noon"), "Rain ’til noon");
  EXPECT_EQ(title("Rain <b>and</b> wind"), "Rain and wind");
  EXPECT_EQ(title("?page=1&copy=2"), "?page=1&copy=2");
  EXPECT_EQ(title(" \n Rain\n\t and  wind "), "Rain and wind");
}

TEST(ContentLinks, AreMadeAbsoluteAndNothingElseChanges) {
  EXPECT_EQ(with_absolute_links("<p class=x>1 < 2 <a href='/a?b=1&amp;c=2' title=\"t>\">x</a><IMG SRC=i.png></p>", "https://h.example/d/f"),
            "<p class=x>1 < 2 <a href='https://h.example/a?b=1&amp;c=2' title=\"t>\">x</a><IMG SRC=\"https://h.example/d/i.png\"></p>");
  EXPECT_EQ(with_absolute_links("<img srcset=\"a.jpg 1x, /b.jpg 2x\"><video poster=p.png>", "https://h.example/d/"),
            "<img srcset=\"https://h.example/d/a.jpg 1x, https://h.example/b.jpg 2x\"><video poster=\"https://h.example/d/p.png\">");
  const std::string absolute = "<a href=\"https://h.example/\">x</a><a href=\"mailto:a@b\">y</a>";
  EXPECT_EQ(with_absolute_links(absolute, "https://h.example/"), absolute);
  EXPECT_EQ(with_absolute_links("<a href=x>", "javascript:x"), "<a href=x>");
}

}  // namespace
}  // namespace newswired::feed
