#pragma once

#include <CLI/CLI.hpp>

namespace newswired::train {

/// Adds `entities`; when it is chosen it trains and sets `exit_status`.
void add_entities(CLI::App& app, int& exit_status);

}  // namespace newswired::train
