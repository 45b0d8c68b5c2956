#include "daemon/hub/inbox.h"

#include <utility>

namespace newswired::hub {
namespace {

constexpr std::size_t frames_max = 16;
constexpr std::size_t job_bytes_max = 1024;

}  // namespace

std::size_t bytes_of(const Task& task) {
  std::size_t sum = 0;
  for (const std::string& frame : task.frames) sum += frame.size();
  return sum;
}

Inbox::Inbox(std::map<Stage, StageOptions> stages, std::size_t message_bytes_max)
    : stages_(std::move(stages)),
      message_bytes_max_(message_bytes_max) {}

Result<Done> Inbox::push(Task task) {
  const auto stage = stages_.find(task.stage);
  const std::string name(to_string(task.stage));
  if (stage == stages_.end())
    return Error{ErrorKind::invalid, "hub: the stage " + name + " has no workers here"};
  const std::size_t bytes = bytes_of(task);
  if (task.frames.empty() || task.frames.size() > frames_max || bytes > message_bytes_max_ ||
      task.job.size() > job_bytes_max)
    return Error{ErrorKind::limit, "hub: task " + task.job.substr(0, 80) + " for " + name +
                                       " is too large: 16 frames and " + std::to_string(message_bytes_max_) +
                                       " bytes at most, at least one frame"};
  {
    const std::lock_guard lock(mutex_);
    if (stop_at_) return Error{ErrorKind::unavailable, "hub: stopped"};
    Load& load = load_[task.stage];
    if (load.tasks >= stage->second.tasks_max || load.bytes + bytes > stage->second.task_bytes_max)
      return Error{ErrorKind::limit, "hub: the queue of " + name + " is full"};
    ++load.tasks;
    load.bytes += bytes;
    tasks_.push_back(std::move(task));
    if (tasks_.size() > 1) return Done{};  // The bell was rung for the first one.
  }
  bell_.ring();
  return Done{};
}

void Inbox::ask_to_stop(std::chrono::steady_clock::time_point deadline) {
  {
    const std::lock_guard lock(mutex_);
    stop_at_ = deadline;
  }
  bell_.ring();
}

void Inbox::change_keys(std::vector<wire::ServerKeys> keys) {
  {
    const std::lock_guard lock(mutex_);
    new_keys_ = std::move(keys);
  }
  bell_.ring();
}

std::optional<std::vector<wire::ServerKeys>> Inbox::new_keys() {
  const std::lock_guard lock(mutex_);
  return std::exchange(new_keys_, std::nullopt);
}

std::vector<Task> Inbox::take() {
  // The bell first: a task that is pushed in between rings it again.
  bell_.clear();
  const std::lock_guard lock(mutex_);
  return std::exchange(tasks_, {});
}

std::optional<std::chrono::steady_clock::time_point> Inbox::stop_at() const {
  const std::lock_guard lock(mutex_);
  return stop_at_;
}

void Inbox::settled(Stage stage, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  Load& load = load_[stage];
  --load.tasks;
  load.bytes -= bytes;
}

}  // namespace newswired::hub
