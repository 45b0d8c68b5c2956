#include "daemon/host_memory.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

TEST(HostMemory, CallsALineBoilerplateFromTheThirdPageOn) {
  HostMemory memory;
  memory.learn("news.example", {1, 10});
  memory.learn("news.example", {1, 20});
  EXPECT_TRUE(memory.boilerplate("news.example").empty());

  memory.learn("news.example", {1, 30});

  EXPECT_EQ(memory.boilerplate("news.example"), std::vector<std::uint64_t>{1});
}

TEST(HostMemory, CountsALineOncePerPage) {
  HostMemory memory;
  memory.learn("news.example", {1, 1, 1, 1});

  EXPECT_TRUE(memory.boilerplate("news.example").empty());
}

TEST(HostMemory, KeepsHostsApart) {
  HostMemory memory;
  for (int page = 0; page < 3; ++page) memory.learn("one.example", {7});

  EXPECT_TRUE(memory.boilerplate("two.example").empty());
}

TEST(HostMemory, ForgetsRareLinesBeyondTheLimitAndKeepsBoilerplate) {
  HostMemory memory;
  std::uint64_t line = 100;
  for (int page = 0; page < 100; ++page) {
    std::vector<std::uint64_t> lines{1, 2};
    for (int i = 0; i < 20; ++i) lines.push_back(line++);
    memory.learn("news.example", lines);
  }

  EXPECT_EQ(memory.boilerplate("news.example"), (std::vector<std::uint64_t>{1, 2}));
}

TEST(HostMemory, ForgetsTheHostThatWasSeenLongestAgo) {
  HostMemory memory;
  for (int page = 0; page < 3; ++page) memory.learn("old.example", {1});
  for (std::size_t host = 0; host < HostMemory::hosts_max; ++host) memory.learn(std::to_string(host), {1});

  EXPECT_TRUE(memory.boilerplate("old.example").empty());
}

}  // namespace
}  // namespace newswired
