#include "daemon/log/fields.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace newswired::log {
namespace {

using namespace std::chrono_literals;
using Level = spdlog::level::level_enum;

constexpr std::chrono::system_clock::time_point morning{1'772'695'800'250ms};  // 2026-03-05T07:30:00.25Z

TEST(TextLine, EndsWithWhatItIsAbout) {
  EXPECT_EQ(text_line(morning, Level::warn, "failed", {.feed = "courier", .article = "a1", .stage = "quotes"}),
            "2026-03-05T07:30:00Z warning failed feed=courier article=a1 stage=quotes\n");
}

TEST(TextLine, LeavesOutWhatIsUnknown) { EXPECT_EQ(text_line(morning, Level::info, "up", {}), "2026-03-05T07:30:00Z info up\n"); }

TEST(TextLine, StaysOneLineWhateverAServerSaid) {
  EXPECT_EQ(text_line(morning, Level::info, "said a\r\nfake line", {}), "2026-03-05T07:30:00Z info said a  fake line\n");
}

TEST(JsonLine, IsOneObjectWithTheFields) {
  const auto line = nlohmann::json::parse(json_line(morning, Level::err, "a \"b\"\n", {.feed = "courier"}));
  EXPECT_EQ(line, (nlohmann::json{{"time", "2026-03-05T07:30:00.250Z"}, {"level", "error"}, {"message", "a \"b\"\n"}, {"feed", "courier"}}));
}

TEST(JsonLine, OfBrokenTextIsStillValid) { EXPECT_TRUE(nlohmann::json::accept(json_line(morning, Level::err, "\xff\xfe", {}))); }

TEST(JournalFields, CarryPriorityAndNames) {
  EXPECT_EQ(journal_fields(Level::warn, "failed", {.feed = "courier", .stage = "parse"}),
            (std::vector<std::string>{"MESSAGE=failed", "PRIORITY=4", "SYSLOG_IDENTIFIER=newswired", "NEWSWIRED_FEED=courier",
                                      "NEWSWIRED_STAGE=parse"}));
}

}  // namespace
}  // namespace newswired::log
