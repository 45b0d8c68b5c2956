#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "daemon/ledger/record_log.h"
#include "daemon/search/index.h"

namespace newswired::search {

/// How the index stands to the log; readable from any thread.
struct FeederStats {
  std::uint64_t cursor = 0;
  std::uint64_t entries = 0;  ///< Taken in since the start.
  bool caught_up = false;     ///< Nothing was left in the log at the last look.
  std::string trouble;        ///< Why it cannot go on now; empty when it can. Tried again each second.
};

/// Reads the log into the index, on a thread of its own: page by page after a start, then what is new each time it is
/// rung. Begins anew when the log has another epoch, or has dropped what it had not read.
class Feeder {
 public:
  Feeder(Index index, const ledger::RecordLog& log);
  ~Feeder();
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;

  void start();
  void ring();  ///< Any thread, never blocks: the log has grown.
  void stop();

  FeederStats stats() const;

  /// Whether the index has come to `seq` within `wait`. Any thread.
  bool reaches(std::uint64_t seq, std::chrono::milliseconds wait) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::search
