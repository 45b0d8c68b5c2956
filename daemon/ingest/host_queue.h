#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace newswired::ingest {

/// How one host is treated.
struct HostLimits {
  int connections_max = 1;  ///< `fetch.host_connections`: requests at a time.
  std::chrono::milliseconds delay{
      1000};  ///< `fetch.host_delay`: from one request's end to the next one's start.
  std::chrono::seconds hold_first{5 * 60};   ///< How long a 429 without Retry-After holds the host; doubles.
  std::chrono::seconds hold_max{24 * 3600};  ///< The longest hold, whatever the server asks for.
};

/// Who may be asked next: requests wait in a line for each host, and no host's line delays another's.
///
/// Pure: time is an argument, from any one monotonic clock, and never runs backwards. Not thread-safe: the
/// fetch thread owns it. Memory: the waiting requests; a host is forgotten once it is idle and may be asked
/// again.
class HostQueue {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  using Ticket = std::uint64_t;

  explicit HostQueue(HostLimits limits) : limits_(limits) {}

  /// `ticket` waits for its turn at `host`.
  void add(Ticket ticket, const std::string& host);

  /// The tickets whose turn is now, at most `count_max`, hosts that have waited longest first. Each counts as
  /// a request in flight until `finished`.
  std::vector<Ticket> start(Instant now, int count_max);

  /// A request that `start` returned has ended.
  void finished(const std::string& host, Instant now);

  /// The host answered 429: nothing starts before `asked` (or a wait that doubles with each 429 in a row, 20
  /// % shorter to 20 % longer by the host's name) has passed. Returns the tickets that were waiting; they
  /// have left the line.
  std::vector<Ticket> hold(const std::string& host, Instant now, std::optional<std::chrono::seconds> asked);

  /// The host answered without a 429: the next hold is a first one again.
  void answered(const std::string& host);

  /// Until when the host is held; nothing when it is not.
  std::optional<Instant> held_until(const std::string& host, Instant now) const;

  /// When `start` has something to return next, as far as time decides; nothing when only `finished` or `add`
  /// can.
  std::optional<Instant> next_start() const;

  /// Empties every line; returns the tickets that waited.
  std::vector<Ticket> clear();

  std::size_t waiting_count() const { return waiting_count_; }

 private:
  struct Host {
    std::deque<Ticket> waiting;
    int active_count = 0;
    int hold_count = 0;  // 429s in a row
    Instant open_at{};   // nothing starts before
    Instant held_until{};
    bool listed = false;  // is in ready_ under open_at
  };

  void list(const std::string& name, Host& host);
  void forget_idle(Instant now);

  HostLimits limits_;
  std::unordered_map<std::string, Host> hosts_;
  std::set<std::pair<Instant, std::string>>
      ready_;  // hosts with a line and a free connection, by when they open
  std::set<std::pair<Instant, std::string>>
      idle_;  // hosts with neither line nor request, by when they can be forgotten
  std::size_t waiting_count_ = 0;
};

}  // namespace newswired::ingest
