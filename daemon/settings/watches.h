#pragma once

#include <string>
#include <toml++/toml.h>

#include "daemon/settings/load.h"

namespace newswired::settings {

/// Reads the `[[watch]]` tables of a configuration into `loaded`, with every problem of theirs.
void read_watches(const toml::node& node, const std::string& file, Loaded& loaded);

/// Reports feeds that a watchlist names and no list holds; they do not refuse the start, since feeds come and go.
void check_watched_feeds(const std::string& file, Loaded& loaded);

}  // namespace newswired::settings
