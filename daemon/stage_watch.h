#pragma once

#include <chrono>
#include <map>
#include <set>

#include "daemon/hub/hub.h"

namespace newswired {

/// Which stages articles go without, because no worker of theirs has been there for too long (`[stages]
/// entities_missing`, `quotes_missing`, `missing_after`). A worker that hangs is killed at its deadline, so a stage that is
/// not there is one whose workers cannot start, or one of workers on other machines that are away. Pure.
class StageWatch {
 public:
  using Clock = std::chrono::steady_clock;

  /// How long a stage is waited for. A stage that is not named is waited for without end.
  using Patience = std::map<Stage, std::chrono::milliseconds>;

  explicit StageWatch(Patience patience = {}) : patience_(std::move(patience)) {}

  void set_patience(Patience patience) { patience_ = std::move(patience); }

  /// Call it about once a second with the hub's figures.
  void update(Clock::time_point now, const hub::Stats& stats);

  /// To be left out until a worker of the stage is ready again.
  const std::set<Stage>& given_up() const { return given_up_; }

  /// Whether every stage that may be left out has a worker: what was published without one can be made up for.
  bool all_there() const { return all_there_; }

 private:
  Patience patience_;
  std::map<Stage, Clock::time_point> last_seen_;
  std::set<Stage> given_up_;
  bool all_there_ = false;
};

}  // namespace newswired
