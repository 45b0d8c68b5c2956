#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/access.h"
#include "daemon/output/broadcaster.h"
#include "daemon/output/log_server.h"
#include "daemon/output/watchlists.h"

namespace newswired {

/// Where entries leave: a broadcast and a log socket for this machine, in the clear; both again for endpoints that others
/// reach, under the server's key; and again under its next one while it is being changed (CURVE binds a whole socket).
class Outlets {
 public:
  struct Sources {
    const ledger::RecordLog& log;
    const output::Watchlists& watching;
    std::function<Timestamp()> now;
  };

  explicit Outlets(Sources sources) : sources_(std::move(sources)) {}

  /// The error begins with the key of the configuration.
  Result<Done> start(const settings::Settings::Output& output, const settings::Settings::Curve& curve, const Keys& keys);

  // Any thread.
  void announce(const std::vector<ledger::LogEntry>& entries);
  void change_keys(const Keys& keys);
  std::size_t readers() const;
  std::uint64_t messages_sent() const;
  ledger::LogState log_state() const;  ///< Empty while the log cannot be read.

  /// Where they listen, for the log.
  std::string live_endpoints() const;
  std::string log_endpoints() const;

  void stop();

 private:
  using Kind = std::optional<wire::ServerKeys> Keys::*;  ///< Which keys; nullptr: none.
  struct Pair {
    Kind kind = nullptr;
    std::unique_ptr<output::Broadcaster> live;
    std::unique_ptr<output::LogServer> log;
  };

  Result<Done> open(const std::string& section, const std::vector<std::string>& live, const std::vector<std::string>& log,
                    const Keys& keys, Kind kind);

  Sources sources_;
  std::vector<Pair> pairs_;
};

}  // namespace newswired
