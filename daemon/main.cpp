#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>

#include "daemon/commands/commands.h"

namespace newswired::commands {

/// Each of these adds one subcommand with its help and options; when it is chosen its callback does the work and
/// sets `exit_status`. Results go to stdout, everything else to stderr.
using AddCommand = void(CLI::App& app, int& exit_status);

AddCommand add_run;
AddCommand add_check;
AddCommand add_reload;
AddCommand add_feeds;
AddCommand add_feed;
AddCommand add_extract;
AddCommand add_url;
AddCommand add_dedup;
AddCommand add_annotate;
AddCommand add_tail;
AddCommand add_dead;
AddCommand add_backup;
AddCommand add_restore;
AddCommand add_forget;
AddCommand add_search;
AddCommand add_top;
AddCommand add_keys;
AddCommand add_worker;
AddCommand add_manual;

}  // namespace newswired::commands

namespace {

/// Every command, in the order of the help.
constexpr newswired::commands::AddCommand* all_commands[] = {
    newswired::commands::add_run,
    newswired::commands::add_check,
    newswired::commands::add_reload,
    newswired::commands::add_feeds,
    newswired::commands::add_feed,
    newswired::commands::add_extract,
    newswired::commands::add_url,
    newswired::commands::add_dedup,
    newswired::commands::add_annotate,
    newswired::commands::add_tail,
    newswired::commands::add_search,
    newswired::commands::add_top,
    newswired::commands::add_dead,
    newswired::commands::add_backup,
    newswired::commands::add_restore,
    newswired::commands::add_forget,
    newswired::commands::add_keys,
    newswired::commands::add_worker,
    newswired::commands::add_manual,
};

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app{"Who is in the news, and who said what: live, complete, in order.", "newswired"};
  app.set_version_flag("--version", std::string("newswired ") + NEWSWIRED_VERSION);
  app.require_subcommand(1);

  int exit_status = newswired::commands::exit_ok;
  for (auto* const add : all_commands) add(app, exit_status);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error, std::cout, std::cerr);
    return status == 0 ? newswired::commands::exit_ok : newswired::commands::exit_usage;
  } catch (const std::exception& error) {
    std::cerr << "newswired: " << error.what() << "\n";
    return newswired::commands::exit_failed;
  }
  return exit_status;
}
