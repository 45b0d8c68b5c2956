#include "daemon/clock_guard.h"

namespace newswired {

bool ClockGuard::believes(Timestamp wall, std::chrono::seconds steady) {
  const std::chrono::seconds offset = wall.time_since_epoch() - steady;
  if (!known_) {
    known_ = true;
    offset_ = offset;
  }
  const std::chrono::seconds jump = offset - offset_;
  if (std::chrono::abs(jump) <= jump_max) {
    // Small steps are a time server's work: followed, so that many of them never count as one jump.
    offset_ = offset;
    doubts_ = false;
    return true;
  }
  // Another jump while in doubt starts the day anew.
  if (!doubts_ || std::chrono::abs(jump - jump_) > jump_max) doubt_since_ = steady;
  doubts_ = true;
  jump_ = jump;
  if (steady - doubt_since_ < patience) return false;
  offset_ = offset;
  doubts_ = false;
  return true;
}

}  // namespace newswired
