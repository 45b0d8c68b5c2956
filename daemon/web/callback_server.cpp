#include "daemon/web/callback_server.h"

#include <algorithm>
#include <charconv>
#include <thread>

#include "daemon/web/deadline_server.h"

namespace newswired::web {
namespace {

constexpr std::size_t token_size = 32;
constexpr std::size_t path_bytes_max = 512;

/// The end of the path when it is a token; what stands before it is a front web server's business.
std::string token_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string last = slash == std::string::npos ? path : path.substr(slash + 1);
  const bool plain = std::all_of(last.begin(), last.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  return plain && last.size() == token_size ? last : std::string();
}

}  // namespace

struct CallbackServer::State {
  Options options;
  Handler handler;
  DeadlineServer server;
  std::thread thread;
  int port = 0;

  void answer(const httplib::Request& request, httplib::Response& response, bool is_post) {
    CallbackRequest call{.is_post = is_post, .token = token_of(request.path)};
    for (const auto& [name, value] : request.params) call.query.emplace(name, value);
    call.content_type = request.get_header_value("Content-Type");
    call.signature = request.get_header_value("X-Hub-Signature");
    call.body = request.body;
    const CallbackReply reply = handler(std::move(call));
    response.status = reply.status;
    response.set_content(reply.body, "text/plain; charset=utf-8");
  }

  void add_routes() {
    // Before anything is matched or read: strangers cost nothing.
    server.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
      const bool known = (request.method == "GET" || request.method == "POST") && request.path.size() <= path_bytes_max && !token_of(request.path).empty();
      if (known) return httplib::Server::HandlerResponse::Unhandled;
      response.status = 404;
      return httplib::Server::HandlerResponse::Handled;
    });
    server.Get("/.*", [this](const httplib::Request& request, httplib::Response& response) { answer(request, response, false); });
    server.Post("/.*", [this](const httplib::Request& request, httplib::Response& response) { answer(request, response, true); });
  }
};

CallbackServer::CallbackServer(Options options, Handler handler) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  state_->handler = std::move(handler);
}

CallbackServer::~CallbackServer() { stop(); }

Result<Done> CallbackServer::start() {
  State& state = *state_;
  const std::string& listen = state.options.listen;
  const std::size_t colon = listen.rfind(':');
  int port = -1;
  if (colon != std::string::npos) std::from_chars(listen.data() + colon + 1, listen.data() + listen.size(), port);
  if (port < 0 || port > 65535) return Error{ErrorKind::invalid, "websub.listen: expected address:port, got \"" + listen + "\""};
  std::string host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);

  state.server.configure(state.options.threads, state.options.timeout_s);
  state.server.set_payload_max_length(state.options.bytes_max);
  state.add_routes();
  state.port = port;
  const bool bound = port == 0 ? (state.port = state.server.bind_to_any_port(host.c_str())) > 0 : state.server.bind_to_port(host.c_str(), port);
  if (!bound)
    return Error{ErrorKind::unavailable, "websub.listen: cannot bind " + listen +
                                             "; the port is in use or the address is not this machine's: choose another or stop its owner"};
  state.thread = state.server.listen_in_thread();
  return Done{};
}

void CallbackServer::stop() {
  if (!state_->thread.joinable()) return;
  state_->server.stop();
  state_->thread.join();
}

int CallbackServer::port() const { return state_->port; }

}  // namespace newswired::web
