#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "daemon/commands/commands.h"
#include "daemon/worker/start.h"

namespace newswired::commands {

void add_worker(CLI::App& app, int& exit_status) {
  CLI::App* command =
      app.add_subcommand("worker", "A worker as a process of its own, here or on another machine");
  const auto options = std::make_shared<worker::WorkerOptions>();
  worker::add_options(*command, *options);
  command->callback([options, &exit_status] {
    const auto factory = worker::factory_of(options->stage);
    if (!factory) {
      std::cerr << "newswired worker: this build has no stage " << to_string(options->stage) << "\n";
      exit_status = exit_failed;
      return;
    }
    exit_status = worker::start(*options, *factory);
  });
}

}  // namespace newswired::commands
