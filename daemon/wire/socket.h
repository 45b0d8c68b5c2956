#pragma once

#include <optional>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "proto/result.h"

// What the sockets of this room share; for its .cpp files.
namespace newswired::wire {

/// Bounds of every socket that others connect to.
inline constexpr int message_bytes_max = 1 << 20;      ///< Of one incoming frame.
inline constexpr int handshake_ms_max = 2'000;
inline constexpr int heartbeat_every_ms = 2'000;
inline constexpr int heartbeat_timeout_ms = 6'000;

/// Between two tries to bind again: an address is free a moment after its socket was closed.
inline constexpr int rebind_wait_ms = 20;

/// LINGER 0, MAXMSGSIZE, handshake and heartbeat limits.
void set_server_limits(zmq::socket_t& socket);
void set_client_limits(zmq::socket_t& socket);

/// Binds every endpoint; answers the real ones (a `*` port filled in). The error names the endpoint and the remedy.
/// Without keys, tcp that can be reached from other machines is refused.
Result<std::vector<std::string>> bind_all(zmq::socket_t& socket, const std::vector<std::string>& endpoints,
                                          bool has_keys = false);

/// One whole message, nothing when none waits. More than `frames_max` frames are read and answered as an empty list.
std::optional<std::vector<std::string>> receive(zmq::socket_t& socket, std::size_t frames_max);

enum class Sent { yes, full, gone };

/// Sends all frames or none, without waiting. `gone`: a ROUTER's peer is not there any more.
Sent send(zmq::socket_t& socket, const std::vector<std::string_view>& frames);

/// Waits for the socket or the descriptor, at most `wait_ms`.
void wait_for(zmq::socket_t& socket, int fd, int wait_ms);

}  // namespace newswired::wire
