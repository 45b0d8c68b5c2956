#include "daemon/hub/router.h"

#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "daemon/wire/socket.h"

namespace newswired::hub {
namespace {

constexpr std::size_t frames_max = 2;
constexpr std::size_t ipc_path_bytes_max = 107;
constexpr std::string_view ipc_prefix = "ipc://";
constexpr int bye_linger_ms = 100;
constexpr int rebind_failures_told = 100;

}  // namespace

bool is_remote(const Peer& peer) { return !peer.empty() && peer.front() != 0; }

Router::Router(std::size_t message_bytes_max, int credit)
    : message_bytes_max_(message_bytes_max), credit_(credit), context_(1) {
  sockets_.push_back(make_socket());
}

zmq::socket_t Router::make_socket() {
  zmq::socket_t socket(context_, zmq::socket_type::router);
  socket.set(zmq::sockopt::linger, 0);
  // A send to a peer that is gone is an error instead of silence.
  socket.set(zmq::sockopt::router_mandatory, true);
  // The limit is libzmq's own, checked before it allocates. Headers come on top of an answer.
  socket.set(zmq::sockopt::maxmsgsize, static_cast<std::int64_t>(message_bytes_max_ + (64u << 10)));
  // Credit bounds the work; this only tells a peer that has stopped reading from one that has not.
  socket.set(zmq::sockopt::sndhwm, 2 * credit_ + 64);
  socket.set(zmq::sockopt::handshake_ivl, wire::handshake_ms_max);
  socket.set(zmq::sockopt::backlog, 128);
  return socket;
}

Result<Done> Router::bind(const std::string& endpoint) {
  const bool ipc = endpoint.starts_with(ipc_prefix);
  const std::string path = ipc ? endpoint.substr(ipc_prefix.size()) : "";
  if (path.size() > ipc_path_bytes_max)
    return Error{ErrorKind::invalid, "hub: " + endpoint +
                                         " is longer than the 107 bytes a socket path may have; "
                                         "choose a shorter state_dir"};
  try {
    sockets_.front().bind(endpoint);
  } catch (const zmq::error_t& error) {
    return Error{ErrorKind::unavailable, "hub: cannot bind " + endpoint + ": " + error.what()};
  }
  // The folder is 0700 already; this holds should it once be opened.
  if (ipc) ::chmod(path.c_str(), 0600);
  return Done{};
}

Result<Done> Router::bind_remote(const std::vector<RemoteEndpoint>& remote) {
  remote_ = remote;
  for (RemoteEndpoint& one : remote_) {
    sockets_.push_back(make_socket());
    if (auto keyed = prepare_remote(sockets_.back(), one.keys); !keyed) return keyed;
    auto bound = wire::bind_all(sockets_.back(), {one.endpoint}, one.keys.has_value());
    if (!bound) return Error{bound.error().kind, "hub: " + bound.error().message};
    one.endpoint = bound->front();
    remote_endpoints_.push_back(one.endpoint);
  }
  return Done{};
}

Result<Done> Router::prepare_remote(zmq::socket_t& socket, const std::optional<wire::ServerKeys>& keys) {
  // A machine that vanished says nothing: its connection ends after this.
  socket.set(zmq::sockopt::heartbeat_ivl, wire::heartbeat_every_ms);
  socket.set(zmq::sockopt::heartbeat_timeout, wire::heartbeat_timeout_ms);
  return keys ? wire::require_keys(context_, socket, *keys, gate_) : Done{};
}

void Router::change_keys(std::vector<wire::ServerKeys> keys) {
  for (std::size_t i = 0; i < remote_.size() && i < keys.size(); ++i) {
    if (!remote_[i].keys) continue;
    remote_[i].keys = std::move(keys[i]);
    sockets_[i + 1].set(zmq::sockopt::linger, bye_linger_ms);
    sockets_[i + 1] = make_socket();
    if (const auto keyed = prepare_remote(sockets_[i + 1], remote_[i].keys); !keyed) {
      spdlog::error("hub: {} stays closed: {}", remote_[i].endpoint, keyed.error().message);
      continue;
    }
    unbound_.insert(i);
  }
  bind_again();
}

void Router::bind_again() {
  for (auto i = unbound_.begin(); i != unbound_.end();) {
    const auto bound = wire::bind_all(sockets_[*i + 1], {remote_[*i].endpoint}, true);
    if (!bound && ++rebind_failures_ % rebind_failures_told == 0) spdlog::error("hub: {}", bound.error().message);
    i = bound ? unbound_.erase(i) : std::next(i);
  }
  if (unbound_.empty()) rebind_failures_ = 0;
}

void Router::wait(std::vector<Watch>& watches, std::chrono::milliseconds timeout) {
  if (!unbound_.empty()) {
    timeout = std::min(timeout, std::chrono::milliseconds(wire::rebind_wait_ms));
    bind_again();
  }
  std::vector<zmq::pollitem_t> items;
  for (const Watch& watch : watches) items.push_back({nullptr, watch.fd, ZMQ_POLLIN, 0});
  for (zmq::socket_t& socket : sockets_) items.push_back({socket.handle(), 0, ZMQ_POLLIN, 0});
  try {
    zmq::poll(items, timeout);
  } catch (const zmq::error_t&) {
    return;  // A signal: the loop goes round once more.
  }
  for (std::size_t i = 0; i < watches.size(); ++i) watches[i].readable = items[i].revents != 0;
}

std::optional<Message> Router::receive() {
  for (std::size_t number = 0; number < sockets_.size(); ++number)
    if (auto message = receive_from(number)) return message;
  return std::nullopt;
}

std::optional<Message> Router::receive_from(std::size_t number) {
  zmq::socket_t& socket = sockets_[number];
  Message message;
  try {
    zmq::message_t part;
    if (!socket.recv(part, zmq::recv_flags::dontwait)) return std::nullopt;
    message.peer = static_cast<char>(number) + part.to_string();
    while (part.more()) {
      // The parts of one message arrive together: this never waits.
      if (!socket.recv(part, zmq::recv_flags::dontwait)) break;
      if (message.frames.size() < frames_max)
        message.frames.push_back(part.to_string());
      else
        message.well_formed = false;
    }
  } catch (const zmq::error_t&) {
    return std::nullopt;
  }
  message.well_formed = message.well_formed && !message.frames.empty();
  return message;
}

bool Router::send(const Peer& peer, const Header& header, std::span<const std::string> frames) {
  using zmq::send_flags;
  const auto more = [](bool last) {
    return last ? send_flags::dontwait : send_flags::dontwait | send_flags::sndmore;
  };
  zmq::socket_t& socket = sockets_.at(static_cast<unsigned char>(peer.front()));
  const std::string_view id = std::string_view(peer).substr(1);
  try {
    if (!socket.send(zmq::const_buffer(id.data(), id.size()), more(false))) return false;
    if (!socket.send(zmq::buffer(encode(header)), more(frames.empty()))) return false;
    for (std::size_t i = 0; i < frames.size(); ++i)
      if (!socket.send(zmq::buffer(frames[i]), more(i + 1 == frames.size()))) return false;
  } catch (const zmq::error_t&) {
    return false;
  }
  return true;
}

void Router::close(std::chrono::milliseconds linger) {
  for (zmq::socket_t& socket : sockets_) {
    socket.set(zmq::sockopt::linger, static_cast<int>(linger.count()));
    socket.close();
  }
}

}  // namespace newswired::hub
