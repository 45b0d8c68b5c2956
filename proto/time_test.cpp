#include "proto/time.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp march{std::chrono::sys_days{std::chrono::year{2026} / 3 / 5} + 7h + 30min};

TEST(FormatRfc3339, WritesUtcWithSeconds) { EXPECT_EQ(format_rfc3339(march), "2026-03-05T07:30:00Z"); }

TEST(FormatRfc3339, HoldsYearsWithinFourDigits) {
  EXPECT_EQ(format_rfc3339(Timestamp{std::chrono::seconds{std::numeric_limits<std::int64_t>::max() / 4}}),
            "9999-12-31T23:59:59Z");
}

TEST(ParseRfc3339, ReadsOffsetsFractionsAndBlanks) {
  EXPECT_EQ(parse_rfc3339("2026-03-05T07:30:00Z"), march);
  EXPECT_EQ(parse_rfc3339("2026-03-05T09:30:00.25+02:00"), march);
  EXPECT_EQ(parse_rfc3339("2026-03-05 02:00:00-05:30"), march);
}

TEST(ParseRfc3339, TakesALeapSecondAsTheNextMinute) {
  EXPECT_EQ(parse_rfc3339("2026-03-05T07:29:60Z"), march);
}

TEST(ParseRfc3339, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2026-03-05", "2026-02-30T00:00:00Z", "2026-03-05T24:00:00Z", "2026-03-05T07:30:00",
                           "2026-03-05T07:30:00Zulu", "2026-03-05T07:30:00.Z", "2026-3-5T07:30:00Z"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
}

}  // namespace
}  // namespace newswired
