#include "daemon/commands/top_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace newswired::commands {
namespace {

using Json = nlohmann::json;

Json status(int published) {
  return {{"version", "1.0"}, {"time", "2026-11-27T12:00:00Z"}, {"started", "2026-11-27T10:30:00Z"}, {"head", 48'213}, {"floor", 1},
          {"feeds", 1204}, {"feed_states", {{"ok", 1202}, {"failing", 2}}}, {"published", published}, {"search", {{"cursor", 48'200}}},
          {"stages", {{"quotes", {{"workers_ready", 0}, {"answered", 5}}}}}, {"not_ready", {"no quotes worker is ready"}},
          {"failing_feeds", {{{"id", "courier"}, {"failures", 3}, {"message", "HTTP 503\nfrom \033[2Jthe server"}}}}};
}

TEST(TopText, ShowsFeedsRatesLagReasonsAndErrors) {
  const std::string text = top_text(status(10), status(25), 2.0, 100, false);

  EXPECT_NE(text.find("up 1 h 30 min"), std::string::npos) << text;
  EXPECT_NE(text.find("1,204   ok 1,202   failing 2"), std::string::npos);
  EXPECT_NE(text.find("records  7.5/s   25 since the start"), std::string::npos);
  EXPECT_NE(text.find("search behind 13"), std::string::npos);
  EXPECT_NE(text.find("not ready: no quotes worker is ready"), std::string::npos);
  EXPECT_NE(text.find("courier"), std::string::npos);
}

TEST(TopText, LetsNobodySteerTheTerminal) { EXPECT_EQ(top_text(status(1), status(2), 1, 100, false).find('\033'), std::string::npos); }

TEST(TopText, FitsTheTerminal) {
  std::istringstream lines(top_text(status(1), status(2), 1, 40, false));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 40u) << line;
}

TEST(TopText, HasNoRatesAtTheFirstLook) {
  EXPECT_NE(top_text(nullptr, status(25), 0, 100, false).find("records  -/s"), std::string::npos);
}

TEST(TopText, TakesAnAnswerWithoutAnything) { EXPECT_NE(top_text(nullptr, Json::object(), 0, 100, false).find("newswired -"), std::string::npos); }

}  // namespace
}  // namespace newswired::commands
