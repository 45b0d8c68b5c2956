#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace newswired::commands {

/// Each adds parts of `newswired feeds` to `feeds`; `config` is the configuration's path once the line is read.
using ConfigPath = std::shared_ptr<std::string>;
void add_feeds_edit(CLI::App& feeds, const ConfigPath& config, int& exit_status);
void add_feeds_discover(CLI::App& feeds, const ConfigPath& config, int& exit_status);

}  // namespace newswired::commands
