#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"

namespace newswired::commands {

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
    const bool fine = options->strict ? loaded.problems.empty() : loaded.ok();
    if (fine) std::cerr << options->config << ": fine, " << loaded.settings.feed_list.size() << " feeds\n";
    exit_status = fine ? exit_ok : exit_failed;
  });
}

}  // namespace newswired::commands
