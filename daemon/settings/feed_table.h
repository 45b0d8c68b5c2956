#pragma once

#include <optional>
#include <string>
#include <vector>
#include <toml++/toml.h>

#include "daemon/settings/settings.h"

namespace newswired::settings {

/// Every key of a `[[feed]]` table.
const std::vector<std::string>& feed_members();

/// Sets what one key of a `[[feed]]` table says; files are relative to `folder`, the list's own. Returns what is wrong
/// with it, for people; nothing when it is taken.
std::optional<std::string> set_feed_member(Feed& feed, const std::string& name, const toml::node& node, const std::string& folder);

}  // namespace newswired::settings
