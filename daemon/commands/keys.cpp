// newswired keys: CURVE key pairs for endpoints that other machines reach.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "daemon/access.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/wire/keys.h"

namespace newswired::commands {
namespace {

int make_keys(const std::string& file) {
  const wire::KeyPair pair = wire::new_key_pair();
  if (const auto written = wire::write_key_pair(file, pair); !written) {
    std::cerr << "newswired keys: " << written.error().message << "\n";
    return exit_failed;
  }
  std::cout << "public " << pair.public_key << "\n";
  std::cerr << "newswired keys: wrote " << file << " (mode 0600); give the public key to the other side\n";
  return exit_ok;
}

/// The public key of a key pair, the server's or each of an allow-list.
int list_keys(const std::string& file) {
  if (const auto pair = wire::read_key_pair(file)) {
    std::cout << pair->public_key << "\n";
    return exit_ok;
  }
  const auto clients = wire::read_client_keys(file);
  if (!clients) {
    std::cerr << "newswired keys: " << clients.error().message << "\n";
    return exit_failed;
  }
  for (const std::string& key : *clients) std::cout << key << "\n";
  return exit_ok;
}

/// Every public key that the daemon of this configuration uses or lets in, with what it is for.
int list_keys_of(const std::string& config) {
  const auto settings = read_configuration(config);
  if (!settings) return exit_failed;
  const auto keys = keys_of(*settings);
  if (!keys) {
    std::cerr << "newswired keys: " << keys.error().message << "\n";
    return exit_failed;
  }
  if (!keys->present) return exit_ok;
  std::cout << "server " << keys->present->own.public_key << "\n";
  if (keys->next) std::cout << "next " << keys->next->own.public_key << "\n";
  for (const std::string& key : keys->present->clients) std::cout << "client " << key << "\n";
  for (const std::string& key : keys->workers) std::cout << "worker " << key << "\n";
  return exit_ok;
}

}  // namespace

void add_keys(CLI::App& app, int& exit_status) {
  CLI::App* command = app.add_subcommand("keys", "Make and show CURVE keys, which endpoints beyond this machine need");
  command->require_subcommand(1);
  const auto file = std::make_shared<std::string>();

  CLI::App* make = command->add_subcommand("new", "Make a key pair; prints the public key");
  make->add_option("FILE", *file, "Where to write the pair; never overwritten")->required();
  make->footer("Example: newswired keys new server.key");
  make->callback([file, &exit_status] { exit_status = make_keys(*file); });

  const auto config = std::make_shared<std::string>(default_config);
  CLI::App* list = command->add_subcommand("list", "Print the public keys in a key file, in a list of clients, or of a configuration");
  list->add_option("FILE", *file, "A key file, or the file that [curve] clients or [hub] workers names; none: all of the configuration");
  list->add_option("--config", *config, "The configuration")->capture_default_str();
  list->footer("Example: newswired keys list server.key");
  list->callback([file, config, &exit_status] { exit_status = file->empty() ? list_keys_of(*config) : list_keys(*file); });

  command->footer("The server: [curve] server_key = FILE, clients = a file with a client's public key a line, then a name.\n"
                  "A client:   --server-key FILE (the server's public key) and --key FILE (its own pair).");
}

}  // namespace newswired::commands
