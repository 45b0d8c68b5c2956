#include "daemon/watchdog.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

using namespace std::chrono_literals;

constexpr Watchdog::Clock::time_point start{1h};

TEST(Watchdog, IsNeverDueWhenNobodyListens) { EXPECT_FALSE(Watchdog(0us).is_due(start)); }

TEST(Watchdog, LooksThreeTimesInAnInterval) {
  Watchdog watchdog(30s);
  ASSERT_TRUE(watchdog.is_due(start));
  watchdog.is_alive({1, 1, 1}, start);
  EXPECT_FALSE(watchdog.is_due(start + 9s));
  EXPECT_TRUE(watchdog.is_due(start + 10s));
}

TEST(Watchdog, IsAliveWhileEveryPartMoves) {
  Watchdog watchdog(30s);
  EXPECT_TRUE(watchdog.is_alive({1, 1, 1}, start));
  EXPECT_TRUE(watchdog.is_alive({2, 2, 2}, start + 10s));
}

TEST(Watchdog, IsNotAliveWhenOnePartHangs) {
  for (const Pulse hung : {Pulse{5, 9, 9}, Pulse{9, 5, 9}, Pulse{9, 9, 5}}) {
    Watchdog watchdog(30s);
    watchdog.is_alive({5, 5, 5}, start);
    EXPECT_FALSE(watchdog.is_alive(hung, start + 10s));
  }
}

TEST(Watchdog, IsAliveAgainWhenTheLastPartHasMoved) {
  Watchdog watchdog(30s);
  watchdog.is_alive({5, 5, 5}, start);
  ASSERT_FALSE(watchdog.is_alive({6, 5, 6}, start + 10s));
  EXPECT_TRUE(watchdog.is_alive({7, 6, 7}, start + 20s));
}

}  // namespace
}  // namespace newswired
