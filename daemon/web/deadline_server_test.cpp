#include "daemon/web/deadline_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace newswired::web {
namespace {

/// A server on a free port that answers `GET /` and, with a thread alone, serves one connection at a time.
class DeadlineServerTest : public testing::Test {
 protected:
  void SetUp() override {
    server_.configure(1, 1);
    server_.set_keep_alive_timeout(1);
    server_.Get("/", [](const httplib::Request& request, httplib::Response& response) {
      response.set_content("hello " + request.get_header_value("REMOTE_ADDR"), "text/plain");
    });
    server_.Post("/", [](const httplib::Request& request, httplib::Response& response) { response.set_content(request.body, "text/plain"); });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = server_.listen_in_thread();
  }
  void TearDown() override {
    server_.stop();
    thread_.join();
  }

  int connected() const {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return fd;
  }

  /// Sends the bytes one at a time, a tenth of a second apart, until the server closes; how many it took.
  static std::size_t drip(int fd, const std::string& bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (send(fd, &bytes[i], 1, MSG_NOSIGNAL) != 1) return i;
      pollfd answer{fd, POLLIN, 0};
      if (poll(&answer, 1, 100) > 0) return i + 1;
    }
    return bytes.size();
  }

  DeadlineServer server_;
  std::thread thread_;
  int port_ = 0;
};

TEST_F(DeadlineServerTest, AnswersManyRequestsOfOneConnection) {
  httplib::Client client("127.0.0.1", port_);
  client.set_keep_alive(true);
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.Get("/");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "hello 127.0.0.1");
  }
  const std::string large(100000, 'x');
  const auto answer = client.Post("/", large, "text/plain");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, large);
}

TEST_F(DeadlineServerTest, HangsUpOnARequestThatComesDropByDrop) {
  for (const std::string& request : {"GET / HTTP/1.1\r\nX-Slow: " + std::string(100, 'a'),
                                     "POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'a')}) {
    const int slow = connected();
    const std::size_t head = request.find(std::string(50, 'a'));
    ASSERT_EQ(send(slow, request.data(), head, MSG_NOSIGNAL), static_cast<ssize_t>(head));
    EXPECT_LT(drip(slow, request.substr(head)), 60u) << "a second's deadline, a tenth of a second each";
    httplib::Client other("127.0.0.1", port_);
    EXPECT_TRUE(other.Get("/")) << "its thread is free again";
    close(slow);
  }
}

TEST_F(DeadlineServerTest, HangsUpOnAClientThatSaysNothing) {
  const int silent = connected();
  pollfd answer{silent, POLLIN, 0};
  ASSERT_EQ(poll(&answer, 1, 10000), 1);
  char byte = 0;
  EXPECT_EQ(recv(silent, &byte, 1, 0), 0);
  close(silent);
}

}  // namespace
}  // namespace newswired::web
