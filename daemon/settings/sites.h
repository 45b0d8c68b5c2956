#pragma once

#include <string>
#include <toml++/toml.h>
#include <vector>

#include "daemon/settings/problem.h"
#include "stages/clean/page.h"

namespace newswired::settings {

/// Reads `[[site]]` tables of a configuration. What is wrong becomes a problem with its place, and its table is left out.
void read_sites(const toml::node& node, const std::string& file, std::vector<clean::SiteRule>& sites,
                std::vector<Problem>& problems);

}  // namespace newswired::settings
