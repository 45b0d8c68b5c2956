#pragma once

#include "daemon/alias_memory.h"
#include "daemon/ledger/record_log.h"

namespace newswired {

/// Of the log, so many last entries are read again at start: about half a second.
inline constexpr std::uint64_t alias_entries_max = 5'000;

/// What the last records of the log teach. A log that cannot be read teaches nothing: a warning, no error.
AliasMemory aliases_of(const ledger::RecordLog& log);

}  // namespace newswired
