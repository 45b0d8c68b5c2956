#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/web/api.h"
#include "daemon/web/metrics.h"
#include "proto/result.h"

namespace newswired::web {

/// What the listener shows. Every function may be called from any of the listener's threads at once.
struct Sources {
  std::function<std::vector<std::string>()> not_ready;  ///< Reasons; empty when ready.
  std::function<std::vector<Sample>()> samples;
  ApiSources api;
};

struct Options {
  std::string listen = "127.0.0.1:7600";  ///< `address:port`; port 0 takes a free one.
  int threads = 16;                        ///< Connections served at once; at most half of them are event streams.
  int timeout_s = 5;                       ///< For reading a whole request; for each part of an answer.
};

/// The read-only web listener of README.md: live page, metrics, health, API, event stream. Only GET and HEAD; a request
/// whose Host is a name that is not the listener's own is refused (DNS rebinding). Threads of its own.
class Server {
 public:
  Server(Options options, Sources sources);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and serves; the error names the endpoint and the remedy.
  Result<Done> start();
  void stop();

  void ring();               ///< Any thread, never blocks: the log has grown.
  int open_streams() const;  ///< Any thread.
  int port() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::web
