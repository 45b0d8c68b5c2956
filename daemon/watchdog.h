#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace newswired {

/// How often each part that must not hang has moved.
struct Pulse {
  std::uint64_t scheduler = 0;  ///< Turns of the loop that polls and walks.
  std::uint64_t writer = 0;     ///< Questions that the ledger's writer answered.
  std::uint64_t hub = 0;        ///< Turns of the hub's thread.
};

/// Decides when the service manager hears that the daemon is alive: only when every part has moved since it was told last,
/// so that a thread that ticks cannot hide one that hangs. Pure; not thread-safe.
class Watchdog {
 public:
  using Clock = std::chrono::steady_clock;

  /// `interval`: after which the manager gives up on a daemon it has not heard from; zero: nobody listens.
  explicit Watchdog(std::chrono::microseconds interval) : interval_(interval) {}

  /// Whether to look at the pulse now: three times in an interval.
  bool is_due(Clock::time_point now) const { return interval_.count() > 0 && now >= next_; }

  /// Whether to tell the manager. Call it when due.
  bool is_alive(const Pulse& pulse, Clock::time_point now);

 private:
  std::chrono::microseconds interval_;
  Clock::time_point next_{};
  std::optional<Pulse> told_;  ///< As it was when the manager was told last.
};

}  // namespace newswired
