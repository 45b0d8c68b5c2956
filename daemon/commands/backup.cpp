// newswired backup, restore, forget: what an operator does with the ledger as a whole, and on request with one article.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/commands/ledger_access.h"
#include "daemon/ledger/backup.h"

namespace newswired::commands {
namespace {

struct Options {
  std::string config = default_config;
  std::string subject;
};

int fail(const char* command, const std::string& message) {
  std::cerr << "newswired " << command << ": " << message << "\n";
  return exit_failed;
}

/// By this process, not by the daemon: the copy belongs to who asked, and may lie where the daemon cannot write.
int backup(const Options& options) {
  const auto settings = read_configuration(options.config);
  if (!settings) return exit_failed;
  const auto done = ledger::backup_ledger(settings->state_dir, options.subject);
  if (!done) return fail("backup", done.error().message);
  std::cout << "backed up to " << options.subject << "\n";
  return exit_ok;
}

int restore(const Options& options) {
  const auto settings = read_configuration(options.config);
  if (!settings) return exit_failed;
  const auto set_aside = ledger::restore_ledger(settings->state_dir, options.subject);
  if (!set_aside) return fail("restore", set_aside.error().message);
  std::cout << "restored; the next start begins a new epoch, which tells subscribers";
  if (!set_aside->empty()) std::cout << "; what stood here is kept as " << *set_aside;
  std::cout << "\n";
  return exit_ok;
}

int forget(const Options& options) {
  const auto answer = ask_ledger_of(options.config, {{"op", "forget"}, {"id", options.subject}});
  if (!answer) return fail("forget", answer.error().message);
  std::cout << "forgotten: a tombstone stands in the log at seq " << answer->at("seq") << "\n";
  return exit_ok;
}

void add(CLI::App& app, int& exit_status, const char* name, const char* help, const char* subject, const char* subject_help,
         const char* example, int (*work)(const Options&)) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option(subject, options->subject, subject_help)->required();
  command->add_option("--config", options->config, "The configuration")->capture_default_str();
  command->footer(example);
  command->callback([options, work, &exit_status] { exit_status = work(*options); });
}

}  // namespace

void add_backup(CLI::App& app, int& exit_status) {
  add(app, exit_status, "backup", "Copy the ledger while the daemon runs", "FILE", "Where to; never overwritten",
      "Example: newswired backup newswired-2026-11-27.sqlite3 --config newswired.toml", backup);
}

void add_restore(CLI::App& app, int& exit_status) {
  add(app, exit_status, "restore", "Put a backup in the place of the ledger; the daemon must be stopped", "FILE", "A backup",
      "Example: newswired restore newswired-2026-11-27.sqlite3 --config newswired.toml\n"
      "What stood there is set aside, never deleted. The next start takes a new epoch, so that no subscriber takes old\n"
      "numbers for new ones.",
      restore);
}

void add_forget(CLI::App& app, int& exit_status) {
  add(app, exit_status, "forget", "Blank an article on request", "ID", "The id in its records",
      "Example: newswired forget 21e0a4fbab4919c8b769b4cc2faa2ba9 --config newswired.toml\n"
      "Its records and copies in the log become tombstones, its text is removed, a tombstone entry tells subscribers, and\n"
      "its feed cannot bring it back. Backups made before still hold it.",
      forget);
}

}  // namespace newswired::commands
