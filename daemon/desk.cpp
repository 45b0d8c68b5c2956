#include "daemon/desk.h"

namespace newswired {

void Desk::submit(hub::Task task, Done done) {
  Key key{task.stage, task.job, task.revision, task.attempt};
  hub::Settled refusal{.stage = task.stage, .job = task.job, .revision = task.revision, .attempt = task.attempt,
                       .end = hub::Settled::End::refused};
  const auto taken = hub_.submit(std::move(task));
  if (taken) {
    waiting_.insert_or_assign(std::move(key), std::move(done));
    return;
  }
  refusal.error = taken.error();
  done(std::move(refusal));
}

void Desk::settled(hub::Settled settled) {
  const auto waiting = waiting_.find({settled.stage, settled.job, settled.revision, settled.attempt});
  if (waiting == waiting_.end()) return;
  const Done done = std::move(waiting->second);
  waiting_.erase(waiting);
  done(std::move(settled));
}

}  // namespace newswired
