#include "daemon/output/control.h"

#include <sys/stat.h>

#include <atomic>
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "daemon/output/socket.h"
#include "daemon/output/wakeup.h"
#include "proto/record.h"

namespace newswired::output {
namespace {

using Json = nlohmann::json;

constexpr int poll_ms = 1'000;

Json error_answer(const std::string& message) { return {{"ok", false}, {"error", message}}; }

}  // namespace

std::string control_endpoint(const std::string& state_dir) { return "ipc://" + state_dir + "/control.sock"; }

struct ControlServer::State {
  std::string endpoint;
  Handler handler;
  zmq::context_t context{1};
  zmq::socket_t socket{context, zmq::socket_type::router};
  Wakeup wakeup;
  std::atomic<bool> stopping = false;
  std::thread thread;

  void run() {
    while (!stopping) {
      wait_for(socket, wakeup.fd(), poll_ms);
      while (!stopping) {
        const auto frames = receive(socket, 2);
        if (!frames) break;
        if (frames->size() == 2) send(socket, {(*frames)[0], dump_json(answer((*frames)[1]))});
      }
    }
  }

  Json answer(const std::string& frame) {
    const auto request = parse_json(frame);
    if (!request) return error_answer(request.error().message);
    if (!request->is_object()) return error_answer("a request is one JSON object");
    try {
      return handler(*request);
    } catch (const std::exception& error) {
      return error_answer(error.what());
    }
  }
};

ControlServer::ControlServer(std::string endpoint, Handler handler) : state_(std::make_unique<State>()) {
  state_->endpoint = std::move(endpoint);
  state_->handler = std::move(handler);
}

ControlServer::~ControlServer() { stop(); }

Result<Done> ControlServer::start() {
  State& state = *state_;
  set_server_limits(state.socket);
  // The socket's mode comes from the umask; its folder (0700) keeps others out until it is set here.
  const auto bound = bind_all(state.socket, {state.endpoint});
  if (!bound) return bound.error();
  chmod(state.endpoint.substr(std::string_view("ipc://").size()).c_str(), 0600);
  state.thread = std::thread([&state] { state.run(); });
  return Done{};
}

void ControlServer::stop() {
  if (!state_->thread.joinable()) return;
  state_->stopping = true;
  state_->wakeup.ring();
  state_->thread.join();
}

Result<Json> ask_daemon(const std::string& state_dir, const Json& request, std::chrono::milliseconds wait) {
  const std::string none = "no daemon answers on " + state_dir + "; is `newswired run` active with this configuration?";
  if (!std::filesystem::exists(state_dir + "/control.sock")) return Error{ErrorKind::unavailable, none};
  try {
    zmq::context_t context(1);
    zmq::socket_t socket(context, zmq::socket_type::dealer);
    set_client_limits(socket);
    socket.connect(control_endpoint(state_dir));
    send(socket, {dump_json(request)});
    zmq::pollitem_t item{socket.handle(), 0, ZMQ_POLLIN, 0};
    if (zmq::poll(&item, 1, wait) == 0) return Error{ErrorKind::unavailable, none};
    const auto frames = receive(socket, 1);
    if (!frames || frames->empty()) return Error{ErrorKind::unavailable, none};
    return parse_json(frames->front());
  } catch (const zmq::error_t& error) {
    return Error{ErrorKind::unavailable, none + " (" + error.what() + ")"};
  }
}

}  // namespace newswired::output
