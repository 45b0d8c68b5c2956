#include "daemon/web/server.h"

#include <arpa/inet.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "daemon/web/assets.h"
#include "daemon/web/deadline_server.h"
#include "daemon/web/stream.h"
#include "proto/record.h"

namespace newswired::web {
namespace {

constexpr std::size_t request_bytes_max = 64 << 10;
constexpr int keep_alive_s = 1;  // an idle connection holds a thread

// Nothing from elsewhere, nothing inline, no frame around it; text becomes markup nowhere.
constexpr const char* content_policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

struct Endpoint {
  std::string host;
  int port = 0;
};

std::optional<Endpoint> split_endpoint(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  Endpoint endpoint{listen.substr(0, colon), 0};
  const char* end = listen.data() + listen.size();
  const auto [rest, error] = std::from_chars(listen.data() + colon + 1, end, endpoint.port);
  if (error != std::errc() || rest != end || endpoint.port < 0 || endpoint.port > 65535) return std::nullopt;
  if (endpoint.host.size() > 2 && endpoint.host.front() == '[') endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
  return endpoint;
}

/// The Host header's name without its port.
std::string host_name(const std::string& header) {
  if (!header.empty() && header.front() == '[') return header.substr(1, header.find(']') - 1);
  return header.substr(0, header.find(':'));
}

/// A name can be pointed at us by whoever owns it; an address cannot.
bool is_address(const std::string& name) {
  in6_addr address{};
  return inet_pton(AF_INET, name.c_str(), &address) == 1 || inet_pton(AF_INET6, name.c_str(), &address) == 1;
}

void answer_with(httplib::Response& response, const Answer& answer) {
  response.status = answer.status;
  response.set_content(answer.json, "application/json; charset=utf-8");
}

Asked asked_by(const httplib::Request& request) {
  Asked asked;
  for (const auto& [name, value] : request.params) asked.values.emplace(name, value);
  return asked;
}

/// `articles/{id}` as a regular expression and the names of its groups.
std::pair<std::string, std::vector<std::string>> pattern_of(const std::string& path) {
  std::string pattern = "/api/";
  std::vector<std::string> names;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '{') {
      pattern += path[i];
      continue;
    }
    const std::size_t end = path.find('}', i);
    names.push_back(path.substr(i + 1, end - i - 1));
    pattern += "([^/]+)";
    i = end;
  }
  return {pattern, names};
}

}  // namespace

struct Server::State {
  Options options;
  Sources sources;
  std::unique_ptr<Streams> streams;
  DeadlineServer server;
  std::thread thread;
  int port = 0;

  bool is_own_host(const std::string& header) const {
    const std::string name = host_name(header);
    const auto endpoint = split_endpoint(options.listen);
    return name == "localhost" || is_address(name) || (endpoint && name == endpoint->host);
  }

  void add_routes() {
    guard();
    add_page();
    add_health();
    for (const Route& route : api_routes()) add(route);
    server.Get("/api/stream", [this](const httplib::Request& request, httplib::Response& response) { stream(request, response); });
  }

  /// What holds for every request.
  void guard() {
    server.set_default_headers({{"Content-Security-Policy", content_policy},
                                {"X-Content-Type-Options", "nosniff"},
                                {"Referrer-Policy", "no-referrer"},
                                {"Cross-Origin-Resource-Policy", "same-origin"},
                                {"Cache-Control", "no-cache"}});
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      using Handled = httplib::Server::HandlerResponse;
      if (!is_own_host(request.get_header_value("Host"))) {
        answer_with(response, answer_error(421, "this listener does not serve that host name"));
        return Handled::Handled;
      }
      if (request.method != "GET" && request.method != "HEAD") {
        response.set_header("Allow", "GET, HEAD");
        answer_with(response, answer_error(405, "this listener only answers GET and HEAD"));
        return Handled::Handled;
      }
      return Handled::Unhandled;
    });
    server.set_error_handler(httplib::Server::Handler([](const httplib::Request&, httplib::Response& response) {
      if (response.body.empty()) answer_with(response, answer_error(response.status, "nothing is here; the paths are in daemon/web/README.md"));
    }));
    server.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
      answer_with(response, answer_error(500, "the request could not be answered"));
    });
  }

  /// The shell, which reads its path itself, and its files.
  void add_page() {
    for (const Asset& asset : all_assets()) {
      const auto serve = [&asset](const httplib::Request&, httplib::Response& response) {
        response.set_content(asset.bytes.data(), asset.bytes.size(), content_type_of(asset.name));
      };
      if (asset.name == "index.html")
        server.Get("/(|stories|feeds|people|search|(article|story|entity)/.*)", serve);
      else
        server.Get("/assets/" + std::string(asset.name), serve);
    }
  }

  void add_health() {
    server.Get("/metrics", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(exposition(sources.samples()), "text/plain; version=0.0.4; charset=utf-8");
    });
    server.Get("/health/live", [](const httplib::Request&, httplib::Response& response) {
      answer_with(response, {200, R"({"live":true})"});
    });
    server.Get("/health/ready", [this](const httplib::Request&, httplib::Response& response) {
      const auto reasons = sources.not_ready();
      answer_with(response, {reasons.empty() ? 200 : 503, dump_json({{"ready", reasons.empty()}, {"reasons", reasons}})});
    });
  }

  void add(const Route& route) {
    const auto [pattern, names] = pattern_of(route.path);
    server.Get(pattern, [this, &route, names = names](const httplib::Request& request, httplib::Response& response) {
      Asked asked = asked_by(request);
      if (const auto known = asked.only(route.parameters); !known) return answer_with(response, answer_error(400, known.error().message));
      for (std::size_t i = 0; i < names.size(); ++i) asked.values[names[i]] = request.matches[i + 1];
      answer_with(response, route.answer(sources.api, asked));
    });
  }

  /// Where the stream begins: the last event's id, else `after`, else what comes from now on.
  Result<StreamPlace> first_place(const httplib::Request& request) const {
    if (const std::string last = request.get_header_value("Last-Event-ID"); !last.empty()) {
      const auto place = parse_place(last);
      if (place) return *place;
      return Error{ErrorKind::invalid, "Last-Event-ID: expected EPOCH:SEQ, got \"" + last + "\""};
    }
    const auto state = sources.api.log->state();
    if (!state) return Error{ErrorKind::unavailable, state.error().message};
    const auto after = asked_by(request).number("after", state->head, 0, INT64_MAX);
    if (!after) return after.error();
    const std::string epoch = request.get_param_value("epoch");
    return StreamPlace{epoch.empty() ? state->epoch : epoch, *after};
  }

  void stream(const httplib::Request& request, httplib::Response& response) {
    const auto place = first_place(request);
    if (!place) return answer_with(response, answer_error(place.error().kind == ErrorKind::invalid ? 400 : 503, place.error().message));
    auto slot = streams->take_slot();
    if (!slot) {
      response.set_header("Retry-After", "10");
      return answer_with(response, answer_error(503, "all event streams are taken; ask /api/log?after=SEQ instead, or later"));
    }
    response.set_chunked_content_provider("text/event-stream", [this, slot, place = *place](std::size_t, httplib::DataSink& sink) {
      streams->serve(place, {[&](const std::string& text) { return sink.write(text.data(), text.size()); },
                             [&] { return sink.is_writable(); }});
      sink.done();
      return true;
    });
  }
};

Server::Server(Options options, Sources sources) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  state_->sources = std::move(sources);
  state_->streams = std::make_unique<Streams>(state_->sources.api.log, state_->options.threads / 2);
}

Server::~Server() { stop(); }

Result<Done> Server::start() {
  State& state = *state_;
  const auto endpoint = split_endpoint(state.options.listen);
  if (!endpoint) return Error{ErrorKind::invalid, "http.listen: expected address:port, got \"" + state.options.listen + "\""};

  state.server.configure(state.options.threads, state.options.timeout_s);
  state.server.set_keep_alive_max_count(100);
  state.server.set_keep_alive_timeout(keep_alive_s);
  state.server.set_payload_max_length(request_bytes_max);
  state.add_routes();
  state.port = endpoint->port;
  const bool bound = endpoint->port == 0 ? (state.port = state.server.bind_to_any_port(endpoint->host.c_str())) > 0
                                         : state.server.bind_to_port(endpoint->host.c_str(), endpoint->port);
  if (!bound)
    return Error{ErrorKind::unavailable, "http.listen: cannot bind " + state.options.listen +
                                             "; the port is in use or the address is not this machine's: choose another or stop its owner"};
  state.thread = state.server.listen_in_thread();
  return Done{};
}

void Server::stop() {
  if (!state_->thread.joinable()) return;
  state_->streams->stop();
  state_->server.stop();
  state_->thread.join();
}

void Server::ring() { state_->streams->ring(); }
int Server::open_streams() const { return state_->streams->open(); }

int Server::port() const { return state_->port; }

}  // namespace newswired::web
