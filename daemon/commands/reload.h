#pragma once

#include <string>

namespace newswired::commands {

/// Asks the daemon of `state_dir` to read its configuration again and prints its answer; returns an exit status.
int ask_to_reload(const std::string& state_dir);

}  // namespace newswired::commands
