#pragma once

#include <CLI/CLI.hpp>

namespace newswired::commands {

// What an operator does with the ledger; see commands.h.
void add_backup(CLI::App& app, int& exit_status);
void add_dead(CLI::App& app, int& exit_status);
void add_forget(CLI::App& app, int& exit_status);
void add_restore(CLI::App& app, int& exit_status);

}  // namespace newswired::commands
