#include <CLI/CLI.hpp>
#include <pthread.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>
#include <tuple>

#include "daemon/app.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/log/log.h"
#include "daemon/models.h"
#include "daemon/service.h"

namespace newswired::commands {
namespace {

constexpr unsigned stop_seconds_max = 9;  // then the process leaves as it is; the ledger holds the truth

/// SIGTERM, SIGINT and SIGHUP, blocked in every thread from before the first is started and taken by one that waits.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }

  void serve(App& app) const {
    while (true) {
      int signal = 0;
      if (sigwait(&set_, &signal) != 0) continue;
      if (signal == SIGHUP) {
        app.reload();
        continue;
      }
      alarm(stop_seconds_max);
      app.stop();
      return;
    }
  }

 private:
  sigset_t set_{};
};

int fail(const Error& error) {
  std::cerr << "newswired: " << error.message << "\n";
  return exit_failed;
}

/// Leaves without waiting for threads of the resolver, which cannot be ended.
[[noreturn]] void leave(int status) {
  spdlog::shutdown();
  std::cout.flush();
  std::cerr.flush();
  _exit(status);
}

/// The models are files beside the program, not part of it: without one its stage is left out, and records say so. A
/// folder that the configuration names must have them. A stage that may be skipped while it is missing is kept: its
/// workers are tried until the model is there, and what was published without it is made up for then.
Result<Done> check_models(settings::Settings::Stages& stages) {
  for (auto [stage, workers, missing] : {std::tuple("entities", &stages.entities, &stages.entities_missing),
                                         std::tuple("quotes", &stages.quotes, &stages.quotes_missing)}) {
    if (*workers == 0 || *missing == "skip") continue;
    const auto model = find_model(stage, stages.model, stages.models_dir);
    if (model) continue;
    if (!stages.models_dir.empty()) return Error{ErrorKind::invalid, "stages.models_dir: " + model.error().message};
    spdlog::warn("{}; the stage is left out", model.error().message);
    *workers = 0;
  }
  return Done{};
}

int run(const std::string& config) {
  auto settings = read_configuration(config);
  if (!settings) return exit_failed;
  log::set_up(settings->log.level, log::format_named(settings->log.format));
  if (const auto models = check_models(settings->stages); !models) return fail(models.error());

  const Signals signals;
  App app({.config_file = config, .program = std::filesystem::read_symlink("/proc/self/exe").string()},
          std::move(*settings));
  if (const auto started = app.start(); !started) leave(fail(started.error()));
  std::thread([&] { signals.serve(app); }).detach();
  const auto ended = app.run();
  leave(ended ? exit_ok : fail(ended.error()));
}

}  // namespace

void add_run(CLI::App& app, int& exit_status) {
  const auto config = std::make_shared<std::string>(default_config);
  CLI::App* command = app.add_subcommand("run", "The daemon, in the foreground");
  command->add_option("--config", *config, "The configuration")->capture_default_str();
  command->footer("Example: newswired run --config newswired.toml");
  command->callback([config, &exit_status] { exit_status = run(*config); });
}

}  // namespace newswired::commands
