#pragma once

#include <CLI/CLI.hpp>

namespace newswired::commands {

/// Exit statuses, the same for every command.
inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;  ///< The input or the work failed.
inline constexpr int exit_usage = 2;   ///< Wrong usage.

/// Each of these adds one subcommand with its help and options; when it is chosen its callback does the work and
/// sets `exit_status`. Results go to stdout, everything else to stderr.
using AddCommand = void (*)(CLI::App& app, int& exit_status);

void add_annotate(CLI::App& app, int& exit_status);
void add_check(CLI::App& app, int& exit_status);
void add_dedup(CLI::App& app, int& exit_status);
void add_extract(CLI::App& app, int& exit_status);
void add_feed(CLI::App& app, int& exit_status);
void add_feeds(CLI::App& app, int& exit_status);
void add_keys(CLI::App& app, int& exit_status);
void add_reload(CLI::App& app, int& exit_status);
void add_run(CLI::App& app, int& exit_status);
void add_search(CLI::App& app, int& exit_status);
void add_tail(CLI::App& app, int& exit_status);
void add_top(CLI::App& app, int& exit_status);
void add_url(CLI::App& app, int& exit_status);
void add_worker(CLI::App& app, int& exit_status);

}  // namespace newswired::commands
