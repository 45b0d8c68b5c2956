#include "daemon/ingest/http_headers.h"

#include <gtest/gtest.h>

namespace newswired::ingest {
namespace {

using std::chrono::seconds;

const Timestamp now = parse_rfc3339("2026-03-05T07:30:00Z").value();

TEST(HttpDate, IsReadInItsThreeForms) {
  const Timestamp then = parse_rfc3339("1994-11-06T08:49:37Z").value();

  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", now), then);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", now), then);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994", now), then);
}

TEST(HttpDate, IsNothingWhenUnreadable) {
  for (const char* text : {"", "0", "-1", "tomorrow", "Sun, 31 Feb 2026 08:49:37 GMT",
                           "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 19999 08:49:37 GMT"})
    EXPECT_FALSE(parse_http_date(text, now)) << text;
}

TEST(RetryAfter, IsReadAsSecondsAndAsDate) {
  EXPECT_EQ(parse_retry_after("120", now), seconds(120));
  EXPECT_EQ(parse_retry_after(" 0 ", now), seconds(0));
  EXPECT_EQ(parse_retry_after("Thu, 05 Mar 2026 07:31:00 GMT", now), seconds(60));
  EXPECT_EQ(parse_retry_after("Thu, 05 Mar 2026 07:29:00 GMT", now), seconds(0));
  EXPECT_FALSE(parse_retry_after("soon", now));
  EXPECT_FALSE(parse_retry_after("-5", now));
}

TEST(RetryAfter, OfAbsurdLengthStaysANumber) {
  EXPECT_GT(parse_retry_after("99999999999999999999999", now).value(), seconds(86400));
}

TEST(Freshness, IsMaxAgeBeforeExpires) {
  EXPECT_EQ(freshness("public, Max-Age=300", "Thu, 05 Mar 2026 08:30:00 GMT", "", now), seconds(300));
  EXPECT_EQ(freshness("max-age=\"60\"", "", "", now), seconds(60));
  EXPECT_EQ(freshness("", "Thu, 05 Mar 2026 08:30:00 GMT", "", now), seconds(3600));
}

TEST(Freshness, IsWhatTheAgeLeavesOfMaxAge) {
  EXPECT_EQ(freshness("max-age=300", "", "200", now), seconds(100));
  EXPECT_EQ(freshness("max-age=300", "", "301", now), seconds(0));
  EXPECT_EQ(freshness("max-age=300", "", "old", now), seconds(300));
}

TEST(Freshness, IsZeroWhenTheServerForbidsCachingOrSaysNothing) {
  EXPECT_EQ(freshness("no-cache, max-age=300", "", "", now), seconds(0));
  EXPECT_EQ(freshness("", "", "", now), seconds(0));
  EXPECT_EQ(freshness("s-maxage=300", "0", "", now), seconds(0));
  EXPECT_EQ(freshness("max-age=abc", "Thu, 05 Mar 2026 07:00:00 GMT", "", now), seconds(0));
}

}  // namespace
}  // namespace newswired::ingest
