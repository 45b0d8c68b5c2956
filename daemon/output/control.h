#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "proto/result.h"

namespace newswired::output {

/// The control socket of a state directory.
std::string control_endpoint(const std::string& state_dir);

/// One JSON request, one JSON answer, over a socket that only the daemon's user can open (the state directory has mode
/// 0700, the socket 0600). Requests are served one after the other on a thread of its own.
class ControlServer {
 public:
  /// `handler` gets one JSON object; its answer is sent back. What it throws becomes an answer with `error`.
  using Handler = std::function<nlohmann::json(const nlohmann::json&)>;

  ControlServer(std::string endpoint, Handler handler);
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  Result<Done> start();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Asks the daemon of `state_dir`. `unavailable` when none answers within `wait`.
Result<nlohmann::json> ask_daemon(const std::string& state_dir, const nlohmann::json& request, std::chrono::milliseconds wait);

}  // namespace newswired::output
