#pragma once

#include "daemon/ledger/session.h"
#include "stages/dedup/seen_index.h"

namespace newswired::ledger {

/// Gives `index` every judged row and merge of stories that it lacks. An empty one is loaded: one thread reads the rows,
/// another takes them apart and appends them. Throws SQLite::Exception; an index that was empty is then still empty.
void replay_judged(Session& session, dedup::SeenIndex& index);

}  // namespace newswired::ledger
