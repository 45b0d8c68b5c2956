#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>

#include "daemon/hub/hub.h"

namespace newswired {

/// Hands jobs to the hub and each answer to whoever asked. The head's loop owns it; `settled` must be called on the
/// loop.
class Desk {
 public:
  using Done = std::function<void(hub::Settled)>;

  explicit Desk(hub::Hub& hub) : hub_(hub) {}

  /// `done` is called exactly once, also when the hub refuses the task (as `refused` with its error).
  void submit(hub::Task task, Done done);

  void settled(hub::Settled settled);

 private:
  using Key = std::tuple<Stage, std::string, int, int>;

  hub::Hub& hub_;
  std::map<Key, Done> waiting_;
};

}  // namespace newswired
