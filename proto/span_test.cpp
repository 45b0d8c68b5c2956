#include "proto/span.h"

#include <gtest/gtest.h>

#include <string>

namespace newswired {
namespace {

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

TEST(Span, ContainsWhatLiesInsideItsBorders) {
  const Span outer{2, 9};

  EXPECT_TRUE(outer.contains({2, 9}));
  EXPECT_FALSE(outer.contains({2, 10}));
}

TEST(Span, DoesNotOverlapItsNeighbour) {
  EXPECT_FALSE((Span{0, 3}.overlaps({3, 5})));
  EXPECT_TRUE((Span{0, 4}.overlaps({3, 5})));
}

TEST(CodePoints, AreBytesInAsciiText) {
  const CodePoints points("plain");

  EXPECT_EQ(points.from_byte(3), 3u);
  EXPECT_EQ(points.to_byte(3), 3u);
}

TEST(CodePoints, OfAnEmptyTextAreZero) {
  const CodePoints points("");

  EXPECT_EQ(points.from_byte(0), 0u);
  EXPECT_EQ(points.to_byte(7), 0u);
}

TEST(CodePoints, BeyondTheEndCountAsTheEnd) {
  const CodePoints points("né");

  EXPECT_EQ(points.from_byte(99), 2u);
  EXPECT_EQ(points.to_byte(99), 3u);
}

TEST(CodePoints, ConvertEveryBorderOfAMixedTextBothWays) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "aé€😀";
  const CodePoints points(text);

  std::uint32_t point = 0;
  for (std::uint32_t byte = 0; byte < text.size(); ++byte) {
    if (!starts_character(text[byte])) continue;
    ASSERT_EQ(points.from_byte(byte), point);
    ASSERT_EQ(points.to_byte(point), byte);
    ++point;
  }
  EXPECT_EQ(points.from_byte(static_cast<std::uint32_t>(text.size())), point);
}

}  // namespace
}  // namespace newswired
