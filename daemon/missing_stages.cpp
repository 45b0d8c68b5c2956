#include "daemon/missing_stages.h"

#include "daemon/log/log.h"

namespace newswired {

void MissingStages::tick(Clock::time_point now, const hub::Stats& stats) {
  const auto before = watch_.given_up();
  watch_.update(now, stats);
  if (watch_.given_up() != before) tell(before);
  if (!watch_.all_there() || now < next_look_ || parts_.walk.counts().in_stages >= reissued_at_once) return;
  next_look_ = Clock::time_point::max();
  reissue();
}

void MissingStages::tell(const std::set<Stage>& before) {
  const auto about = [](Stage stage) { return log::About{.stage = std::string(to_string(stage))}; };
  for (const Stage stage : watch_.given_up())
    if (!before.contains(stage)) log::warn(about(stage), "no worker: articles are published without the stage until one is there");
  for (const Stage stage : before)
    if (!watch_.given_up().contains(stage)) log::info(about(stage), "the stage is waited for again");
  parts_.walk.leave_out(watch_.given_up());
}

void MissingStages::reissue() {
  parts_.ledger.run([this](ledger::Ledger& ledger) {
    const auto count = ledger.reissue(reissued_at_once);
    parts_.loop.post([this, count] {
      const bool more = count && *count > 0;
      next_look_ = Clock::now() + (more ? more_every : look_every);
      if (!more) return;
      log::info({}, "{} articles are published again with the stage that was missing", *count);
      parts_.walk.wake();
    });
  });
}

}  // namespace newswired
