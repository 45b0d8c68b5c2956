#pragma once

namespace newswired::hub {

/// What the hub learns about a task it gave to a worker.
enum class Event {
  answered,   ///< An answer frame came.
  failed,     ///< The stage reported a failure.
  died,       ///< The worker is gone.
  timed_out,  ///< The worker was killed at the deadline.
};

/// What is known about the lease the event speaks of.
struct LeaseFacts {
  bool held = false;     ///< The worker holds a task of exactly this (boot, job, revision, stage, attempt).
  bool in_hand = false;  ///< It was working on it (of use for died and timed_out).
  int returns = 0;       ///< How often the task was given back already.
};

enum class Verdict { ignore, answered, refused, died, timed_out, give_back };

/// A task that is given back more often than this was in some way the cause: it counts as died.
inline constexpr int returns_max = 16;

/// What becomes of a task. Pure: the board carries it out.
Verdict settle(Event event, const LeaseFacts& facts);

}  // namespace newswired::hub
