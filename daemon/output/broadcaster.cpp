#include "daemon/output/broadcaster.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>

#include "daemon/output/notices.h"
#include "daemon/wire/socket.h"
#include "daemon/wire/socket_thread.h"
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
  std::mutex mutex;
  std::deque<ledger::LogEntry> queue;  // guarded by mutex
  std::atomic<std::uint64_t> sent = 0;
  std::atomic<std::uint64_t> dropped = 0;
  wire::SocketThread thread;  // last: it uses all of the above

  void run() {
    Clock::time_point next_beat = Clock::now();
    while (!thread.stopping()) {
      if (Clock::now() >= next_beat) {
        beat();
        next_beat = Clock::now() + beat_every;
      }
      const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next_beat - Clock::now());
      thread.wait(static_cast<int>(std::max<std::int64_t>(wait.count(), 0)));
      while (wire::receive(thread.socket(), 1)) {
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
    wire::send(thread.socket(), {topic, json});
    ++sent;
  }
};

Broadcaster::Broadcaster(BroadcasterOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}

Broadcaster::~Broadcaster() { stop(); }

Result<Done> Broadcaster::start() {
  const auto prepare = [](zmq::socket_t& socket) {
    socket.set(zmq::sockopt::sndhwm, send_high_water);
    socket.set(zmq::sockopt::xpub_verbose, true);
  };
  return state_->thread.start({zmq::socket_type::xpub, state_->options.endpoints, state_->options.keys, prepare},
                              [state = state_.get()] { state->run(); });
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
  state_->thread.ring();
}

void Broadcaster::change_keys(wire::ServerKeys keys) { state_->thread.change_keys(std::move(keys)); }
void Broadcaster::stop() { state_->thread.stop(); }

const std::vector<std::string>& Broadcaster::endpoints() const { return state_->thread.endpoints(); }
std::uint64_t Broadcaster::sent() const { return state_->sent; }
std::uint64_t Broadcaster::dropped() const { return state_->dropped; }

}  // namespace newswired::output
