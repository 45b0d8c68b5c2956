#pragma once

#include "daemon/ledger/session.h"
#include "stages/dedup/seen_index.h"

namespace newswired::ledger {

/// Gives `index` every judged row and merge of stories that it lacks. An empty one is read from its file
/// when that fits, and the rows that came later are added; else it is loaded from all rows: one thread reads them, another
/// takes them apart and appends them. Answers the file's position, 0 when none was read. Throws SQLite::Exception; an index
/// that was empty is then still empty, or stands somewhere before the last row.
dedup::Position replay_judged(Session& session, dedup::SeenIndex& index);

}  // namespace newswired::ledger
