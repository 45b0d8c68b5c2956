#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace newswired {

/// The head's one thread of decisions: other threads post what happened, it runs the posts in order. So whatever the
/// walk and the poller know needs no lock.
class Loop {
 public:
  using Clock = std::chrono::steady_clock;

  /// Any thread. What is posted after the loop has ended is dropped.
  void post(std::function<void()> event);

  /// Runs posts, and `tick` after each batch and whenever the moment it last returned has come, until `stop`.
  void run(const std::function<Clock::time_point()>& tick);

  /// Any thread: `run` returns after the batch in hand.
  void stop();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> events_;
  bool stopped_ = false;
};

}  // namespace newswired
