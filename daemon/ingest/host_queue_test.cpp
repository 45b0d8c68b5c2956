#include "daemon/ingest/host_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Instant = HostQueue::Instant;

const Instant t0{1000s};

TEST(HostQueue, GivesOneRequestAtATimeToAHostAndKeepsTheGap) {
  HostQueue queue({});
  queue.add(1, "a");
  queue.add(2, "a");

  EXPECT_THAT(queue.start(t0, 10), ElementsAre(1));
  EXPECT_THAT(queue.start(t0 + 5s, 10), IsEmpty());
  queue.finished("a", t0 + 5s);
  EXPECT_THAT(queue.start(t0 + 5999ms, 10), IsEmpty());
  EXPECT_EQ(queue.next_start(), t0 + 6s);
  EXPECT_THAT(queue.start(t0 + 6s, 10), ElementsAre(2));
}

TEST(HostQueue, LetsAHundredWaitAtASlowHostWithoutDelayingAnother) {
  HostQueue queue({});
  for (int ticket = 0; ticket < 100; ++ticket) queue.add(ticket, "slow");
  EXPECT_THAT(queue.start(t0, 10), ElementsAre(0));

  for (int ticket = 100; ticket < 200; ++ticket) queue.add(ticket, "host" + std::to_string(ticket));
  EXPECT_EQ(queue.start(t0, 1000).size(), 100u);
}

TEST(HostQueue, NeverStartsMoreThanItIsAskedFor) {
  HostQueue queue({});
  for (int ticket = 0; ticket < 5; ++ticket) queue.add(ticket, "host" + std::to_string(ticket));

  EXPECT_THAT(queue.start(t0, 0), IsEmpty());
  EXPECT_EQ(queue.start(t0, 3).size(), 3u);
  EXPECT_EQ(queue.start(t0, 3).size(), 2u);
}

TEST(HostQueue, SpacesTheStartsOfSeveralConnections) {
  HostQueue queue({.connections_max = 2});
  for (int ticket = 1; ticket <= 3; ++ticket) queue.add(ticket, "a");

  EXPECT_THAT(queue.start(t0, 10), ElementsAre(1));
  EXPECT_THAT(queue.start(t0 + 1s, 10), ElementsAre(2));
  EXPECT_THAT(queue.start(t0 + 9s, 10), IsEmpty());
}

TEST(HostQueue, HoldsAThrottledHostAsLongAsItAsksAndGivesItsLineBack) {
  HostQueue queue({});
  queue.add(1, "a");
  queue.start(t0, 10);
  queue.add(2, "a");
  queue.add(3, "a");
  queue.add(4, "b");
  queue.finished("a", t0);

  EXPECT_THAT(queue.hold("a", t0, 120s), ElementsAre(2, 3));
  EXPECT_EQ(queue.held_until("a", t0), t0 + 120s);
  EXPECT_THAT(queue.start(t0 + 1s, 10), ElementsAre(4));
  queue.add(5, "a");
  EXPECT_THAT(queue.start(t0 + 119s, 10), IsEmpty());
  EXPECT_THAT(queue.start(t0 + 120s, 10), ElementsAre(5));
  EXPECT_EQ(queue.held_until("a", t0 + 120s), std::nullopt);
}

TEST(HostQueue, DoublesTheHoldThatNobodyAskedForUpToADay) {
  HostQueue queue({});
  Instant now = t0;

  queue.hold("a", now, std::nullopt);
  const auto first = *queue.held_until("a", now) - now;
  EXPECT_GE(first, 4min);
  EXPECT_LE(first, 6min);
  now += first;
  queue.hold("a", now, std::nullopt);
  EXPECT_NEAR(static_cast<double>((*queue.held_until("a", now) - now) / 1s),
              2.0 * static_cast<double>(first / 1s), 1.0);
  for (int i = 0; i < 40; ++i) queue.hold("a", now, std::nullopt);
  EXPECT_LE(*queue.held_until("a", now) - now, 24h);
}

TEST(HostQueue, NeverHoldsLongerThanADayWhateverTheServerAsks) {
  HostQueue queue({});

  queue.hold("a", t0, std::chrono::seconds(100'000'000));

  EXPECT_EQ(queue.held_until("a", t0), t0 + 24h);
}

TEST(HostQueue, BeginsAgainAfterOneSuccess) {
  HostQueue queue({});
  queue.hold("a", t0, std::nullopt);
  const auto first = *queue.held_until("a", t0) - t0;

  queue.answered("a");
  queue.hold("a", t0 + first, std::nullopt);

  EXPECT_EQ(*queue.held_until("a", t0 + first) - (t0 + first), first);
}

TEST(HostQueue, NeverStartsTwoOfFiftyFeedsOfAHostInOneSecondAfterItsHold) {
  HostQueue queue({});
  queue.hold("a", t0, std::nullopt);
  const Instant free = *queue.held_until("a", t0);
  for (int ticket = 0; ticket < 50; ++ticket) queue.add(ticket, "a");
  std::vector<Instant> starts;

  for (Instant now = t0; starts.size() < 50 && now < free + 1h; now += 100ms)
    for (std::size_t i = 0; i < queue.start(now, 10).size(); ++i) {
      starts.push_back(now);
      queue.finished("a", now);
    }

  ASSERT_EQ(starts.size(), 50u);
  EXPECT_GE(starts.front(), free);
  for (std::size_t i = 1; i < starts.size(); ++i) EXPECT_GE(starts[i] - starts[i - 1], 1s);
}

TEST(HostQueue, GivesEverythingBackWhenCleared) {
  HostQueue queue({});
  queue.add(1, "a");
  queue.add(2, "b");

  EXPECT_THAT(queue.clear(), UnorderedElementsAre(1, 2));
  EXPECT_EQ(queue.waiting_count(), 0u);
  EXPECT_THAT(queue.start(t0 + 1h, 10), IsEmpty());
}

TEST(HostQueue, KeepsTheGapOfAHostThatHadNothingMoreWaiting) {
  HostQueue queue({});
  queue.add(1, "a");
  queue.start(t0, 10);
  queue.finished("a", t0 + 1s);

  queue.add(2, "a");
  EXPECT_THAT(queue.start(t0 + 1s, 10), IsEmpty());
  EXPECT_THAT(queue.start(t0 + 2s, 10), ElementsAre(2));
}

}  // namespace
}  // namespace newswired::ingest
