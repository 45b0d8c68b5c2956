#include "daemon/clock_guard.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp noon{std::chrono::seconds(1'790'000'000)};

TEST(ClockGuard, BelievesAClockThatRunsOn) {
  ClockGuard guard;

  EXPECT_TRUE(guard.believes(noon, 100s));
  EXPECT_TRUE(guard.believes(noon + 10min, 700s));
  EXPECT_TRUE(guard.believes(noon + 30 * 24h, 100s + 30 * 24h)) << "a machine that slept";
}

TEST(ClockGuard, DoubtsAJumpForADay) {
  ClockGuard guard;
  guard.believes(noon, 0s);

  EXPECT_FALSE(guard.believes(noon + 3650 * 24h, 10s));
  EXPECT_EQ(guard.jump(), 3650 * 24h - 10s);
  EXPECT_FALSE(guard.believes(noon + 3650 * 24h + 23h, 23h));
  EXPECT_TRUE(guard.believes(noon + 3650 * 24h + 25h, 25h));
}

TEST(ClockGuard, BelievesAtOnceWhenTheClockIsPutRight) {
  ClockGuard guard;
  guard.believes(noon, 0s);
  EXPECT_FALSE(guard.believes(noon - 365 * 24h, 10s));

  EXPECT_TRUE(guard.believes(noon + 20s, 20s));
}

TEST(ClockGuard, FollowsManySmallSteps) {
  ClockGuard guard;

  for (int hour = 0; hour < 48; ++hour) EXPECT_TRUE(guard.believes(noon + hour * 90min, hour * 60min)) << hour;
}

}  // namespace
}  // namespace newswired
