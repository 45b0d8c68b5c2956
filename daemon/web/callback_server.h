#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "proto/result.h"

namespace newswired::web {

/// A request to a callback: GET, or POST with content.
struct CallbackRequest {
  bool is_post = false;
  std::string token;  ///< The last part of the path: 32 hexadecimal digits.
  std::map<std::string, std::string> query;
  std::string content_type, signature, body;  ///< `signature`: X-Hub-Signature.
};

struct CallbackReply {
  int status = 404;
  std::string body;
};

/// A listener for hubs that call back, apart from the web listener: this one is meant to be reached from outside.
///
/// Answers 404 to every path that does not end in 32 hexadecimal digits, 413 above `bytes_max`. `handler` runs on one of
/// the listener's threads.
class CallbackServer {
 public:
  struct Options {
    std::string listen;             ///< `address:port`; port 0 takes a free one.
    std::size_t bytes_max = 16u << 20;  ///< Of a delivery.
    int threads = 4;                ///< Connections served at once.
    int timeout_s = 30;             ///< For reading a whole request; for each part of an answer.
  };
  using Handler = std::function<CallbackReply(CallbackRequest)>;

  CallbackServer(Options options, Handler handler);
  ~CallbackServer();
  CallbackServer(const CallbackServer&) = delete;
  CallbackServer& operator=(const CallbackServer&) = delete;

  /// Binds and serves; the error names the endpoint and the remedy.
  Result<Done> start();
  void stop();

  int port() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::web
