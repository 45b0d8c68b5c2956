#include "daemon/output/broadcaster.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "daemon/output/notices.h"
#include "daemon/output/gate.h"
#include "daemon/output/socket.h"
#include "daemon/output/wakeup.h"
#include "proto/record.h"
#include "proto/topics.h"

namespace newswired::output {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int send_high_water = 10'000;  // messages for each subscriber
constexpr std::chrono::seconds beat_every{1};

}  // namespace

struct Broadcaster::State {
  BroadcasterOptions options;
  zmq::context_t context{1};
  std::unique_ptr<Gate> gate;  // when there are keys
  zmq::socket_t socket{context, zmq::socket_type::xpub};
  std::vector<std::string> endpoints;
  Wakeup wakeup;
  std::mutex mutex;
  std::deque<ledger::LogEntry> queue;  // guarded by mutex
  std::atomic<bool> stopping = false;
  std::atomic<std::uint64_t> sent = 0;
  std::atomic<std::uint64_t> dropped = 0;
  std::thread thread;

  void run() {
    Clock::time_point next_beat = Clock::now();
    while (!stopping) {
      if (Clock::now() >= next_beat) {
        beat();
        next_beat = Clock::now() + beat_every;
      }
      const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next_beat - Clock::now());
      wait_for(socket, wakeup.fd(), static_cast<int>(std::max<std::int64_t>(wait.count(), 0)));
      wakeup.clear();
      while (receive(socket, 1)) {
        // Subscriptions: the socket keeps them itself.
      }
      send_queued();
    }
  }

  void send_queued() {
    std::deque<ledger::LogEntry> entries;
    {
      const std::lock_guard lock(mutex);
      entries.swap(queue);
    }
    for (const ledger::LogEntry& entry : entries) {
      if (entry.topic.empty()) continue;
      say(entry.topic, entry.json);
      for (const Notice& notice : notices_of(entry.json)) say(notice.topic, notice.json);
      if (!options.watching) continue;
      for (const std::string& name : options.watching(entry)) say(watch_topic(name), entry.json);
    }
  }

  void beat() {
    const ledger::LogState state = options.state();
    say(beat_topic, dump_json(nlohmann::json{{"schema", beat_schema},
                                             {"epoch", state.epoch},
                                             {"head", state.head},
                                             {"floor", state.floor},
                                             {"time", format_rfc3339(options.now())}}));
  }

  void say(std::string_view topic, std::string_view json) {
    send(socket, {topic, json});
    ++sent;
  }
};

Broadcaster::Broadcaster(BroadcasterOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}

Broadcaster::~Broadcaster() { stop(); }

Result<Done> Broadcaster::start() {
  State& state = *state_;
  set_server_limits(state.socket);
  if (const auto& keys = state.options.keys) {
    try {
      require_keys(state.socket, *keys);
      state.gate = std::make_unique<Gate>(state.context, keys->clients);
    } catch (const zmq::error_t& error) {
      return Error{ErrorKind::invalid, std::string("CURVE keys: ") + error.what() + "; make new ones with `newswired keys new`"};
    }
  }
  state.socket.set(zmq::sockopt::sndhwm, send_high_water);
  state.socket.set(zmq::sockopt::xpub_verbose, true);
  auto bound = bind_all(state.socket, state.options.endpoints, state.options.keys.has_value());
  if (!bound) return bound.error();
  state.endpoints = std::move(*bound);
  state.thread = std::thread([&state] { state.run(); });
  return Done{};
}

void Broadcaster::publish(std::vector<ledger::LogEntry> entries) {
  {
    const std::lock_guard lock(state_->mutex);
    auto& queue = state_->queue;
    queue.insert(queue.end(), std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
    while (queue.size() > state_->options.queued_max) {
      queue.pop_front();
      ++state_->dropped;
    }
  }
  state_->wakeup.ring();
}

void Broadcaster::stop() {
  if (!state_->thread.joinable()) return;
  state_->stopping = true;
  state_->wakeup.ring();
  state_->thread.join();
}

const std::vector<std::string>& Broadcaster::endpoints() const { return state_->endpoints; }
std::uint64_t Broadcaster::sent() const { return state_->sent; }
std::uint64_t Broadcaster::dropped() const { return state_->dropped; }

}  // namespace newswired::output
