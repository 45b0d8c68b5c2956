#include "daemon/wire/socket.h"

#include <array>
#include <cerrno>

#include "daemon/wire/gate.h"

namespace newswired::wire {
namespace {

std::string remedy(int error) {
  switch (error) {
    case EADDRINUSE: return "the address is in use: stop its owner or choose another";
    case EADDRNOTAVAIL: return "the address is not one of this machine: choose another";
    case EACCES: return "no permission: choose a port above 1023 or a folder of this user";
    case ENAMETOOLONG: return "the path is longer than 107 bytes: choose a shorter one";
    case ENODEV: return "there is no such network interface: choose another";
    default: return std::string(zmq_strerror(error)) + ": expected tcp://address:port or ipc://path";
  }
}

/// An IPv6 socket names IPv4 addresses `[::ffff:127.0.0.1]`: as people write them.
std::string plain(std::string endpoint) {
  constexpr std::string_view mapped = "[::ffff:";
  const std::size_t at = endpoint.find(mapped);
  if (at == std::string::npos) return endpoint;
  endpoint.erase(at, mapped.size());
  return endpoint.erase(endpoint.find(']', at), 1);
}

}  // namespace

void set_server_limits(zmq::socket_t& socket) {
  set_client_limits(socket);
  socket.set(zmq::sockopt::maxmsgsize, std::int64_t{message_bytes_max});
  socket.set(zmq::sockopt::handshake_ivl, handshake_ms_max);
}

void set_client_limits(zmq::socket_t& socket) {
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::heartbeat_ivl, heartbeat_every_ms);
  socket.set(zmq::sockopt::heartbeat_timeout, heartbeat_timeout_ms);
  socket.set(zmq::sockopt::heartbeat_ttl, heartbeat_timeout_ms);
}

Result<std::vector<std::string>> bind_all(zmq::socket_t& socket, const std::vector<std::string>& endpoints,
                                          bool has_keys) {
  std::vector<std::string> bound;
  for (const std::string& endpoint : endpoints) {
    if (leaves_this_machine(endpoint) && !has_keys)
      return Error{ErrorKind::invalid, endpoint + " can be reached from other machines and needs keys: set server_key and "
                                                  "clients under [curve] (`newswired keys new` makes them), or bind 127.0.0.1"};
    try {
      // With it, an IPv4 address would be bound and shown as ::ffff:a.b.c.d.
      socket.set(zmq::sockopt::ipv6, endpoint.find('[') != std::string::npos);
      socket.bind(endpoint);
    } catch (const zmq::error_t& error) {
      return Error{ErrorKind::unavailable, "cannot bind " + endpoint + ": " + remedy(error.num())};
    }
    bound.push_back(plain(socket.get(zmq::sockopt::last_endpoint)));
  }
  return bound;
}

std::optional<std::vector<std::string>> receive(zmq::socket_t& socket, std::size_t frames_max) {
  std::vector<std::string> frames;
  bool too_many = false;
  zmq::message_t message;
  do {
    try {
      if (!socket.recv(message, zmq::recv_flags::dontwait)) return std::nullopt;
    } catch (const zmq::error_t& error) {
      if (error.num() == EINTR) return std::nullopt;
      throw;
    }
    too_many = too_many || frames.size() == frames_max;
    if (!too_many) frames.push_back(message.to_string());
  } while (message.more());
  if (too_many) frames.clear();
  return frames;
}

Sent send(zmq::socket_t& socket, const std::vector<std::string_view>& frames) {
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto more = i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
    try {
      // Only the first frame of a message can be refused for want of room; the others go with it.
      if (!socket.send(zmq::buffer(frames[i]), more | zmq::send_flags::dontwait)) return Sent::full;
    } catch (const zmq::error_t& error) {
      if (error.num() == EHOSTUNREACH) return Sent::gone;
      if (error.num() == EINTR) return Sent::full;
      throw;
    }
  }
  return Sent::yes;
}

void wait_for(zmq::socket_t& socket, int fd, int wait_ms) {
  std::array<zmq::pollitem_t, 2> items{{{socket.handle(), 0, ZMQ_POLLIN, 0}, {nullptr, fd, ZMQ_POLLIN, 0}}};
  try {
    zmq::poll(items.data(), items.size(), std::chrono::milliseconds(wait_ms));
  } catch (const zmq::error_t& error) {
    if (error.num() != EINTR) throw;
  }
}

}  // namespace newswired::wire
