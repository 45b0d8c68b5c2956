#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace newswired::testing {

/// What came in. Header names are in lower case.
struct HttpRequest {
  std::string method;
  std::string path;  ///< With query.
  std::map<std::string, std::string> headers;
  int connection = 0;  ///< Counts the server's connections from 1.

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  /// The Host header without its port.
  std::string host() const { return header("host").substr(0, header("host").find(':')); }
};

/// What goes out. Content-Length is added unless a header of that name or `raw` is given.
struct HttpAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string raw;         ///< Sent instead of everything else, byte for byte; the connection is closed then.
  bool hold_body = false;  ///< Sends the headers, then nothing until `release` or the server's end.
  bool hold = false;       ///< Sends nothing at all until `release` or the server's end.
};

/// A scripted HTTP/1.1 server on a free port of 127.0.0.1, with a thread for each connection, for tests.
///
/// Host names such as `feed7.localhost` reach it without DNS. `handler` is called on the connections'
/// threads, one call at a time. `requests()` may be asked from any thread.
class HttpServer {
 public:
  using Handler = std::function<HttpAnswer(const HttpRequest&)>;

  explicit HttpServer(Handler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const { return port_; }

  /// `http://host:port/path`.
  std::string url(const std::string& path, const std::string& host = "127.0.0.1") const;

  std::vector<HttpRequest> requests() const;

  /// Blocks until `count` requests have come in.
  void wait_for_requests(std::size_t count) const;

  /// The most requests that were in work at the same time for one host.
  int most_at_once(const std::string& host) const;

  /// Lets every held answer go, now and from now on.
  void release();

 private:
  void accept_all();
  void serve(int socket, int connection);
  bool send_answer(int socket, const HttpAnswer& answer);
  void wait_for_release();

  Handler handler_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<HttpRequest> requests_;
  std::map<std::string, int> at_once_, most_at_once_;
  std::mutex handler_mutex_;
  bool released_ = false;
  bool stopping_ = false;
  std::list<int> open_sockets_;
  std::thread acceptor_;
};

}  // namespace newswired::testing
