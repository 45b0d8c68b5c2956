#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "daemon/wire/keys.h"
#include "proto/result.h"

namespace newswired::wire {

/// tcp on any address but 127.0.0.0/8, ::1 and localhost; wildcards included.
bool leaves_this_machine(const std::string& endpoint);

/// Admits clients of one context by their CURVE keys (ZeroMQ RFC 27, ZAP). To be made before the first bind; its
/// thread ends with it. Without it nobody is admitted, since sockets enforce their domain (`require_keys`).
class Gate {
 public:
  Gate(zmq::context_t& context, const std::vector<std::string>& allowed_keys);
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// The list of those who may come in from now on; who is in stays in. Any thread.
  void admit(const std::vector<std::string>& allowed_keys);

 private:
  struct Thread;
  std::unique_ptr<Thread> thread_;
};

/// Makes a server's socket speak CURVE, with a ZAP domain that is enforced, and lets the clients in by `gate`, the one of
/// `context`, which is made with the first socket. To be called before the bind. The error is of keys that are none.
Result<Done> require_keys(zmq::context_t& context, zmq::socket_t& socket, const ServerKeys& keys, std::unique_ptr<Gate>& gate);

/// A client's half.
void use_keys(zmq::socket_t& socket, const ClientKeys& keys);

}  // namespace newswired::wire
