#include "daemon/commands/manual.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "daemon/commands/commands.h"
#include "daemon/commands/settings_manual.h"

namespace newswired::commands {

void add_manual(CLI::App& app, int& exit_status) {
  const auto what = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("manual", "Print the commented configuration, a manual page or a shell completion");
  command->add_option("WHAT", *what, "newswired.toml: every key with its default and meaning; newswired.1, newswired.toml.5: manual pages; "
                                     "bash, zsh: completion scripts")
      ->required()
      ->check(CLI::IsMember({"newswired.toml", "newswired.1", "newswired.toml.5", "bash", "zsh"}));
  command->footer("Example: newswired manual newswired.toml > my.toml");
  command->callback([&app, what, &exit_status] {
    if (*what == "newswired.toml") std::cout << settings_manual;
    else if (*what == "newswired.1") std::cout << manual_page(app, NEWSWIRED_VERSION);
    else if (*what == "newswired.toml.5") std::cout << settings_page(settings_manual, NEWSWIRED_VERSION);
    else if (*what == "bash") std::cout << bash_completion(app);
    else std::cout << zsh_completion(app);
    exit_status = std::cout.flush() ? exit_ok : exit_failed;
  });
}

}  // namespace newswired::commands
