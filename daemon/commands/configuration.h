#pragma once

#include <optional>
#include <string>

#include "daemon/settings/load.h"

namespace newswired::commands {

inline constexpr const char* default_config = "/etc/newswired/newswired.toml";

/// The settings of `file` for a command that needs them; nothing, with every problem on stderr, when they refuse the start.
/// Bad entries of feed lists are reported and skipped.
std::optional<settings::Settings> read_configuration(const std::string& file);

}  // namespace newswired::commands
