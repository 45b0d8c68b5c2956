#pragma once

#include <optional>
#include <string>

#include "daemon/ledger/database.h"
#include "daemon/ledger/types.h"

namespace newswired::ledger {

/// `RecordLog::present`, within the caller's transaction.
std::optional<Present> read_present(Database& database, std::string id, int copies_max);

}  // namespace newswired::ledger
