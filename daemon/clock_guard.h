#pragma once

#include <chrono>

#include "proto/time.h"

namespace newswired {

/// Tells whether the wall clock may be believed when it says that something is old enough to be thrown away.
///
/// A clock that is set wrong by years (no battery, a bad time server) would empty the log and the memory of what was seen
/// in one step. So the wall clock is compared with one that nobody can set: after a jump of more than an hour nothing is
/// thrown away for a day, in which the clock can be put right. Pure: both times are arguments.
class ClockGuard {
 public:
  static constexpr std::chrono::hours jump_max{1};
  static constexpr std::chrono::hours patience{24};

  /// `steady` is time since boot, suspended time included (CLOCK_BOOTTIME). The first call is believed.
  bool believes(Timestamp wall, std::chrono::seconds steady);

  /// How far the clock jumped when `believes` last said no; negative when it was turned back.
  std::chrono::seconds jump() const { return jump_; }

 private:
  bool known_ = false;
  std::chrono::seconds offset_{};  ///< The wall clock's distance from the steady one, as believed.
  std::chrono::seconds doubt_since_{};
  std::chrono::seconds jump_{};
  bool doubts_ = false;
};

}  // namespace newswired
