#pragma once

#include <chrono>

#include "daemon/hub/hub.h"
#include "daemon/ledger/writer.h"
#include "daemon/loop.h"
#include "daemon/stage_watch.h"
#include "daemon/walk.h"

namespace newswired {

/// Carries out the policy of stages without a worker: tells the walk which ones to leave out, and has what was published
/// without them published again, in portions and behind what is new, once every stage is back. On the head's loop.
class MissingStages {
 public:
  using Clock = StageWatch::Clock;

  static constexpr int reissued_at_once = 50;  ///< Articles.
  static constexpr std::chrono::seconds more_every{1};
  static constexpr std::chrono::seconds look_every{5};

  struct Parts {
    Loop& loop;
    ledger::Writer& ledger;
    Walk& walk;
  };

  MissingStages(StageWatch::Patience patience, Parts parts) : watch_(std::move(patience)), parts_(parts) {}

  /// After a reload.
  void set_patience(StageWatch::Patience patience) { watch_.set_patience(std::move(patience)); }

  /// Call it about once a second with the hub's figures.
  void tick(Clock::time_point now, const hub::Stats& stats);

 private:
  void tell(const std::set<Stage>& before);
  void reissue();

  StageWatch watch_;
  Parts parts_;
  Clock::time_point next_look_{};
};

}  // namespace newswired
