#include "daemon/loop.h"

namespace newswired {

void Loop::post(std::function<void()> event) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    events_.push_back(std::move(event));
  }
  changed_.notify_one();
}

void Loop::run(const std::function<Clock::time_point()>& tick) {
  std::vector<std::function<void()>> batch;
  while (true) {
    const Clock::time_point next = tick();
    {
      std::unique_lock lock(mutex_);
      changed_.wait_until(lock, next, [this] { return stopped_ || !events_.empty(); });
      if (stopped_) return;
      batch.swap(events_);
    }
    for (const auto& event : batch) event();
    batch.clear();
  }
}

void Loop::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    events_.clear();
  }
  changed_.notify_one();
}

}  // namespace newswired
