#include "daemon/web/server.h"

#include <gtest/gtest.h>
#include <httplib.h>

namespace newswired::web {
namespace {

class WebServer : public testing::Test {
 protected:
  WebServer()
      : server_({.listen = "127.0.0.1:0"}, {.not_ready = [this] { return reasons_; },
                                             .samples = [] { return std::vector<Sample>{{"newswired_up", "Up.", Sample::Type::gauge, {}, 1}}; },
                                             .status = [] { return std::string(R"({"feeds":2})"); }}) {}

  void SetUp() override { ASSERT_TRUE(server_.start().ok()); }

  httplib::Result get(const std::string& path, const std::string& host = "localhost") {
    httplib::Client client("127.0.0.1", server_.port());
    return client.Get(path.c_str(), {{"Host", host}});
  }

  std::vector<std::string> reasons_;
  Server server_;
};

TEST_F(WebServer, IsReadyWithoutReasonsAndNamesThemOtherwise) {
  EXPECT_EQ(get("/health/ready")->status, 200);

  reasons_ = {"no quotes worker"};

  EXPECT_EQ(get("/health/ready")->status, 503);
  EXPECT_NE(get("/health/ready")->body.find("no quotes worker"), std::string::npos);
  EXPECT_EQ(get("/health/live")->status, 200);
}

TEST_F(WebServer, ShowsMetricsStatusAndPage) {
  EXPECT_NE(get("/metrics")->body.find("newswired_up 1"), std::string::npos);
  EXPECT_EQ(get("/api/status")->body, R"({"feeds":2})");
  EXPECT_NE(get("/")->body.find("<title>newswired</title>"), std::string::npos);
}

TEST_F(WebServer, RefusesAHostNameThatIsNotItsOwn) { EXPECT_EQ(get("/health/live", "evil.example")->status, 421); }

TEST_F(WebServer, KnowsNoOtherPathAndNoOtherMethod) {
  EXPECT_EQ(get("/api/none")->status, 404);
  httplib::Client client("127.0.0.1", server_.port());
  EXPECT_EQ(client.Post("/api/status", "", "text/plain")->status, 404);
}

TEST_F(WebServer, NamesTheEndpointThatIsTaken) {
  Server second({.listen = "127.0.0.1:" + std::to_string(server_.port())}, {});

  const auto started = second.start();

  ASSERT_FALSE(started.ok());
  EXPECT_NE(started.error().message.find("in use"), std::string::npos);
}

TEST(WebServerOptions, RefuseAnEndpointWithoutAPort) {
  Server server({.listen = "127.0.0.1"}, {});

  EXPECT_EQ(server.start().error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace newswired::web
