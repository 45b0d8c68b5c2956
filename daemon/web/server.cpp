#include "daemon/web/server.h"

#include <httplib.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "daemon/web/page.h"
#include "proto/record.h"

namespace newswired::web {
namespace {

constexpr int records_a_page_max = 100;
constexpr std::size_t request_bytes_max = 64 << 10;

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

std::uint64_t number_of(const httplib::Request& request, const char* name, std::uint64_t otherwise) {
  const std::string text = request.get_param_value(name);
  std::uint64_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void answer_json(httplib::Response& response, int status, const std::string& json) {
  response.status = status;
  response.set_content(json, "application/json; charset=utf-8");
}

void answer_error(httplib::Response& response, int status, const std::string& message) {
  answer_json(response, status, dump_json({{"error", message}}));
}

/// Log entries after `after`, as a JSON array made of the stored lines.
void answer_records(const ledger::RecordLog& log, std::uint64_t after, int limit, httplib::Response& response) {
  const auto page = log.read("", after, {}, {limit, 1 << 20});
  if (!page) return answer_error(response, 503, page.error().message);
  if (const auto* gone = std::get_if<ledger::Gone>(&*page))
    return answer_json(response, 410, dump_json({{"error", "older than the log"}, {"floor", gone->floor}}));
  const auto* entries = std::get_if<ledger::Entries>(&*page);
  if (!entries) return answer_error(response, 503, "the log has another epoch");
  std::string json = "{\"at\":" + std::to_string(entries->at) + ",\"entries\":[";
  for (const ledger::LogEntry& entry : entries->entries) {
    if (json.back() != '[') json += ',';
    json += entry.json;
  }
  answer_json(response, 200, json + "]}");
}

}  // namespace

struct Server::State {
  Options options;
  Sources sources;
  httplib::Server server;
  std::thread thread;
  int port = 0;

  bool is_own_host(const std::string& header) const {
    const std::string name = host_name(header);
    const auto endpoint = split_endpoint(options.listen);
    return name == "localhost" || name == "127.0.0.1" || name == "::1" || (endpoint && name == endpoint->host);
  }

  void add_routes() {
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (is_own_host(request.get_header_value("Host"))) return httplib::Server::HandlerResponse::Unhandled;
      answer_error(response, 421, "this listener does not serve that host name");
      return httplib::Server::HandlerResponse::Handled;
    });
    server.Get("/", [](const httplib::Request&, httplib::Response& response) {
      response.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'");
      response.set_content(std::string(live_page), "text/html; charset=utf-8");
    });
    server.Get("/metrics", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(exposition(sources.samples()), "text/plain; version=0.0.4; charset=utf-8");
    });
    server.Get("/health/live", [](const httplib::Request&, httplib::Response& response) {
      answer_json(response, 200, R"({"live":true})");
    });
    server.Get("/health/ready", [this](const httplib::Request&, httplib::Response& response) {
      const auto reasons = sources.not_ready();
      answer_json(response, reasons.empty() ? 200 : 503, dump_json({{"ready", reasons.empty()}, {"reasons", reasons}}));
    });
    server.Get("/api/status", [this](const httplib::Request&, httplib::Response& response) {
      answer_json(response, 200, sources.status());
    });
    server.Get("/api/records", [this](const httplib::Request& request, httplib::Response& response) {
      const auto limit = std::min<std::uint64_t>(number_of(request, "limit", 50), records_a_page_max);
      answer_records(*sources.log, number_of(request, "after", 0), static_cast<int>(std::max<std::uint64_t>(limit, 1)), response);
    });
    server.Get("/api/head", [this](const httplib::Request&, httplib::Response& response) {
      const auto state = sources.log->state();
      if (!state) return answer_error(response, 503, state.error().message);
      answer_json(response, 200, dump_json({{"epoch", state->epoch}, {"head", state->head}, {"floor", state->floor}}));
    });
  }
};

Server::Server(Options options, Sources sources) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  state_->sources = std::move(sources);
}

Server::~Server() { stop(); }

Result<Done> Server::start() {
  State& state = *state_;
  const auto endpoint = split_endpoint(state.options.listen);
  if (!endpoint) return Error{ErrorKind::invalid, "http.listen: expected address:port, got \"" + state.options.listen + "\""};

  state.server.new_task_queue = [threads = state.options.threads] { return new httplib::ThreadPool(static_cast<std::size_t>(threads)); };
  state.server.set_read_timeout(state.options.timeout_s);
  state.server.set_write_timeout(state.options.timeout_s);
  state.server.set_keep_alive_max_count(100);
  state.server.set_payload_max_length(request_bytes_max);
  // httplib's own default is SO_REUSEPORT, with which a port in use would be shared in silence.
  state.server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  state.add_routes();
  state.port = endpoint->port;
  const bool bound = endpoint->port == 0 ? (state.port = state.server.bind_to_any_port(endpoint->host.c_str())) > 0
                                         : state.server.bind_to_port(endpoint->host.c_str(), endpoint->port);
  if (!bound)
    return Error{ErrorKind::unavailable, "http.listen: cannot bind " + state.options.listen +
                                             "; the port is in use or the address is not this machine's: choose another or stop its owner"};
  state.thread = std::thread([&state] { state.server.listen_after_bind(); });
  // A stop that comes before the listener runs would be ignored and the thread never end.
  while (!state.server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return Done{};
}

void Server::stop() {
  if (!state_->thread.joinable()) return;
  state_->server.stop();
  state_->thread.join();
}

int Server::port() const { return state_->port; }

}  // namespace newswired::web
