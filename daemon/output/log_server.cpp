#include "daemon/output/log_server.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>

#include "daemon/output/log_request.h"
#include "daemon/wire/socket.h"
#include "daemon/wire/socket_thread.h"
#include "proto/record.h"

namespace newswired::output {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

constexpr std::chrono::seconds at_every{1};
constexpr std::chrono::milliseconds full_wait{20};  // for a reader whose pipe is full

/// One peer that reads the log.
struct Reader {
  std::string epoch;
  std::uint64_t cursor = 0;  // everything that matches up to here was sent
  ledger::TopicFilter filter;
  std::uint64_t credit = 0;
  bool behind = true;        // there may be entries after the cursor
  Clock::time_point next_at{};
  Clock::time_point not_before{};
};

}  // namespace

struct LogServer::State {
  LogServerOptions options;
  std::atomic<bool> rung = false;
  std::atomic<std::uint64_t> refused = 0;
  std::atomic<std::size_t> reader_count = 0;
  std::map<std::string, Reader> readers;
  std::string last_served;
  wire::SocketThread thread;  // last: it uses all of the above

  void run() {
    while (!thread.stopping()) {
      if (thread.wait(wait_ms())) readers.clear();  // they connect again and ask from their cursors
      if (rung.exchange(false))
        for (auto& [peer, reader] : readers) reader.behind = true;
      // A bounded number of requests a turn, so that a flood does not stop the readers.
      for (int i = 0; i < 1'000; ++i) {
        const auto frames = wire::receive(thread.socket(), 2);
        if (!frames) break;
        take(*frames);
      }
      serve_turn();
      say_where_readers_are();
      reader_count = readers.size();
    }
  }

  int wait_ms() const {
    Clock::time_point next = Clock::now() + at_every;
    for (const auto& [peer, reader] : readers) {
      next = std::min(next, reader.next_at);
      if (reader.behind && reader.credit > 0) next = std::min(next, reader.not_before);
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(wait.count(), 0));
  }

  void take(const std::vector<std::string>& frames) {
    if (frames.size() != 2) {
      ++refused;
      return;
    }
    const std::string& peer = frames[0];
    const auto request = parse_log_request(frames[1]);
    if (!request) {
      ++refused;
      tell(peer, "ERROR", {{"message", request.error().message}});
      return;
    }
    std::visit([&](const auto& wanted) { answer(peer, wanted); }, *request);
  }

  void answer(const std::string& peer, const ReadRequest& request) {
    if (!readers.contains(peer) && readers.size() >= options.readers_max) {
      tell(peer, "ERROR", {{"message", "too many readers; try again later"}});
      return;
    }
    Reader reader;
    reader.epoch = request.epoch;
    reader.cursor = request.after;
    reader.filter.prefixes = request.topics;
    reader.filter.watched = options.watched;
    reader.credit = std::min(request.credit, options.credit_max);
    readers[peer] = std::move(reader);
  }

  void answer(const std::string& peer, const CreditRequest& request) {
    const auto reader = readers.find(peer);
    if (reader == readers.end()) {
      tell(peer, "ERROR", {{"message", "CREDIT before READ"}});
      return;
    }
    reader->second.credit = std::min(options.credit_max, reader->second.credit + std::min(request.n, options.credit_max));
  }

  void answer(const std::string& peer, const StopRequest&) { readers.erase(peer); }

  void answer(const std::string& peer, const SeqAtRequest& request) {
    const auto seq = options.log->seq_at(request.time);
    const auto now = options.log->state();
    if (!seq || !now) {
      tell(peer, "ERROR", {{"message", "the log cannot be read now; try again"}});
      return;
    }
    tell(peer, "AT", {{"epoch", now->epoch}, {"seq", *seq == 0 ? 0 : *seq - 1}, {"time", format_rfc3339(request.time)}});
  }

  /// One page for every reader that is behind, beginning after the one served last.
  void serve_turn() {
    std::vector<std::string> peers;
    for (const auto& [peer, reader] : readers) peers.push_back(peer);
    const auto first = std::upper_bound(peers.begin(), peers.end(), last_served);
    std::rotate(peers.begin(), first, peers.end());
    for (const std::string& peer : peers) {
      Reader& reader = readers.at(peer);
      if (!reader.behind || reader.credit == 0 || Clock::now() < reader.not_before) continue;
      last_served = peer;
      if (!serve(peer, reader)) readers.erase(peer);
    }
  }

  /// False when the reader is to be dropped.
  bool serve(const std::string& peer, Reader& reader) {
    ledger::PageLimit limit = options.page;
    limit.entries_max = static_cast<int>(std::min<std::uint64_t>(static_cast<std::uint64_t>(limit.entries_max), reader.credit));
    const auto page = options.log->read(reader.epoch, reader.cursor, reader.filter, limit);
    if (!page) {
      reader.not_before = Clock::now() + full_wait;
      return true;
    }
    if (const auto* gone = std::get_if<ledger::Gone>(&*page)) {
      tell(peer, "GONE", {{"floor", gone->floor}});
      return false;
    }
    if (const auto* rewound = std::get_if<ledger::Rewound>(&*page)) {
      tell(peer, "EPOCH", {{"epoch", rewound->now.epoch}, {"head", rewound->now.head}, {"floor", rewound->now.floor}});
      return false;
    }
    return send_page(peer, reader, std::get<ledger::Entries>(*page));
  }

  bool send_page(const std::string& peer, Reader& reader, const ledger::Entries& page) {
    for (const ledger::LogEntry& entry : page.entries) {
      const auto sent = wire::send(thread.socket(), {peer, "RECORD", entry.json});
      if (sent == wire::Sent::gone) return false;
      if (sent == wire::Sent::full) {
        reader.not_before = Clock::now() + full_wait;
        return true;
      }
      reader.cursor = entry.seq;
      --reader.credit;
    }
    const bool moved = page.at > reader.cursor || !page.entries.empty();
    reader.cursor = std::max(reader.cursor, page.at);
    reader.behind = moved;
    return !moved || say_at(peer, reader);
  }

  void say_where_readers_are() {
    const auto now = Clock::now();
    for (auto reader = readers.begin(); reader != readers.end();) {
      const bool stays = now < reader->second.next_at || say_at(reader->first, reader->second);
      reader = stays ? std::next(reader) : readers.erase(reader);
    }
  }

  bool say_at(const std::string& peer, Reader& reader) {
    reader.next_at = Clock::now() + at_every;
    const auto now = options.log->state();
    if (!now) return true;
    return tell(peer, "AT", {{"epoch", now->epoch}, {"seq", reader.cursor}}) != wire::Sent::gone;
  }

  wire::Sent tell(const std::string& peer, std::string_view word, const Json& json) {
    return wire::send(thread.socket(), {peer, word, dump_json(json)});
  }
};

LogServer::LogServer(LogServerOptions options) : state_(std::make_unique<State>()) { state_->options = std::move(options); }
LogServer::~LogServer() { stop(); }

Result<Done> LogServer::start() {
  const auto prepare = [](zmq::socket_t& socket) { socket.set(zmq::sockopt::router_mandatory, true); };
  return state_->thread.start({zmq::socket_type::router, state_->options.endpoints, state_->options.keys, prepare},
                              [state = state_.get()] { state->run(); });
}

void LogServer::ring() {
  state_->rung = true;
  state_->thread.ring();
}

void LogServer::change_keys(wire::ServerKeys keys) { state_->thread.change_keys(std::move(keys)); }
void LogServer::stop() { state_->thread.stop(); }

const std::vector<std::string>& LogServer::endpoints() const { return state_->thread.endpoints(); }
std::uint64_t LogServer::refused_frames() const { return state_->refused; }
std::size_t LogServer::readers() const { return state_->reader_count; }

}  // namespace newswired::output
