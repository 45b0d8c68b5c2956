// newswired dead: what a stage could not process.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/commands/ledger_access.h"

namespace newswired::commands {
namespace {

using Json = nlohmann::json;

struct DeadOptions {
  std::string config = default_config;
  std::vector<std::string> ids;
  bool all = false;
};

int fail(const std::string& message) {
  std::cerr << "newswired dead: " << message << "\n";
  return exit_failed;
}

int list(const DeadOptions& options) {
  const auto answer = ask_ledger_of(options.config, {{"op", "dead.list"}});
  if (!answer) return fail(answer.error().message);
  const Json& letters = answer->at("dead");
  std::cout << "id\trevision\tstage\tattempts\tdied\tpublished\tfeed\tlink\treason\n";
  for (const Json& letter : letters) {
    for (const char* key : {"id", "revision", "stage", "attempts", "died", "published", "feed", "link"})
      std::cout << (letter[key].is_string() ? letter[key].get<std::string>() : letter[key].dump()) << "\t";
    std::cout << letter["reason"].get<std::string>() << "\n";
  }
  return exit_ok;
}

int show(const DeadOptions& options) {
  const auto answer = ask_ledger_of(options.config, {{"op", "dead.show"}, {"id", options.ids.front()}});
  if (!answer) return fail(answer.error().message);
  std::cout << answer->at("letter").dump(2) << "\n";
  return exit_ok;
}

/// Does `op` to each, says which it was done to, and goes on after one that cannot be.
int each(const DeadOptions& options, const char* op, const char* done) {
  std::vector<std::string> ids = options.ids;
  if (ids.empty() && !options.all) {
    std::cerr << "newswired dead: name an id, or --all\n";
    return exit_usage;
  }
  if (options.all) {
    const auto answer = ask_ledger_of(options.config, {{"op", "dead.list"}});
    if (!answer) return fail(answer.error().message);
    for (const Json& letter : answer->at("dead"))
      if (ids.empty() || ids.back() != letter["id"]) ids.push_back(letter["id"]);
  }
  int status = exit_ok;
  for (const std::string& id : ids) {
    const auto answer = ask_ledger_of(options.config, {{"op", op}, {"id", id}});
    if (answer)
      std::cout << done << " " << id << "\n";
    else
      status = fail(answer.error().message);
  }
  return status;
}

}  // namespace

void add_dead(CLI::App& app, int& exit_status) {
  CLI::App* command = app.add_subcommand("dead", "What a stage could not process: list it, look at it, try it again, drop it");
  command->require_subcommand(1);
  command->footer("With `published` true the article is in the log without that stage; a retry publishes its next revision.");
  const auto options = std::make_shared<DeadOptions>();
  const auto add = [&](const char* name, const char* help, auto work) {
    CLI::App* part = command->add_subcommand(name, help);
    part->add_option("--config", options->config, "The configuration")->capture_default_str();
    const std::string id = name == std::string("list") ? "" : " 21e0a4fbab4919c8b769b4cc2faa2ba9";
    part->footer("Example: newswired dead " + std::string(name) + id + " --config newswired.toml");
    part->callback([options, work, &exit_status] { exit_status = work(*options); });
    return part;
  };
  const auto several = [&](CLI::App* part) {
    auto* ids = part->add_option("ID", options->ids, "Ids as `dead list` prints them");
    part->add_flag("--all", options->all, "All of them")->excludes(ids);
  };
  add("list", "Each with its stage, attempts and reason", list);
  add("show", "One with its entry and text, as JSON", show)->add_option("ID", options->ids, "Its id")->required()->expected(1);
  several(add("retry", "Make it pending again, every stage with all its attempts",
              [](const DeadOptions& given) { return each(given, "dead.retry", "pending again:"); }));
  several(add("drop", "Take it off the list for good", [](const DeadOptions& given) { return each(given, "dead.drop", "dropped:"); }));
}

}  // namespace newswired::commands
