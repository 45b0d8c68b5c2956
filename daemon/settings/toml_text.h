#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

#include "daemon/settings/problem.h"

namespace newswired::settings {

/// The file's bytes; nothing and `error` ("No such file or directory") when it cannot be read.
std::optional<std::string> read_file(const std::string& file, std::string& error);

/// The document; nothing, and one more problem, when it is not TOML.
std::optional<toml::table> parse_toml(std::string_view text, const std::string& file, std::vector<Problem>& problems);

/// A value as the user wrote it, at most 60 bytes of it.
std::string shown(const toml::node& node);

}  // namespace newswired::settings
