#pragma once

#include <string>

#include "daemon/ledger/session.h"
#include "stages/dedup/seen_index.h"

namespace newswired::ledger {

/// `<state_dir>/dedup.index`: the index as it stood at one position. A copy of what the ledger knows, and never more
/// than that: it names its format, the epoch, its position and what the row there says, and one that does not fit is
/// not used.
std::string saved_index_file(const std::string& state_dir);

/// Writes it. Throws FileTrouble, SQLite::Exception; the old file is then as it was.
void save_index(Session& session, const dedup::SeenIndex& index);

/// Reads it into `index`, which must be empty, and forgets the rows that the ledger has dropped since. Answers its
/// position; 0 and an empty index when it cannot be used, which `Options::tell` is told when there are rows to read.
dedup::Position restore_index(Session& session, dedup::SeenIndex& index);

}  // namespace newswired::ledger
