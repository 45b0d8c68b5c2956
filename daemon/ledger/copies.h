#pragma once

#include <vector>

#include "daemon/ledger/rows.h"

namespace newswired::ledger {

/// Remembers that `row` is a copy of `original`.
void add_copy(Session& session, std::string_view original, const Row& row);

/// The first copies known of it, in the order of their ids.
std::vector<Copy> copies_of(Session& session, std::string_view original);

/// Ends `row` as a copy of `original`, which has a record: an entry in the log (unless they are not wanted, or it was
/// logged as a copy of the same original before), and the row is gone.
std::optional<LogEntry> end_as_copy(Session& session, const Row& row, const std::string& original);

}  // namespace newswired::ledger
