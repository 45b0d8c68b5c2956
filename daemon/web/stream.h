#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "daemon/ledger/record_log.h"

namespace newswired::web {

/// Where a stream goes on: what `Last-Event-ID` says, `EPOCH:SEQ`.
struct StreamPlace {
  std::string epoch;
  std::uint64_t seq = 0;

  bool operator==(const StreamPlace&) const = default;
};
std::optional<StreamPlace> parse_place(const std::string& id);

/// The log as server-sent events: one event an entry, its card as data and its place as id. Each stream holds a thread of
/// the listener while it lasts, so there are at most `streams_max` of them.
///
/// An event `reset` with epoch, head and floor tells that the asked place is not in this log (another epoch, or beyond
/// retention); what is left of the log follows. Any thread.
class Streams {
 public:
  Streams(const ledger::RecordLog* log, int streams_max) : log_(log), streams_max_(streams_max) {}

  /// Writes to one client until it goes, `stop` is called, or the stream's longest life is over (it then asks again).
  /// `write` answers false when the client is gone; `is_open` is asked each second.
  struct Client {
    std::function<bool(const std::string&)> write;
    std::function<bool()> is_open;
  };
  void serve(StreamPlace place, const Client& client);

  /// A place among the `streams_max`, held as long as the answer lives; null when all are taken.
  std::shared_ptr<void> take_slot();
  int open() const;

  void ring();  ///< The log has grown. Never blocks.
  void stop();  ///< Ends every stream within a moment.

 private:
  bool send_page(StreamPlace& place, const Client& client, bool& more) const;
  bool wait(std::uint64_t& seen);

  const ledger::RecordLog* log_;
  int streams_max_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::uint64_t rings_ = 0;
  int open_ = 0;
  bool stopping_ = false;
};

}  // namespace newswired::web
