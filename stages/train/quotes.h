#pragma once

#include <CLI/CLI.hpp>

namespace newswired::train {

/// Adds `quotes`; when it is chosen it trains and sets `exit_status`.
void add_quotes(CLI::App& app, int& exit_status);

}  // namespace newswired::train
