#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/hub/board.h"
#include "daemon/hub/processes.h"
#include "daemon/hub/router.h"

namespace newswired::hub {

/// A place for one worker: it outlives the processes that take it.
struct Seat {
  Stage stage = Stage::parse;
  std::string name;  ///< For the log: "entities-2".
  std::optional<Process> process;
  Peer peer;                ///< Empty until its HELLO.
  Event end = Event::died;  ///< What its end will mean.
  std::string reason;       ///< Why the hub killed it; empty when it did not.
  int failures = 0;         ///< Ends in a row without a task settled in between.
  Moment start_at{};        ///< When an empty seat is taken again.
  Moment hello_by{};
};

/// The worker processes: started, watched, started again. Owned by the hub's thread.
class Crew {
 public:
  Crew(const Options& options, const std::string& boot);

  /// Starts what is due. Returns how many of each seat's stage were started, in order.
  std::vector<Stage> start_due(Moment now);

  Seat* with_pid(int pid);
  Seat* of(const Peer& peer);

  /// SIGKILL; `end` is what the exit will be settled as.
  void kill(Seat& seat, Event end, std::string reason);
  /// Kills those that have not said HELLO in time.
  void kill_silent(Moment now);

  /// Descriptors to poll, and what came of it: prints the output of workers and returns the seats whose
  /// process has ended, with the exit. `vacate` must be called for each.
  std::vector<Watch> watches() const;
  std::vector<std::pair<Seat*, Exit>> collect(const std::vector<Watch>& watched);
  void vacate(Seat& seat, Moment now);

  std::vector<Seat>& seats() { return seats_; }
  bool any_alive() const;
  std::optional<Moment> next_moment() const;

 private:
  std::vector<std::string> arguments_of(const Seat& seat) const;

  const Options& options_;
  const std::string& boot_;
  std::vector<Seat> seats_;
};

}  // namespace newswired::hub
