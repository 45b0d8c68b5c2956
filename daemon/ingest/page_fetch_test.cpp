#include "daemon/ingest/page_fetch.h"

#include <gtest/gtest.h>

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;

std::string words(int count) {
  std::string text = "<p>";
  for (int i = 0; i < count; ++i) text += "word ";
  return text + "</p>";
}

feed::Entry entry_of(std::optional<std::string> content, std::optional<std::string> summary = {}) {
  feed::Entry entry;
  entry.link = "https://example.org/a";
  entry.content = std::move(content);
  entry.summary = std::move(summary);
  return entry;
}

TEST(WantsPage, WhenTheEntryHasUnder250WordsOfText) {
  EXPECT_TRUE(wants_page(entry_of({}), FullText::automatic));
  EXPECT_TRUE(wants_page(entry_of(words(249)), FullText::automatic));
  EXPECT_FALSE(wants_page(entry_of(words(250)), FullText::automatic));
  EXPECT_FALSE(wants_page(entry_of("short", words(250)), FullText::automatic));
}

TEST(WantsPage, WhenALongTextEndsInAReadMore) {
  for (const char* end : {"[…]", "...", "&hellip;", "<a href=\"https://example.org/a?x=1\">Read more</a>", "<p><a href='x'>Continue reading &raquo;</a></p>",
                          " Weiterlesen", "<a href=x>Lire la suite →</a>", "[&#8230;]</p>\n"})
    EXPECT_TRUE(wants_page(entry_of(words(300) + end), FullText::automatic)) << end;
  for (const char* end : {"He said so.", "<img src=\"a...\">", "Read more books, she said."})
    EXPECT_FALSE(wants_page(entry_of(words(300) + end), FullText::automatic)) << end;
}

TEST(WantsPage, AlwaysOrNeverWhenTheListSaysSo) {
  EXPECT_TRUE(wants_page(entry_of(words(900)), FullText::always));
  EXPECT_FALSE(wants_page(entry_of({}), FullText::never));
}

TEST(WantsPage, NeverWithoutAWebLink) {
  feed::Entry entry = entry_of({});
  entry.link.reset();
  EXPECT_FALSE(wants_page(entry, FullText::always));
  entry.link = "file:///etc/hostname";
  EXPECT_FALSE(wants_page(entry, FullText::always));
}

TEST(CountWords, CountsNoMarkupAndEachIdeograph) {
  EXPECT_EQ(count_words("", 100), 0);
  EXPECT_EQ(count_words("<a href=\"one two three\">caf\xC3\xA9 &amp; bar</a>", 100), 2);
  EXPECT_EQ(count_words("\xE6\x96\xB0\xE8\x81\x9E", 100), 2);
  EXPECT_EQ(count_words("a\xE2\x80\x94""b", 100), 2);
  EXPECT_EQ(count_words("a b c d", 3), 3);
  EXPECT_EQ(count_words("\xE6", 3), 1);
}

TEST(PageRetryWait, GivesThreeTriesOverAnHour) {
  EXPECT_EQ(page_retry_wait(1), 10min);
  EXPECT_EQ(page_retry_wait(2), 50min);
  EXPECT_EQ(page_retry_wait(3), std::nullopt);
  EXPECT_EQ(page_retry_wait(0), std::nullopt);
}

}  // namespace
}  // namespace newswired::ingest
