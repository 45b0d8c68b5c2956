#pragma once

#include <CLI/CLI.hpp>

namespace newswired::train {

/// Adds `speakers`: scores the names given to annotated speakers.
void add_speakers(CLI::App& app, int& exit_status);

}  // namespace newswired::train
