#include "stages/text/utf8.h"

#include <gtest/gtest.h>

namespace newswired::text {
namespace {

std::string valid(std::string_view bytes) {
  std::string out;
  append_valid_utf8(out, bytes);
  return out;
}

TEST(Utf8, KeepsWhatIsValid) {
  const std::string text = "plain ASCII, then é, €, 😀 and plain again, long enough for a word";
  EXPECT_EQ(valid(text), text);
  EXPECT_EQ(valid(""), "");
}

TEST(Utf8, ReplacesEachInvalidSequenceOnce) {
  EXPECT_EQ(valid("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(valid("a\xE2\x82z"), "a\uFFFDz") << "a cut euro sign is one sequence";
  EXPECT_EQ(valid("\xC0\xAF"), "\uFFFD\uFFFD") << "overlong";
  EXPECT_EQ(valid("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "surrogate";
  EXPECT_EQ(valid("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "beyond Unicode";
  EXPECT_EQ(valid("ab\xE2\x82"), "ab\uFFFD") << "cut at the end";
}

TEST(Utf8, CountsCharactersBeyondAsciiAndErrors) {
  const Utf8Census census = count_utf8("é€😀\xFF z\xE2\x82");

  EXPECT_EQ(census.multibyte_count, 3u);
  EXPECT_EQ(census.error_count, 1u);
  EXPECT_TRUE(census.cut_at_end);
  EXPECT_FALSE(count_utf8("abc").cut_at_end);
}

TEST(Utf8, WritesEveryCodePointAndNoSurrogate) {
  std::string out;
  for (const char32_t point : {U'a', U'é', U'€', U'😀', static_cast<char32_t>(0xD800), static_cast<char32_t>(0x110000)}) append_utf8(out, point);
  EXPECT_EQ(out, "aé€😀\uFFFD\uFFFD");
}

}  // namespace
}  // namespace newswired::text
