#include "daemon/watchdog.h"

namespace newswired {

bool Watchdog::is_alive(const Pulse& pulse, Clock::time_point now) {
  next_ = now + interval_ / 3;
  const bool moved = !told_ || (pulse.scheduler > told_->scheduler && pulse.writer > told_->writer && pulse.hub > told_->hub);
  if (moved) told_ = pulse;
  return moved;
}

}  // namespace newswired
