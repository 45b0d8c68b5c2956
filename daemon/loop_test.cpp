#include "daemon/loop.h"

#include <gtest/gtest.h>

#include <thread>

namespace newswired {
namespace {

using namespace std::chrono_literals;

Loop::Clock::time_point later() { return Loop::Clock::now() + 1h; }

TEST(Loop, RunsPostsInTheirOrder) {
  Loop loop;
  std::vector<int> order;
  loop.post([&] { order.push_back(1); });
  loop.post([&] { order.push_back(2); });
  loop.post([&] { loop.stop(); });

  loop.run(later);

  EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

TEST(Loop, RunsWhatOtherThreadsPost) {
  Loop loop;
  std::thread::id ran_on;
  std::thread other([&] {
    loop.post([&] {
      ran_on = std::this_thread::get_id();
      loop.stop();
    });
  });

  loop.run(later);
  other.join();

  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST(Loop, TicksWhenTheMomentHasComeWithoutAnyPost) {
  Loop loop;
  int ticks = 0;

  loop.run([&] {
    if (++ticks == 3) loop.stop();
    return Loop::Clock::now();
  });

  EXPECT_EQ(ticks, 3);
}

TEST(Loop, DropsWhatComesAfterItsEnd) {
  Loop loop;
  loop.stop();
  bool ran = false;
  loop.post([&] { ran = true; });

  loop.run(later);

  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace newswired
