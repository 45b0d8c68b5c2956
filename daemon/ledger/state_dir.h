#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "proto/result.h"

namespace newswired::ledger {

/// The folder of state, held by one process: it has the flock on `<path>/lock` until this goes.
class StateDir {
 public:
  /// Creates the folder (0700) when it is missing. `unavailable` when another process holds it.
  static Result<StateDir> hold(const std::string& path);

  StateDir(StateDir&& other) noexcept;
  StateDir& operator=(StateDir&& other) noexcept;
  ~StateDir();

  const std::string& path() const { return path_; }
  std::string ledger_file() const;

 private:
  StateDir(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_ = -1;
};

/// Where the ledger of `state_dir` stands.
std::string ledger_file(const std::string& state_dir);

/// How far the log had come when this was last saved.
struct HeadMark {
  std::string epoch;
  std::uint64_t seq = 0;

  bool operator==(const HeadMark&) const = default;
};

/// `<state_dir>/head`; nothing when it is missing or no head mark.
std::optional<HeadMark> load_head_mark(const std::string& state_dir);

/// Replaces it and waits until it is on the disk.
Result<Done> save_head_mark(const std::string& state_dir, const HeadMark& mark);

}  // namespace newswired::ledger
