#include "daemon/stage_watch.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

using namespace std::chrono_literals;

hub::Stats workers(std::size_t entities, std::size_t quotes) {
  hub::Stats stats;
  stats.stages[Stage::entities].workers_ready = entities;
  stats.stages[Stage::quotes].workers_ready = quotes;
  return stats;
}

const StageWatch::Clock::time_point start{1h};

TEST(StageWatch, GivesAStageUpOnlyAfterItsWholePatience) {
  StageWatch watch({{Stage::entities, 10min}});
  watch.update(start, workers(0, 0));
  watch.update(start + 9min, workers(0, 0));
  EXPECT_TRUE(watch.given_up().empty());
  watch.update(start + 10min, workers(0, 0));
  EXPECT_EQ(watch.given_up(), std::set{Stage::entities});
  EXPECT_FALSE(watch.all_there());
}

TEST(StageWatch, BeginsAnewWheneverAWorkerIsThere) {
  StageWatch watch({{Stage::entities, 10min}});
  watch.update(start, workers(1, 1));
  watch.update(start + 15min, workers(1, 1));
  watch.update(start + 24min, workers(0, 1));
  EXPECT_TRUE(watch.given_up().empty());
  watch.update(start + 25min, workers(0, 1));
  EXPECT_EQ(watch.given_up(), std::set{Stage::entities});
  watch.update(start + 26min, workers(1, 1));
  EXPECT_TRUE(watch.given_up().empty());
  EXPECT_TRUE(watch.all_there());
}

TEST(StageWatch, WaitsWithoutEndForAStageThatHasNoPatience) {
  StageWatch watch({{Stage::quotes, 1min}});
  watch.update(start, workers(0, 1));
  watch.update(start + 100h, workers(0, 1));
  EXPECT_TRUE(watch.given_up().empty());
  EXPECT_TRUE(watch.all_there());
}

TEST(StageWatch, IsAllThereOnlyWhenEveryStageIs) {
  StageWatch watch({{Stage::entities, 1min}, {Stage::quotes, 1min}});
  watch.update(start, workers(1, 0));
  EXPECT_FALSE(watch.all_there());
  watch.update(start + 1s, workers(1, 1));
  EXPECT_TRUE(watch.all_there());
}

}  // namespace
}  // namespace newswired
