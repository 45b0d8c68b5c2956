// Behaviour 14: links are absolute, against xml:base at every level, then against where the feed was found.
#include <gtest/gtest.h>

#include "stages/feed/sample_test.h"

namespace newswired::feed {
namespace {

TEST(XmlBase, CountsAtEveryLevelOfAtom) {
  const Feed feed = parse(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/'><title>t</title><link href='front'/><logo xml:base='img/'>l.png</logo>"
      "<entry xml:base='b/'><title>e</title><id>1</id><link xml:base='c/' href='y'/><author xml:base='d/'><name>Ida</name><uri>ida</uri></author>"
      "<summary type='html' xml:base='s/'>&lt;a href='x'>x&lt;/a></summary>"
      "<content type='xhtml' xml:base='e/'><div xmlns='http://www.w3.org/1999/xhtml' xml:base='f/'><p xml:base='g/'><a href='z'>z</a></p>"
      "<img src='i.png' srcset='j.png 2x'/><video poster='p.png' xml:base='https://v.example/w/'/></div></content></entry></feed>",
      "https://found.example/feed");

  EXPECT_EQ(feed.link, "https://a.example/front");
  EXPECT_EQ(feed.image, "https://a.example/img/l.png");
  ASSERT_EQ(feed.entries.size(), 1u);
  const Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.link, "https://a.example/b/c/y");
  EXPECT_EQ(entry.authors.at(0).uri, "https://a.example/b/d/ida");
  EXPECT_EQ(entry.summary, "<a href='https://a.example/b/s/x'>x</a>");
  EXPECT_EQ(entry.content,
            "<p><a href=\"https://a.example/b/e/f/g/z\">z</a></p><img src=\"https://a.example/b/e/f/i.png\" "
            "srcset=\"https://a.example/b/e/f/j.png 2x\" /><video poster=\"https://v.example/w/p.png\"></video>");
}

TEST(XmlBase, CountsAtEveryLevelOfRss) {
  const Feed feed = parse(
      "<rss version='2.0' xml:base='https://a.example/'><channel xml:base='b/'><link>front</link><item xml:base='c/'><link>y</link>"
      "<description xml:base='d/'>&lt;a href='x'>x&lt;/a></description><enclosure url='e.mp3' xml:base='f/'/>"
      "<xhtml:body xmlns:xhtml='http://www.w3.org/1999/xhtml' xml:base='g/'><xhtml:p xml:base='h/'><xhtml:a href='z'>z</xhtml:a></xhtml:p></xhtml:body>"
      "</item></channel></rss>",
      "https://found.example/feed");

  EXPECT_EQ(feed.link, "https://a.example/b/front");
  const Entry& entry = feed.entries.at(0);
  EXPECT_EQ(entry.link, "https://a.example/b/c/y");
  EXPECT_EQ(entry.summary, "<a href='https://a.example/b/c/d/x'>x</a>");
  EXPECT_EQ(entry.enclosures.at(0).url, "https://a.example/b/c/f/e.mp3");
  EXPECT_EQ(entry.content, "<p><a href=\"https://a.example/b/c/g/h/z\">z</a></p>");
}

TEST(XmlBase, ThatNoLinkCanCountFromIsIgnored) {
  for (const char* base : {"javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "about:blank", "", "::"}) {
    const Feed feed = parse("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='" + std::string(base) +
                                "'><entry><link href='y'/><content type='xhtml'><div xml:base='" + base + "'><a href='z'>z</a></div></content></entry></feed>",
                            "https://found.example/a/feed");
    EXPECT_EQ(feed.entries.at(0).link, "https://found.example/a/y") << base;
    EXPECT_EQ(feed.entries.at(0).content, "<a href=\"https://found.example/a/z\">z</a>") << base;
  }
}

TEST(Links, CountFromWhereTheFeedWasFoundWhenItSaysNothing) {
  const Feed feed = parse(rss("<item><link>/y?utm_source=rss&amp;b=1#c</link><description>&lt;img src=\"i.png\" srcset=\"j.png 1x, k.png 2x\"&gt;"
                              "&lt;video poster=\"p.png\"&gt;</description></item>"),
                          "https://found.example/a/feed");
  EXPECT_EQ(feed.entries.at(0).link, "https://found.example/y?utm_source=rss&b=1#c") << "nothing is taken off a link";
  EXPECT_EQ(feed.entries.at(0).summary,
            "<img src=\"https://found.example/a/i.png\" srcset=\"https://found.example/a/j.png 1x, https://found.example/a/k.png 2x\">"
            "<video poster=\"https://found.example/a/p.png\">");
}

}  // namespace
}  // namespace newswired::feed
