#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/wire/keys.h"
#include "proto/result.h"
#include "proto/time.h"

namespace newswired::output {

/// One entry of the log, as it came.
struct Received {
  std::uint64_t seq = 0;
  std::string epoch;
  std::string json;
};

/// What a log client may be told instead of entries.
struct LogGone {
  std::uint64_t floor = 0;
};
struct LogRewound {
  std::string epoch;
  std::uint64_t head = 0;
  std::uint64_t floor = 0;
};
struct LogQuiet {};  ///< Nothing new within the wait.
using LogNews = std::variant<Received, LogQuiet, LogGone, LogRewound>;

/// A durable subscriber (DEALER): reads from where it is told, grants credit as it goes, asks again from its cursor when
/// the server was away, and never shows an entry twice. Not thread-safe.
class LogClient {
 public:
  struct Options {
    std::string endpoint = "tcp://127.0.0.1:7602";
    std::string epoch;  ///< Empty: the present one.
    std::uint64_t after = 0;
    std::vector<std::string> topics;
    std::uint64_t credit = 256;
    std::chrono::milliseconds silence_max{5'000};  ///< Then it connects anew.
    std::optional<wire::ClientKeys> keys;  ///< For a server with keys.
  };

  explicit LogClient(Options options);
  ~LogClient();
  LogClient(const LogClient&) = delete;
  LogClient& operator=(const LogClient&) = delete;

  /// Connects; the error names an endpoint that is none.
  Result<Done> connect();

  /// The next entry, waiting at most `wait`. After `LogGone` or `LogRewound` nothing more comes until `read_from`.
  Result<LogNews> next(std::chrono::milliseconds wait);

  /// Asks anew from a place.
  void read_from(std::string epoch, std::uint64_t after);

  /// The place before the first entry logged at or after `time`.
  Result<std::uint64_t> place_at(Timestamp time, std::chrono::milliseconds wait);

  /// Where a later client goes on: the larger of the last RECORD and AT.
  std::uint64_t cursor() const;
  const std::string& epoch() const;
  bool heard() const;  ///< Whether the server ever answered.

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A casual subscriber (SUB) of the live socket. Not thread-safe.
class LiveClient {
 public:
  struct Message {
    std::string topic;
    std::string json;
  };

  LiveClient();
  ~LiveClient();
  LiveClient(const LiveClient&) = delete;
  LiveClient& operator=(const LiveClient&) = delete;

  /// Subscribes to `topics` (prefixes; none means all) of `endpoint`.
  Result<Done> connect(const std::string& endpoint, const std::vector<std::string>& topics,
                       const std::optional<wire::ClientKeys>& keys = std::nullopt);
  std::optional<Message> next(std::chrono::milliseconds wait);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::output
