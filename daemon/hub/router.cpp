#include "daemon/hub/router.h"

#include <sys/stat.h>

#include <utility>

namespace newswired::hub {
namespace {

constexpr std::size_t frames_max = 2;
constexpr std::size_t ipc_path_bytes_max = 107;
constexpr std::string_view ipc_prefix = "ipc://";

}  // namespace

Router::Router(std::size_t message_bytes_max, int credit)
    : context_(1), socket_(context_, zmq::socket_type::router) {
  socket_.set(zmq::sockopt::linger, 0);
  // A send to a peer that is gone is an error instead of silence.
  socket_.set(zmq::sockopt::router_mandatory, true);
  // The limit is libzmq's own, checked before it allocates. Headers come on top of an answer.
  socket_.set(zmq::sockopt::maxmsgsize, static_cast<std::int64_t>(message_bytes_max + (64u << 10)));
  // Credit bounds the work; this only tells a peer that has stopped reading from one that has not.
  socket_.set(zmq::sockopt::sndhwm, 2 * credit + 64);
  socket_.set(zmq::sockopt::handshake_ivl, 2000);
  socket_.set(zmq::sockopt::backlog, 128);
}

Result<Done> Router::bind(const std::string& endpoint) {
  const bool ipc = endpoint.starts_with(ipc_prefix);
  const std::string path = ipc ? endpoint.substr(ipc_prefix.size()) : "";
  if (path.size() > ipc_path_bytes_max)
    return Error{ErrorKind::invalid, "hub: " + endpoint +
                                         " is longer than the 107 bytes a socket path may have; "
                                         "choose a shorter state_dir"};
  try {
    socket_.bind(endpoint);
  } catch (const zmq::error_t& error) {
    return Error{ErrorKind::unavailable, "hub: cannot bind " + endpoint + ": " + error.what()};
  }
  // The folder is 0700 already; this holds should it once be opened.
  if (ipc) ::chmod(path.c_str(), 0600);
  return Done{};
}

void Router::wait(std::vector<Watch>& watches, std::chrono::milliseconds timeout) {
  std::vector<zmq::pollitem_t> items{{socket_.handle(), 0, ZMQ_POLLIN, 0}};
  for (const Watch& watch : watches) items.push_back({nullptr, watch.fd, ZMQ_POLLIN, 0});
  try {
    zmq::poll(items, timeout);
  } catch (const zmq::error_t&) {
    return;  // A signal: the loop goes round once more.
  }
  for (std::size_t i = 0; i < watches.size(); ++i) watches[i].readable = items[i + 1].revents != 0;
}

std::optional<Message> Router::receive() {
  Message message;
  try {
    zmq::message_t part;
    if (!socket_.recv(part, zmq::recv_flags::dontwait)) return std::nullopt;
    message.peer = part.to_string();
    while (part.more()) {
      // The parts of one message arrive together: this never waits.
      if (!socket_.recv(part, zmq::recv_flags::dontwait)) break;
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
  try {
    if (!socket_.send(zmq::const_buffer(peer.data(), peer.size()), more(false))) return false;
    if (!socket_.send(zmq::buffer(encode(header)), more(frames.empty()))) return false;
    for (std::size_t i = 0; i < frames.size(); ++i)
      if (!socket_.send(zmq::buffer(frames[i]), more(i + 1 == frames.size()))) return false;
  } catch (const zmq::error_t&) {
    return false;
  }
  return true;
}

void Router::close(std::chrono::milliseconds linger) {
  socket_.set(zmq::sockopt::linger, static_cast<int>(linger.count()));
  socket_.close();
}

}  // namespace newswired::hub
