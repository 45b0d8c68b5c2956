#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::commands {

/// A command with the words that lead to it: `{"feeds", "add"}`.
struct ManualCommand {
  std::vector<std::string> words;
  const CLI::App* app = nullptr;
};

/// Every command of `app` that does something by itself, in the order of the help.
std::vector<ManualCommand> manual_commands(const CLI::App& app);

/// `connect` of `--connect TEXT`, the values it may have, what it means.
struct ManualOption {
  std::string name;                  ///< `--connect`, or `FILE` for a positional.
  std::string value;                 ///< `TEXT`, `FILE`; empty for a flag.
  std::vector<std::string> choices;  ///< The only values that are taken; empty: any.
  std::string text;
  std::string preset;  ///< The default, when the help shows one.
  bool positional = false;
  bool required = false;
};

std::vector<ManualOption> manual_options(const CLI::App& command);

/// newswired(1) in troff's man macros: one section for each command, from the same table as `--help`.
std::string manual_page(const CLI::App& app, std::string_view version);

/// newswired.toml(5) from the text of `config/newswired.toml`: each comment explains the keys below it.
std::string settings_page(std::string_view toml, std::string_view version);

/// Completion scripts of commands, options, their values and files.
std::string bash_completion(const CLI::App& app);
std::string zsh_completion(const CLI::App& app);

}  // namespace newswired::commands
