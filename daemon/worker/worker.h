#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "daemon/wire/keys.h"
#include "proto/envelope.h"
#include "proto/result.h"

namespace newswired::worker {

/// What a stage does with one task: its own frame, or why there is none. May throw: an exception is reported
/// as a failure of the task, and the worker goes on.
using StageFunction = std::function<Result<std::string>(const Header&, std::span<const std::string> frames)>;

struct WorkerOptions {
  Stage stage = Stage::parse;
  std::string endpoint;                      ///< The head's, `ipc://…` or `tcp://…`.
  std::string server_key_file;               ///< For an encrypted endpoint: the head's public key,
  std::string key_file;                      ///< and this worker's own pair; `start` reads both.
  std::optional<wire::ClientKeys> keys;
  std::string boot;                          ///< The head that started it; empty: any, started by hand.
  pid_t parent = 0;                          ///< Leave when this is no longer the parent; 0: none.
  int in_hand_fd = -1;                       ///< A file to write the task in hand into; -1: none.
  std::uint64_t data_bytes_max = 0;          ///< RLIMIT_DATA; 0: none.
  std::size_t answer_bytes_max = 64u << 20;  ///< A larger answer is a failure of the task.
  std::string models;                        ///< Folder of the model files; empty: where they lie by themselves.
  std::string model = "en";                  ///< Name of the model.
  std::chrono::milliseconds beat_interval{2'000};
  std::chrono::milliseconds head_silence_max{
      30'000};  ///< The head returns each beat; after this it is taken for dead.
};

/// How `serve` ended; also the process's exit status.
inline constexpr int exit_asked = 0;    ///< The head said bye after it had said HELLO.
inline constexpr int exit_refused = 1;  ///< The head said bye before: the reason is on stderr.
inline constexpr int exit_alone = 3;    ///< The head is gone.

/// Says HELLO and works off tasks, one after another, until the head says bye or is gone. Runs in one thread;
/// the stage runs in it too, so that a beat proves a working stage and not a living process. `model` is what
/// the stage was loaded from; empty for none.
int serve(const WorkerOptions& options, const std::string& model, const StageFunction& stage);

}  // namespace newswired::worker
