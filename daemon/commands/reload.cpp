#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/commands/reload.h"
#include "daemon/output/control.h"

namespace newswired::commands {
namespace {

constexpr std::chrono::seconds answer_wait{20};

std::string joined(const nlohmann::json& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name.get<std::string>();
  return text;
}

int reload(const std::string& config) {
  const auto settings = read_configuration(config);
  return settings ? ask_to_reload(settings->state_dir) : exit_failed;
}

}  // namespace

int ask_to_reload(const std::string& state_dir) {
  const auto answer = output::ask_daemon(state_dir, {{"op", "reload"}}, answer_wait);
  if (!answer) {
    std::cerr << "newswired: " << answer.error().message << "\n";
    return exit_failed;
  }
  if (!answer->value("ok", false)) {
    for (const auto& problem : answer->value("problems", nlohmann::json::array())) std::cerr << problem.get<std::string>() << "\n";
    std::cerr << "newswired: the daemon keeps its old configuration" << (answer->contains("error") ? ": " + (*answer)["error"].get<std::string>() : "") << "\n";
    return exit_failed;
  }
  std::cout << "reloaded: " << answer->value("feeds", 0) << " feeds";
  if (const auto& changed = (*answer)["changed"]; !changed.empty()) std::cout << "; changed: " << joined(changed);
  std::cout << "\n";
  if (const auto& deferred = (*answer)["needs_restart"]; !deferred.empty())
    std::cerr << "newswired: changes of " << joined(deferred) << " are taken at the next restart\n";
  return exit_ok;
}

void add_reload(CLI::App& app, int& exit_status) {
  const auto config = std::make_shared<std::string>(default_config);
  CLI::App* command = app.add_subcommand("reload", "Ask the running daemon to read its configuration again");
  command->add_option("--config", *config, "The configuration; tells which daemon")->capture_default_str();
  command->footer("Example: newswired reload --config newswired.toml");
  command->callback([config, &exit_status] { exit_status = reload(*config); });
}

}  // namespace newswired::commands
