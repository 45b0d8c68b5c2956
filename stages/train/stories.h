#pragma once

#include <CLI/CLI.hpp>

namespace newswired::train {

/// Adds `stories`: learns the weights of dedup's story_weights.inc.
void add_stories(CLI::App& app, int& exit_status);

}  // namespace newswired::train
