#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/wire/keys.h"
#include "proto/envelope.h"
#include "proto/result.h"

namespace newswired::hub {

/// One job for one stage. (stage, job, revision, attempt) names it and comes back in its `Settled`.
struct Task {
  Stage stage = Stage::parse;
  std::string job;  ///< An article id, or `feed:<id>`; UTF-8, 1 KiB at most.
  int revision = 0;
  int attempt = 1;
  std::vector<std::string> frames;  ///< The stage's input, 1 to 16 frames.
};

/// How a task ended.
struct Settled {
  enum class End {
    answered,   ///< `frame` is the stage's own frame.
    refused,    ///< The stage looked at it and reported `error`.
    died,       ///< The worker crashed or was killed with this task in hand.
    timed_out,  ///< The worker held it longer than the stage's deadline and was killed.
  };

  Stage stage = Stage::parse;
  std::string job;
  int revision = 0;
  int attempt = 1;
  End end = End::answered;
  std::string frame;
  Error error;  ///< Set unless answered.
};

/// What one stage gets.
struct StageOptions {
  int workers = 1;                             ///< Processes kept running; 0: all come from elsewhere.
  std::chrono::milliseconds deadline{30'000};  ///< For one task, from when its worker takes it up.
  std::uint64_t data_bytes_max = 2ull << 30;   ///< RLIMIT_DATA of a worker; 0 sets none.
  std::string model;                           ///< The model a worker must name in its HELLO; empty: any.
  std::size_t tasks_max = 100'000;             ///< Submitted and not yet settled.
  std::uint64_t task_bytes_max = 1ull << 30;   ///< The same, in bytes of frames.
};

/// Where workers on other machines connect.
struct RemoteEndpoint {
  std::string endpoint;                  ///< `tcp://ADDRESS:PORT`.
  std::optional<wire::ServerKeys> keys;  ///< Needed off loopback; the clients are the workers.
};

struct Options {
  std::vector<RemoteEndpoint> remote = {};
  std::string endpoint;                  ///< `ipc://PATH`, the path 107 bytes at most, its folder 0700.
  std::map<Stage, StageOptions> stages;  ///< Stages left out have no workers and refuse tasks.
  std::string worker_command;            ///< Path of the program that is run as `PROGRAM worker STAGE …`.
  std::vector<std::string> worker_arguments;  ///< Appended to each worker's command line.
  int credit = 4;                             ///< Tasks a worker holds at once; only the first is worked on.
  std::chrono::milliseconds hello_deadline{
      60'000};                                ///< From a worker's start to its HELLO (it loads a model).
  std::size_t message_bytes_max = 64u << 20;  ///< Of one task's frames, and of an answer.
};

struct StageStats {
  std::size_t workers_ready = 0;
  std::size_t queued = 0;  ///< Submitted, not yet given to a worker.
  std::size_t leased = 0;  ///< With a worker.
  std::uint64_t answered = 0;
  std::uint64_t refused = 0;
  std::uint64_t died = 0;
  std::uint64_t timed_out = 0;
  std::uint64_t returned = 0;  ///< Given back to the queue because their worker went before it took them up.
  std::uint64_t starts = 0;    ///< Workers started, the first ones included.
};

struct Stats {
  std::map<Stage, StageStats> stages;
  std::uint64_t frames_dropped = 0;  ///< Messages that were no envelope of ours.
  std::uint64_t answers_late = 0;    ///< Answers to what their worker no longer held.
  std::uint64_t hellos_refused = 0;  ///< Workers of another head, stage or model.
  std::uint64_t loops = 0;           ///< Turns of the hub's thread: it is alive while this grows.
};

/// The head's ROUTER to its workers, and the worker processes themselves.
///
/// Each task is settled exactly once, unless the hub is stopped before. A worker that crashes or hangs costs
/// the task in its hand and is started again; tasks it held but had not begun go to another worker,
/// uncounted. Nothing here is durable: after a restart the ledger dispatches again what is unfinished.
///
/// `submit`, `stats`, `ready` may be called from any thread. `on_settled` runs on the hub's thread and must
/// not block: every worker waits while it does. It may call `submit`, never `stop`.
class Hub {
 public:
  Hub(Options options, std::function<void(Settled)> on_settled);
  ~Hub();  ///< Stops with a deadline of 0 when `stop` was not called.
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  /// Binds the endpoint and starts the workers. Call it once; hold a lock on the state directory before it,
  /// since binding a path that another process serves steals it silently.
  Result<Done> start();

  /// Queues a task. `limit`: the stage's queue is full or the task too large; `unavailable`: the hub is
  /// stopped; `invalid`: no such stage. Nothing was taken then, and nothing will be settled.
  Result<Done> submit(Task task);

  /// Gives no more tasks out, lets workers finish what is in their hands, and kills those that are left after
  /// `deadline`. What was not settled by then stays unsettled.
  void stop(std::chrono::milliseconds deadline);

  /// Any thread: other keys for the remote endpoints, in their order. They are closed and bound again; the tasks of the
  /// workers behind them go to others, uncounted.
  void change_keys(std::vector<wire::ServerKeys> keys);

  /// The remote endpoints as they were bound.
  std::vector<std::string> remote_endpoints() const;

  Stats stats() const;
  bool ready(Stage stage) const;  ///< At least one worker of the stage has said HELLO.
  const std::string& boot() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace newswired::hub
