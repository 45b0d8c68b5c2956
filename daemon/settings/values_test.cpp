#include "daemon/settings/values.h"

#include <gtest/gtest.h>

namespace newswired::settings {
namespace {

using namespace std::chrono_literals;

TEST(ParseDuration, ReadsANumberAndAUnit) {
  EXPECT_EQ(parse_duration("500ms"), 500ms);
  EXPECT_EQ(parse_duration("0s"), 0ms);
  EXPECT_EQ(parse_duration("2m"), 2min);
  EXPECT_EQ(parse_duration("30d"), 24h * 30);
}

TEST(ParseDuration, RefusesEverythingElse) {
  for (const char* text : {"", "2", "m", "2 m", "-2m", "1h30m", "2w", "10001d", "99999999999999999999s"})
    EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(ParseSize, ReadsANumberAndAUnit) {
  EXPECT_EQ(parse_size("100B"), 100u);
  EXPECT_EQ(parse_size("16MiB"), 16u << 20);
  EXPECT_EQ(parse_size("1024GiB"), 1ULL << 40);
}

TEST(ParseSize, RefusesEverythingElse) {
  for (const char* text : {"", "16", "16MB", "MiB", "1025GiB"}) EXPECT_FALSE(parse_size(text)) << text;
}

TEST(Nearest, SuggestsWhatIsFewEditsAway) {
  const std::vector<std::string> known{"interval_min", "interval_max", "backlog"};

  EXPECT_EQ(nearest("intervall_max", known), "interval_max");
  EXPECT_EQ(nearest("backlok", known), "backlog");
  EXPECT_FALSE(nearest("colour", known));
}

}  // namespace
}  // namespace newswired::settings
