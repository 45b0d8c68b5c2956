// What the manual and the completions are made of: the commands and options that CLI11 prints as help.
#include <algorithm>

#include "daemon/commands/manual.h"

namespace newswired::commands {
namespace {

void collect(const CLI::App& app, std::vector<std::string> words, std::vector<ManualCommand>& commands) {
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    auto path = words;
    path.push_back(sub->get_name());
    const bool leaf = sub->get_subcommands([](const CLI::App*) { return true; }).empty();
    if (leaf)
      commands.push_back({path, sub});
    else
      collect(*sub, path, commands);
  }
}

/// `{json,pretty}` or `TEXT:{json,pretty}` names the values that are taken.
std::vector<std::string> choices_in(const std::string& type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.rfind('}');
  std::vector<std::string> choices;
  if (open == std::string::npos || close == std::string::npos || close < open) return choices;
  std::string item;
  for (const char c : type.substr(open + 1, close - open - 1) + ",") {
    if (c != ',') {
      item += c;
      continue;
    }
    if (!item.empty()) choices.push_back(item);
    item.clear();
  }
  std::sort(choices.begin(), choices.end());
  return choices;
}

}  // namespace

std::vector<ManualCommand> manual_commands(const CLI::App& app) {
  std::vector<ManualCommand> commands;
  collect(app, {}, commands);
  return commands;
}

std::vector<ManualOption> manual_options(const CLI::App& command) {
  std::vector<ManualOption> options;
  for (const CLI::Option* given : command.get_options([](const CLI::Option*) { return true; })) {
    if (given->get_group().empty()) continue;  // hidden
    ManualOption option;
    option.positional = given->get_positional();
    option.name = given->get_name(option.positional, false);
    option.text = given->get_description();
    option.preset = given->get_default_str();
    option.required = given->get_required();
    const bool takes_value = given->get_items_expected_max() > 0;
    if (takes_value && !option.positional) {
      const std::string type = given->get_type_name();
      option.choices = choices_in(type);
      option.value = option.choices.empty() ? type.substr(0, type.find(':')) : "";
      for (const std::string& choice : option.choices) option.value += (option.value.empty() ? "" : "|") + choice;
    }
    if (option.positional) option.choices = choices_in(given->get_type_name());
    options.push_back(std::move(option));
  }
  return options;
}

}  // namespace newswired::commands
