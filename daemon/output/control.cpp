#include "daemon/output/control.h"

#include <sys/stat.h>

#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "daemon/wire/socket.h"
#include "daemon/wire/socket_thread.h"
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
  wire::SocketThread thread;  // last: it uses all of the above

  void run() {
    while (!thread.stopping()) {
      thread.wait(poll_ms);
      while (!thread.stopping()) {
        const auto frames = wire::receive(thread.socket(), 2);
        if (!frames) break;
        if (frames->size() == 2) wire::send(thread.socket(), {(*frames)[0], dump_json(answer((*frames)[1]))});
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
  const std::string endpoint = state_->endpoint;
  const auto started = state_->thread.start({zmq::socket_type::router, {endpoint}, std::nullopt, {}}, [state = state_.get()] { state->run(); });
  // The socket's mode comes from the umask; its folder (0700) keeps others out until it is set here.
  if (started) chmod(endpoint.substr(std::string_view("ipc://").size()).c_str(), 0600);
  return started;
}

void ControlServer::stop() { state_->thread.stop(); }

Result<Json> ask_daemon(const std::string& state_dir, const Json& request, std::chrono::milliseconds wait) {
  const std::string none = "no daemon answers on " + state_dir + "; is `newswired run` active with this configuration?";
  if (!std::filesystem::exists(state_dir + "/control.sock")) return Error{ErrorKind::unavailable, none};
  try {
    zmq::context_t context(1);
    zmq::socket_t socket(context, zmq::socket_type::dealer);
    wire::set_client_limits(socket);
    socket.connect(control_endpoint(state_dir));
    wire::send(socket, {dump_json(request)});
    zmq::pollitem_t item{socket.handle(), 0, ZMQ_POLLIN, 0};
    if (zmq::poll(&item, 1, wait) == 0) return Error{ErrorKind::unavailable, none};
    const auto frames = wire::receive(socket, 1);
    if (!frames || frames->empty()) return Error{ErrorKind::unavailable, none};
    return parse_json(frames->front());
  } catch (const zmq::error_t& error) {
    return Error{ErrorKind::unavailable, none + " (" + error.what() + ")"};
  }
}

}  // namespace newswired::output
