#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "daemon/hub/board.h"
#include "daemon/wire/gate.h"

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

/// Whether the peer came in by a remote endpoint.
bool is_remote(const Peer& peer);

/// The ROUTER sockets, one for this machine and one for each remote endpoint, as if they were one: sizes and counts are
/// checked here, before anything is parsed, and nothing here ever blocks but `wait`. One thread owns it (it may be bound
/// by another before).
class Router {
 public:
  Router(std::size_t message_bytes_max, int credit);

  Result<Done> bind(const std::string& endpoint);

  /// Without keys an endpoint that can be reached from other machines is refused.
  Result<Done> bind_remote(const std::vector<RemoteEndpoint>& remote);
  const std::vector<std::string>& remote_endpoints() const { return remote_endpoints_; }

  /// Closes the remote endpoints that have keys and binds them again with `keys`, in their order; `wait` goes on trying.
  void change_keys(std::vector<wire::ServerKeys> keys);

  /// Waits until a message or one of `watches` is there, or for `timeout`; marks what is readable.
  void wait(std::vector<Watch>& watches, std::chrono::milliseconds timeout);

  /// The next message; nothing when there is none.
  std::optional<Message> receive();

  /// False: the peer is gone or does not take messages any more.
  bool send(const Peer& peer, const Header& header, std::span<const std::string> frames = {});

  /// Closes the sockets, giving what was sent last a moment to leave.
  void close(std::chrono::milliseconds linger);

 private:
  zmq::socket_t make_socket();
  Result<Done> prepare_remote(zmq::socket_t& socket, const std::optional<wire::ServerKeys>& keys);
  void bind_again();
  std::optional<Message> receive_from(std::size_t number);

  std::size_t message_bytes_max_;
  int credit_;
  zmq::context_t context_;
  std::unique_ptr<wire::Gate> gate_;
  std::vector<zmq::socket_t> sockets_;  ///< This machine's, then the remote ones.
  std::vector<RemoteEndpoint> remote_;
  std::set<std::size_t> unbound_;  ///< Remote endpoints that have to be bound again.
  int rebind_failures_ = 0;
  std::vector<std::string> remote_endpoints_;
};

}  // namespace newswired::hub
