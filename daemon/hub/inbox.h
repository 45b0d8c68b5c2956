#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "daemon/hub/hub.h"
#include "daemon/wire/wakeup.h"

namespace newswired::hub {

/// How work enters the hub's thread: a locked queue with an eventfd that is polled beside the socket.
///
/// `push`, `change_keys` and `ask_to_stop` from any thread, the rest from the hub's.
class Inbox {
 public:
  Inbox(std::map<Stage, StageOptions> stages, std::size_t message_bytes_max);

  /// Refuses what is too large, too much, or of no stage here; see Hub::submit.
  Result<Done> push(Task task);
  void change_keys(std::vector<wire::ServerKeys> keys);
  void ask_to_stop(std::chrono::steady_clock::time_point deadline);

  int fd() const { return bell_.fd(); }
  std::vector<Task> take();
  std::optional<std::vector<wire::ServerKeys>> new_keys();  ///< Since it was last asked.
  std::optional<std::chrono::steady_clock::time_point> stop_at() const;
  void settled(Stage stage, std::size_t bytes);  ///< Makes room again.

 private:
  struct Load {
    std::size_t tasks = 0;
    std::uint64_t bytes = 0;
  };

  const std::map<Stage, StageOptions> stages_;
  const std::size_t message_bytes_max_;
  wire::Wakeup bell_;
  mutable std::mutex mutex_;
  std::vector<Task> tasks_;                                       // guarded by mutex_
  std::map<Stage, Load> load_;                                    // guarded by mutex_
  std::optional<std::vector<wire::ServerKeys>> new_keys_;         // guarded by mutex_
  std::optional<std::chrono::steady_clock::time_point> stop_at_;  // guarded by mutex_
};

std::size_t bytes_of(const Task& task);

}  // namespace newswired::hub
