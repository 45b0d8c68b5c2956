#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "daemon/access.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"

namespace newswired::commands {
namespace {

/// Credentials are handed to the service alone: a shell sees everything but them.
Result<Done> check_access(const settings::Settings& settings) {
  if (uses_credentials(settings) && !std::getenv("CREDENTIALS_DIRECTORY")) {
    std::cerr << "[curve]: systemd credentials, which only the service can read, are not checked\n";
    return check_endpoints(settings);
  }
  if (const auto keys = keys_of(settings); !keys) return keys.error();
  return Done{};
}

}  // namespace

void add_check(CLI::App& app, int& exit_status) {
  struct Options {
    std::string config = default_config;
    bool strict = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("check", "Read the configuration and every feed list; print each problem");
  command->add_option("--config", options->config, "The configuration")->capture_default_str();
  command->add_flag("--strict", options->strict, "A bad entry of a feed list fails too");
  command->footer("Example: newswired check --config newswired.toml");
  command->callback([options, &exit_status] {
    const settings::Loaded loaded = settings::load(options->config);
    for (const auto& problem : loaded.problems) std::cout << problem.to_string() << "\n";
    const auto access = check_access(loaded.settings);
    if (loaded.ok() && !access) std::cout << options->config << ": " << access.error().message << "\n";
    const bool fine = (options->strict ? loaded.problems.empty() : loaded.ok()) && access;
    if (fine) std::cerr << options->config << ": fine, " << loaded.settings.feed_list.size() << " feeds\n";
    exit_status = fine ? exit_ok : exit_failed;
  });
}

}  // namespace newswired::commands
