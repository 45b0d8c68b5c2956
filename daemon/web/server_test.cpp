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
                                             .api = {.status = [] { return std::string(R"({"feeds":2})"); }}}) {}

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

TEST_F(WebServer, RefusesAHostNameThatIsNotItsOwn) {
  EXPECT_EQ(get("/health/live", "evil.example")->status, 421);
  EXPECT_EQ(get("/health/live", "127.0.0.1.evil.example:7600")->status, 421);
  EXPECT_EQ(get("/health/live", "")->status, 421);
}

TEST_F(WebServer, AnswersToAddressesWhichNobodyElseCanPointAtIt) {
  EXPECT_EQ(get("/health/live", "192.168.1.5:7600")->status, 200);
  EXPECT_EQ(get("/health/live", "[::1]:7600")->status, 200);
}

TEST_F(WebServer, ServesTheShellOnEveryPageAndItsFilesWithAStrictPolicy) {
  for (const char* path : {"/", "/article/1f", "/entity/person/leila-haddad", "/stories", "/story/1f", "/feeds", "/people", "/search?q=x"}) {
    const auto page = get(path);
    EXPECT_NE(page->body.find("<title>newswired</title>"), std::string::npos) << path;
    EXPECT_NE(page->get_header_value("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(page->get_header_value("X-Content-Type-Options"), "nosniff");
  }
  EXPECT_EQ(get("/assets/app.js")->get_header_value("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/assets/../server.cpp")->status, 404);
}

TEST_F(WebServer, NamesAParameterThatItDoesNotKnow) {
  const auto answer = get("/api/status?colour=red");

  EXPECT_EQ(answer->status, 400);
  EXPECT_NE(answer->body.find("unknown parameter \\\"colour\\\""), std::string::npos) << answer->body;
}

TEST_F(WebServer, KnowsNoOtherPathAndNoOtherMethod) {
  EXPECT_EQ(get("/api/none")->status, 404);
  httplib::Client client("127.0.0.1", server_.port());
  const auto refused = client.Post("/api/status", {{"Host", "localhost"}}, "", "text/plain");
  EXPECT_EQ(refused->status, 405);
  EXPECT_EQ(refused->get_header_value("Allow"), "GET, HEAD");
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
