#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "daemon/hub/board.h"

namespace newswired::hub {

/// A message as it came. `well_formed` is false when it had no frame or more than two: its rest was thrown
/// away.
struct Message {
  Peer peer;
  std::vector<std::string> frames;
  bool well_formed = true;
};

/// A descriptor to be waited for beside the socket.
struct Watch {
  int fd = -1;
  bool readable = false;
};

/// The ROUTER socket: sizes and counts are checked here, before anything is parsed, and nothing here ever
/// blocks but `wait`. One thread owns it (it may be bound by another before).
class Router {
 public:
  Router(std::size_t message_bytes_max, int credit);

  Result<Done> bind(const std::string& endpoint);

  /// Waits until a message or one of `watches` is there, or for `timeout`; marks what is readable.
  void wait(std::vector<Watch>& watches, std::chrono::milliseconds timeout);

  /// The next message; nothing when there is none.
  std::optional<Message> receive();

  /// False: the peer is gone or does not take messages any more.
  bool send(const Peer& peer, const Header& header, std::span<const std::string> frames = {});

  /// Closes the socket, giving what was sent last a moment to leave.
  void close(std::chrono::milliseconds linger);

 private:
  zmq::context_t context_;
  zmq::socket_t socket_;
};

}  // namespace newswired::hub
