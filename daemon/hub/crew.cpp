#include "daemon/hub/crew.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace newswired::hub {

Crew::Crew(const Options& options, const std::string& boot) : options_(options), boot_(boot) {
  for (const auto& [stage, wanted] : options.stages)
    for (int i = 1; i <= wanted.workers; ++i)
      seats_.push_back({.stage = stage, .name = std::string(to_string(stage)) + "-" + std::to_string(i)});
}

std::vector<Stage> Crew::start_due(Moment now) {
  std::vector<Stage> started;
  for (Seat& seat : seats_) {
    if (seat.process || now < seat.start_at) continue;
    auto process = Process::start(options_.worker_command, arguments_of(seat));
    started.push_back(seat.stage);
    if (process) {
      seat.process = std::move(*process);
      seat.hello_by = now + options_.hello_deadline;
    } else {
      spdlog::error("worker {}: cannot be started: {}", seat.name, process.error().message);
      vacate(seat, now);
    }
  }
  return started;
}

std::vector<std::string> Crew::arguments_of(const Seat& seat) const {
  const StageOptions& stage = options_.stages.at(seat.stage);
  std::vector<std::string> arguments{"worker",       std::string(to_string(seat.stage)),
                                     "--connect",    options_.endpoint,
                                     "--boot",       boot_,
                                     "--parent",     std::to_string(::getpid()),
                                     "--in-hand",    std::to_string(Process::mark_fd),
                                     "--memory-max", std::to_string(stage.data_bytes_max),
                                     "--answer-max", std::to_string(options_.message_bytes_max)};
  arguments.insert(arguments.end(), options_.worker_arguments.begin(), options_.worker_arguments.end());
  return arguments;
}

Seat* Crew::with_pid(int pid) {
  const auto found = std::find_if(seats_.begin(), seats_.end(), [&](const Seat& seat) {
    return seat.process && seat.process->pid() == pid;
  });
  return found == seats_.end() ? nullptr : &*found;
}

Seat* Crew::of(const Peer& peer) {
  const auto found = std::find_if(seats_.begin(), seats_.end(),
                                  [&](const Seat& seat) { return seat.process && seat.peer == peer; });
  return found == seats_.end() ? nullptr : &*found;
}

void Crew::kill(Seat& seat, Event end, std::string reason) {
  if (!seat.process || !seat.reason.empty()) return;
  seat.end = end;
  seat.reason = std::move(reason);
  seat.process->kill();
}

void Crew::kill_silent(Moment now) {
  for (Seat& seat : seats_)
    if (seat.process && seat.peer.empty() && now >= seat.hello_by)
      kill(seat, Event::died, "did not say HELLO in time");
}

std::vector<Watch> Crew::watches() const {
  std::vector<Watch> all;
  for (const Seat& seat : seats_) {
    all.push_back({seat.process ? seat.process->exit_fd() : -1});
    all.push_back({seat.process ? seat.process->output_fd() : -1});
  }
  return all;
}

std::vector<std::pair<Seat*, Exit>> Crew::collect(const std::vector<Watch>& watched) {
  std::vector<std::pair<Seat*, Exit>> ended;
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    Seat& seat = seats_[i];
    if (!seat.process) continue;
    const auto print = [&](std::string_view line) { spdlog::warn("worker {}: {}", seat.name, line); };
    if (watched[2 * i + 1].readable) seat.process->read_output(print);
    if (!watched[2 * i].readable) continue;
    const auto exit = seat.process->reap();
    if (!exit) continue;
    // Its last words; a process it may have left behind must not hold us, so a few chunks and no more.
    for (int chunk = 0; chunk < 4 && seat.process->output_fd() >= 0; ++chunk)
      seat.process->read_output(print);
    ended.emplace_back(&seat, *exit);
  }
  return ended;
}

void Crew::vacate(Seat& seat, Moment now) {
  seat.process.reset();
  seat.peer.clear();
  seat.end = Event::died;
  seat.reason.clear();
  ++seat.failures;
  seat.start_at = now + restart_delay(seat.failures);
}

bool Crew::any_alive() const {
  return std::any_of(seats_.begin(), seats_.end(), [](const Seat& seat) { return seat.process.has_value(); });
}

std::optional<Moment> Crew::next_moment() const {
  std::optional<Moment> first;
  for (const Seat& seat : seats_) {
    if (seat.process && !seat.peer.empty()) continue;
    if (!seat.reason.empty()) continue;  // Killed: its exit will wake us.
    const Moment moment = seat.process ? seat.hello_by : seat.start_at;
    if (!first || moment < *first) first = moment;
  }
  return first;
}

}  // namespace newswired::hub
