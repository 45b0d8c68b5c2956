#include "daemon/output/control.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace newswired::output {
namespace {

using namespace std::chrono_literals;

class Control : public testing::Test {
 protected:
  Control() {
    char pattern[] = "/tmp/nw-XXXXXX";
    folder_ = mkdtemp(pattern);
  }
  ~Control() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
};

TEST_F(Control, AnswersEachRequest) {
  ControlServer server(control_endpoint(folder_), [](const nlohmann::json& request) { return nlohmann::json{{"echo", request}}; });
  ASSERT_TRUE(server.start().ok());

  const auto answer = ask_daemon(folder_, {{"op", "status"}}, 5s);

  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ((*answer)["echo"]["op"], "status");
}

TEST_F(Control, IsOpenToItsOwnerOnly) {
  ControlServer server(control_endpoint(folder_), [](const nlohmann::json&) { return nlohmann::json::object(); });
  ASSERT_TRUE(server.start().ok());

  struct stat status {};
  ASSERT_EQ(stat((folder_ + "/control.sock").c_str(), &status), 0);

  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(Control, RefusesWhatIsNoObject) {
  ControlServer server(control_endpoint(folder_), [](const nlohmann::json&) { return nlohmann::json::object(); });
  ASSERT_TRUE(server.start().ok());

  const auto answer = ask_daemon(folder_, nlohmann::json::array(), 5s);

  ASSERT_TRUE(answer.ok());
  EXPECT_EQ((*answer)["ok"], false);
}

TEST_F(Control, AnswersAfterARequestThatThrew) {
  ControlServer server(control_endpoint(folder_), [](const nlohmann::json& request) -> nlohmann::json {
    if (request.contains("bad")) throw std::runtime_error("no such feed");
    return {{"ok", true}};
  });
  ASSERT_TRUE(server.start().ok());

  const auto bad = ask_daemon(folder_, {{"bad", 1}}, 5s);
  const auto good = ask_daemon(folder_, {{"op", "status"}}, 5s);

  ASSERT_TRUE(bad.ok());
  EXPECT_EQ((*bad)["error"], "no such feed");
  ASSERT_TRUE(good.ok());
  EXPECT_EQ((*good)["ok"], true);
}

TEST_F(Control, WithoutADaemonSaysSo) {
  const auto answer = ask_daemon(folder_, {{"op", "status"}}, 100ms);

  ASSERT_FALSE(answer.ok());
  EXPECT_NE(answer.error().message.find(folder_), std::string::npos);
}

}  // namespace
}  // namespace newswired::output
