#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>
#include <zmq.hpp>

#include "daemon/wire/gate.h"
#include "daemon/wire/keys.h"
#include "daemon/wire/wakeup.h"
#include "proto/result.h"

namespace newswired::wire {

/// A bound server socket and the one thread that owns it, with the limits of `set_server_limits`, and with CURVE and a
/// gate of its own when there are keys.
class SocketThread {
 public:
  struct Options {
    zmq::socket_type type = zmq::socket_type::router;
    std::vector<std::string> endpoints;
    std::optional<ServerKeys> keys;                    ///< Needed where an endpoint can be reached from other machines.
    std::function<void(zmq::socket_t&)> prepare = {};  ///< Further options, before the bind.
  };

  SocketThread() = default;
  ~SocketThread() { stop(); }
  SocketThread(const SocketThread&) = delete;
  SocketThread& operator=(const SocketThread&) = delete;

  /// Binds, then runs `work` on the thread; it returns when `stopping`. The error names the endpoint and the remedy.
  Result<Done> start(Options options, std::function<void()> work);

  // Any thread.
  void ring() { wakeup_.ring(); }
  void stop();
  const std::vector<std::string>& endpoints() const { return endpoints_; }

  /// Other keys from now on: the socket is closed and bound again, since ZeroMQ asks who a peer is only when it
  /// connects. Whoever is still welcome connects again by itself. Nothing happens to a socket without keys.
  void change_keys(ServerKeys keys);

  // Its own thread.
  bool stopping() const { return stopping_; }
  zmq::socket_t& socket() { return *socket_; }

  /// Waits for a message or `ring`, at most `wait_ms`. True when the socket was bound anew meanwhile: every peer is gone.
  bool wait(int wait_ms);

 private:
  Result<std::vector<std::string>> open();
  bool reopen_with_new_keys();

  Options options_;
  zmq::context_t context_{1};
  std::unique_ptr<Gate> gate_;
  std::optional<zmq::socket_t> socket_;
  std::vector<std::string> endpoints_;
  Wakeup wakeup_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::optional<ServerKeys> new_keys_;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace newswired::wire
