#include "daemon/commands/configuration.h"

#include <iostream>

namespace newswired::commands {

std::optional<settings::Settings> read_configuration(const std::string& file) {
  settings::Loaded loaded = settings::load(file);
  for (const auto& problem : loaded.problems) std::cerr << problem.to_string() << "\n";
  if (!loaded.ok()) return std::nullopt;
  return std::move(loaded.settings);
}

}  // namespace newswired::commands
