#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/record_log.h"
#include "daemon/wire/keys.h"
#include "proto/result.h"
#include "proto/time.h"

namespace newswired::output {

struct BroadcasterOptions {
  std::vector<std::string> endpoints;
  std::function<ledger::LogState()> state;  ///< For the beat; called on the broadcaster's thread once a second.
  std::function<Timestamp()> now;
  std::function<std::vector<std::string>(const ledger::LogEntry&)> watching;  ///< Watchlists that an entry matches; may be empty.
  std::size_t queued_max = 100'000;  ///< Entries not yet handed to ZeroMQ; beyond it the oldest go (they are in the log).
  std::optional<wire::ServerKeys> keys;    ///< Needed where an endpoint can be reached from other machines.
};

/// The live socket: every log entry to whoever listens now (XPUB), the notices of a record, and a beat each second. A
/// doorbell: what a subscriber misses here it finds in the log. Slow subscribers lose messages and slow nobody.
///
/// `publish` may be called from any thread and never blocks; entries go out in the order of the calls.
class Broadcaster {
 public:
  explicit Broadcaster(BroadcasterOptions options);
  ~Broadcaster();
  Broadcaster(const Broadcaster&) = delete;
  Broadcaster& operator=(const Broadcaster&) = delete;

  Result<Done> start();
  void publish(std::vector<ledger::LogEntry> entries);
  void change_keys(wire::ServerKeys keys);  ///< Any thread; see `wire::SocketThread`.
  void stop();

  const std::vector<std::string>& endpoints() const;
  std::uint64_t sent() const;     ///< Messages.
  std::uint64_t dropped() const;  ///< Entries that fell out of the queue.

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::output
