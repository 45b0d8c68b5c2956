#include "daemon/stage_watch.h"

namespace newswired {

void StageWatch::update(Clock::time_point now, const hub::Stats& stats) {
  given_up_.clear();
  all_there_ = true;
  for (const auto& [stage, patience] : patience_) {
    const auto of_stage = stats.stages.find(stage);
    const bool there = of_stage != stats.stages.end() && of_stage->second.workers_ready > 0;
    // Before the first look a stage counts as seen: the head has just started it.
    const auto seen = last_seen_.try_emplace(stage, now).first;
    if (there)
      seen->second = now;
    else if (now - seen->second >= patience)
      given_up_.insert(stage);
    all_there_ = all_there_ && there;
  }
}

}  // namespace newswired
