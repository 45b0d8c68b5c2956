#include "daemon/web/callback_server.h"

#include <gtest/gtest.h>
#include <httplib.h>

namespace newswired::web {
namespace {

const std::string token = "0123456789abcdef0123456789abcdef";

TEST(CallbackServer, GivesAVerificationAndADeliveryToItsHandler) {
  std::vector<CallbackRequest> calls;
  CallbackServer server({.listen = "127.0.0.1:0"}, [&](CallbackRequest call) {
    calls.push_back(call);
    return CallbackReply{call.is_post ? 202 : 200, call.is_post ? "" : call.query["hub.challenge"]};
  });
  ASSERT_TRUE(server.start());
  httplib::Client hub("127.0.0.1", server.port());

  const auto verified = hub.Get(("/websub/" + token + "?hub.mode=subscribe&hub.challenge=a%26b").c_str());
  const auto delivered = hub.Post(("/" + token).c_str(), {{"X-Hub-Signature", "sha256=00"}}, "<rss/>", "application/rss+xml");

  ASSERT_TRUE(verified && delivered);
  EXPECT_EQ(verified->body, "a&b");
  EXPECT_EQ(delivered->status, 202);
  ASSERT_EQ(calls.size(), 2u);
  EXPECT_EQ(calls[0].token, token);
  EXPECT_EQ(calls[1].body, "<rss/>");
  EXPECT_EQ(calls[1].signature, "sha256=00");
  EXPECT_EQ(calls[1].content_type, "application/rss+xml");
}

TEST(CallbackServer, GivesStrangersNothingAndReadsNoMoreThanItsLimit) {
  int calls = 0;
  CallbackServer server({.listen = "127.0.0.1:0", .bytes_max = 1000}, [&](CallbackRequest) {
    ++calls;
    return CallbackReply{202, ""};
  });
  ASSERT_TRUE(server.start());
  httplib::Client hub("127.0.0.1", server.port());

  for (const std::string& path : {std::string("/"), std::string("/metrics"), "/" + token + "/", "/" + token.substr(1), "/" + token.substr(1) + "G"})
    EXPECT_EQ(hub.Get(path.c_str())->status, 404) << path;
  EXPECT_EQ(hub.Put(("/" + token).c_str(), "x", "text/plain")->status, 404);
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(hub.Post(("/" + token).c_str(), std::string(1000, 'x'), "text/plain")->status, 202);
  const auto large = httplib::Client("127.0.0.1", server.port()).Post(("/" + token).c_str(), std::string(1001, 'x'), "text/plain");
  EXPECT_TRUE(!large || large->status == 413);
  EXPECT_EQ(calls, 1);
}

TEST(CallbackServer, SaysWhichAddressCannotBeBound) {
  CallbackServer server({.listen = "nowhere"}, [](CallbackRequest) { return CallbackReply{}; });

  const auto started = server.start();

  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("websub.listen: expected address:port, got \"nowhere\""), std::string::npos);
}

}  // namespace
}  // namespace newswired::web
