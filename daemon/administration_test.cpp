#include "daemon/administration.h"

#include <gtest/gtest.h>

#include <thread>

namespace newswired {
namespace {

using Json = nlohmann::json;

TEST(Administration, AnswersAnOperationByItsName) {
  Administration administration;
  administration.add("greet", [](const Json& request) { return Json{{"ok", true}, {"name", request["name"]}}; });
  EXPECT_EQ(administration.answer({{"op", "greet"}, {"name", "Ada"}}), (Json{{"ok", true}, {"name", "Ada"}}));
}

TEST(Administration, NamesWhatItKnowsWhenAskedForSomethingElse) {
  Administration administration;
  administration.add("status", [](const Json&) { return Json{{"ok", true}}; });
  administration.add("feeds", [](const Json&) { return Json{{"ok", true}}; });
  for (const Json& request : {Json{{"op", "nonsense"}}, Json{{"op", 7}}, Json::object()}) {
    const Json answer = administration.answer(request);
    EXPECT_FALSE(answer["ok"]);
    EXPECT_NE(answer["error"].get<std::string>().find("this daemon knows feeds, status"), std::string::npos);
  }
}

TEST(Administration, RunsWorkOnTheLoopAndHandsItsAnswerBack) {
  Loop loop;
  std::thread::id where;
  std::thread runner([&] { loop.run([] { return Loop::Clock::now() + std::chrono::hours(1); }); });
  const Json answer = on_loop(loop, [&] {
    where = std::this_thread::get_id();
    return Json{{"ok", true}};
  });
  EXPECT_TRUE(answer["ok"]);
  EXPECT_EQ(where, runner.get_id());
  loop.stop();
  runner.join();
}

TEST(Administration, WhatTheWorkThrowsReachesTheAsker) {
  Loop loop;
  std::thread runner([&] { loop.run([] { return Loop::Clock::now() + std::chrono::hours(1); }); });
  EXPECT_THROW(on_loop(loop, []() -> Json { throw std::runtime_error("broken"); }), std::runtime_error);
  loop.stop();
  runner.join();
}

}  // namespace
}  // namespace newswired
