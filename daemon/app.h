#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "daemon/settings/settings.h"
#include "proto/result.h"

namespace newswired {

struct AppOptions {
  std::string config_file;  ///< Read again by a reload.
  std::string program;      ///< This program's path, to start workers from.
};

/// The whole daemon: builds the parts in order, joins them, runs the loop, stops them in reverse.
class App {
 public:
  App(AppOptions options, settings::Settings settings);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Opens the ledger, binds the sockets, starts the workers. The error is one line that names the thing and the remedy;
  /// nothing is left running then.
  Result<Done> start();

  /// Works until `stop`; answers why it ended when the ledger refused to go on. Then everything is stopped in order.
  Result<Done> run();

  /// Any thread.
  void stop();

  /// Any thread: reads the configuration again. All or nothing: `{"ok":true,"changed":[…]}`, or `ok` false with `problems`.
  nlohmann::json reload();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace newswired
