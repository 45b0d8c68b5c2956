#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace newswired::testing {

/// A server that speaks HTTP/2 (RFC 9113) over TLS on a free port of 127.0.0.1, as little of it as a client needs that asks
/// for one thing: every request is answered with 200 and `body`. Its certificate is made when it starts.
class Http2Server {
 public:
  /// `broken`: each HTTP/2 request is reset with an internal error; HTTP/1.1 is served well.
  explicit Http2Server(std::string body, bool broken = false);
  ~Http2Server();
  Http2Server(const Http2Server&) = delete;
  Http2Server& operator=(const Http2Server&) = delete;

  /// `https://127.0.0.1:port/path`.
  std::string url(const std::string& path) const;

  /// The PEM file that makes a client trust this server.
  const std::string& ca_file() const { return ca_file_; }

  /// Requests that came over HTTP/2, and over HTTP/1.1.
  int http2_count() const { return http2_count_; }
  int http1_count() const { return http1_count_; }

 private:
  struct Tls;
  void accept_all();
  void serve(int socket);
  void serve_http2(void* connection);
  void serve_http1(void* connection);

  std::string body_;
  bool broken_;
  std::unique_ptr<Tls> tls_;
  std::string ca_file_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> http2_count_{0}, http1_count_{0};
  std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace newswired::testing
