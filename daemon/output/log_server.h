#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/record_log.h"
#include "daemon/wire/keys.h"
#include "proto/result.h"

namespace newswired::output {

struct LogServerOptions {
  std::vector<std::string> endpoints;
  const ledger::RecordLog* log = nullptr;
  std::function<bool(const ledger::LogEntry&, const std::string& prefix)> watched;  ///< `TopicFilter::watched`.
  std::size_t readers_max = 1'000;       ///< At once; one more is answered ERROR.
  std::uint64_t credit_max = 1'000'000;  ///< What one reader may save up.
  ledger::PageLimit page{100, 256 << 10};  ///< One turn of one reader; turns go round, so shares are fair.
  std::optional<wire::ServerKeys> keys;          ///< Needed where an endpoint can be reached from other machines.
};

/// The log socket: streams any range of the log, old then new without a seam.
///
/// A DEALER sends one JSON frame: `{"op":"READ","epoch":"…"|null,"after":SEQ,"topics":[…],"credit":N}`,
/// `{"op":"CREDIT","n":N}`, `{"op":"STOP"}`, or `{"op":"SEQ_AT","time":"RFC 3339"}` (answered `AT` with the place before
/// the first entry logged at that time, and with the time, which tells it from the other AT marks). It gets two frames, a word and JSON: RECORD, AT, GONE, EPOCH, ERROR.
/// A reader that does not read loses nothing and slows nobody: it gets more when there is room.
class LogServer {
 public:
  explicit LogServer(LogServerOptions options);
  ~LogServer();
  LogServer(const LogServer&) = delete;
  LogServer& operator=(const LogServer&) = delete;

  Result<Done> start();

  /// Any thread: there are new entries.
  void ring();
  void change_keys(wire::ServerKeys keys);  ///< Any thread; see `wire::SocketThread`. Readers have to ask anew.
  void stop();

  const std::vector<std::string>& endpoints() const;
  std::uint64_t refused_frames() const;  ///< Messages that were no request.
  std::size_t readers() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::output
