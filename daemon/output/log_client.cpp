#include "daemon/output/log_client.h"

#include <nlohmann/json.hpp>

#include "daemon/wire/gate.h"
#include "daemon/wire/socket.h"
#include "proto/record.h"

namespace newswired::output {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

bool readable(zmq::socket_t& socket, std::chrono::milliseconds wait) {
  zmq::pollitem_t item{socket.handle(), 0, ZMQ_POLLIN, 0};
  try {
    return zmq::poll(&item, 1, wait) > 0;
  } catch (const zmq::error_t&) {
    return false;  // interrupted by a signal
  }
}

/// The first member `"key":<number>` of an entry; entries are large and only this is needed.
std::uint64_t number_in(const Json& json, const char* key) {
  const auto member = json.find(key);
  return member != json.end() && member->is_number_unsigned() ? member->get<std::uint64_t>() : 0;
}

std::string text_in(const Json& json, const char* key) {
  const auto member = json.find(key);
  return member != json.end() && member->is_string() ? member->get<std::string>() : std::string();
}

}  // namespace

struct LogClient::State {
  Options options;
  zmq::context_t context{1};
  std::optional<zmq::socket_t> socket;
  std::uint64_t granted = 0;  // credit that the server has left
  Clock::time_point last_heard{};
  bool ended = false;         // told GONE or EPOCH
  bool heard = false;

  void open() {
    socket.emplace(context, zmq::socket_type::dealer);
    wire::set_client_limits(*socket);
    socket->set(zmq::sockopt::rcvhwm, 0);  // bounded by credit
    if (options.keys) wire::use_keys(*socket, *options.keys);
    socket->connect(options.endpoint);
    last_heard = Clock::now();
  }

  void ask() {
    ended = false;
    granted = options.credit;
    say({{"op", "READ"},
         {"epoch", options.epoch.empty() ? Json(nullptr) : Json(options.epoch)},
         {"after", options.after},
         {"topics", options.topics},
         {"credit", options.credit}});
  }

  void say(const Json& request) { wire::send(*socket, {dump_json(request)}); }

  /// One message of the server: its word and JSON.
  std::optional<std::pair<std::string, std::string>> hear(std::chrono::milliseconds wait) {
    if (!readable(*socket, wait)) return std::nullopt;
    auto frames = wire::receive(*socket, 2);
    if (!frames || frames->size() != 2) return std::nullopt;
    last_heard = Clock::now();
    heard = true;
    return std::pair(std::move((*frames)[0]), std::move((*frames)[1]));
  }

  std::optional<Received> take_record(std::string entry) {
    const auto json = parse_json(entry);
    if (!json) return std::nullopt;
    if (granted > 0 && --granted <= options.credit / 2) {
      say({{"op", "CREDIT"}, {"n", options.credit - granted}});
      granted = options.credit;
    }
    Received received{number_in(*json, "seq"), text_in(*json, "epoch"), std::move(entry)};
    if (received.epoch == options.epoch && received.seq <= options.after) return std::nullopt;
    options.epoch = received.epoch;
    options.after = received.seq;
    return received;
  }
};

LogClient::LogClient(Options options) : state_(std::make_unique<State>()) { state_->options = std::move(options); }
LogClient::~LogClient() = default;

Result<Done> LogClient::connect() {
  try {
    state_->open();
    state_->ask();
    return Done{};
  } catch (const zmq::error_t& error) {
    return Error{ErrorKind::invalid, state_->options.endpoint + ": " + error.what() + "; expected tcp://address:port or ipc://path"};
  }
}

Result<LogNews> LogClient::next(std::chrono::milliseconds wait) {
  State& state = *state_;
  const auto until = Clock::now() + wait;
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    if (left.count() <= 0) return LogNews{LogQuiet{}};
    if (!state.ended && Clock::now() - state.last_heard > state.options.silence_max) {
      state.open();
      state.ask();
    }
    auto message = state.hear(std::min(left, state.options.silence_max));
    if (!message) continue;
    auto& [word, body] = *message;
    if (word == "RECORD") {
      if (auto received = state.take_record(std::move(body))) return LogNews{std::move(*received)};
      continue;
    }
    const auto json = parse_json(body);
    if (!json) continue;
    if (word == "AT") {
      const std::string epoch = text_in(*json, "epoch");
      if (state.options.epoch.empty()) state.options.epoch = epoch;
      if (epoch == state.options.epoch) state.options.after = std::max(state.options.after, number_in(*json, "seq"));
    } else if (word == "GONE") {
      state.ended = true;
      return LogNews{LogGone{number_in(*json, "floor")}};
    } else if (word == "EPOCH") {
      state.ended = true;
      return LogNews{LogRewound{text_in(*json, "epoch"), number_in(*json, "head"), number_in(*json, "floor")}};
    } else if (word == "ERROR") {
      return Error{ErrorKind::invalid, state.options.endpoint + ": " + text_in(*json, "message")};
    }
  }
}

void LogClient::read_from(std::string epoch, std::uint64_t after) {
  state_->options.epoch = std::move(epoch);
  state_->options.after = after;
  state_->ask();
}

Result<std::uint64_t> LogClient::place_at(Timestamp time, std::chrono::milliseconds wait) {
  State& state = *state_;
  state.say({{"op", "STOP"}});
  state.say({{"op", "SEQ_AT"}, {"time", format_rfc3339(time)}});
  // What was under way before STOP comes first.
  const auto until = Clock::now() + wait;
  while (Clock::now() < until) {
    const auto message = state.hear(std::chrono::milliseconds(200));
    if (!message || message->first == "RECORD") continue;
    const auto json = parse_json(message->second);
    if (!json) continue;
    if (message->first == "ERROR") return Error{ErrorKind::unavailable, text_in(*json, "message")};
    if (message->first == "AT" && json->contains("time")) return number_in(*json, "seq");
  }
  return Error{ErrorKind::unavailable, state.options.endpoint + ": no answer; is the daemon running?"};
}

std::uint64_t LogClient::cursor() const { return state_->options.after; }
const std::string& LogClient::epoch() const { return state_->options.epoch; }
bool LogClient::heard() const { return state_->heard; }

struct LiveClient::State {
  zmq::context_t context{1};
  zmq::socket_t socket{context, zmq::socket_type::sub};
};

LiveClient::LiveClient() : state_(std::make_unique<State>()) {}
LiveClient::~LiveClient() = default;

Result<Done> LiveClient::connect(const std::string& endpoint, const std::vector<std::string>& topics,
                                 const std::optional<wire::ClientKeys>& keys) {
  try {
    wire::set_client_limits(state_->socket);
    if (keys) wire::use_keys(state_->socket, *keys);
    for (const std::string& topic : topics) state_->socket.set(zmq::sockopt::subscribe, topic);
    if (topics.empty()) state_->socket.set(zmq::sockopt::subscribe, "");
    state_->socket.connect(endpoint);
    return Done{};
  } catch (const zmq::error_t& error) {
    return Error{ErrorKind::invalid, endpoint + ": " + error.what() + "; expected tcp://address:port or ipc://path"};
  }
}

std::optional<LiveClient::Message> LiveClient::next(std::chrono::milliseconds wait) {
  if (!readable(state_->socket, wait)) return std::nullopt;
  auto frames = wire::receive(state_->socket, 2);
  if (!frames || frames->size() != 2) return std::nullopt;
  return Message{std::move((*frames)[0]), std::move((*frames)[1])};
}

}  // namespace newswired::output
