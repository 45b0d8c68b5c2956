#include <gtest/gtest.h>

#include "daemon/ingest/fetch_once.h"
#include "tests/support/http2_server.h"

namespace newswired::ingest {
namespace {

using newswired::testing::Http2Server;

FetchResult fetch(const Http2Server& server, const std::string& path) {
  FetchRequest request;
  request.url = server.url(path);
  request.allow = {parse_network("127.0.0.0/8").value()};
  return fetch_once(std::move(request), {.ca_file = server.ca_file()});
}

TEST(Http2, IsSpokenWithAServerThatDoes) {
  const Http2Server server("<rss/>");

  const FetchResult result = fetch(server, "/feed");

  EXPECT_FALSE(result.error) << result.error->message;
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "<rss/>");
  EXPECT_EQ(server.http2_count(), 1);
  EXPECT_EQ(server.http1_count(), 0);
}

TEST(Http2, GivesWayToHttp11WhenTheServersIsBroken) {
  const Http2Server server("<rss/>", true);

  const FetchResult result = fetch(server, "/feed");

  EXPECT_FALSE(result.error) << result.error->message;
  EXPECT_EQ(result.body, "<rss/>");
  EXPECT_EQ(server.http2_count(), 1);
  EXPECT_EQ(server.http1_count(), 1);
}

TEST(Http2, IsRefusedWithoutATrustedCertificate) {
  const Http2Server server("<rss/>");
  FetchRequest request;
  request.url = server.url("/feed");
  request.allow = {parse_network("127.0.0.0/8").value()};

  const FetchResult result = fetch_once(std::move(request));

  ASSERT_TRUE(result.error);
  EXPECT_EQ(to_string(result.error->reason), "tls");
  EXPECT_EQ(server.http2_count(), 0);
}

}  // namespace
}  // namespace newswired::ingest
