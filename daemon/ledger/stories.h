#pragma once

#include <string>
#include <string_view>

#include "daemon/ledger/database.h"

namespace newswired::ledger {

/// The story that `story` belongs to now: itself, or what it was merged into.
std::string story_now(Database& database, std::string_view story);

}  // namespace newswired::ledger
