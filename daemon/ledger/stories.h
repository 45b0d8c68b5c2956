#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/ledger/session.h"
#include "stages/dedup/seen_index.h"

namespace newswired::ledger {

/// The story that `story` belongs to now: itself, or what it was merged into.
std::string story_now(Database& database, std::string_view story);

/// Commits what `index` finds to have grown together: rows and `story.` entries of the log. The index is not told:
/// `replay_merges` does it after the commit.
std::vector<LogEntry> merge_stories(Session& session, const dedup::SeenIndex& index);

/// Tells `index` every committed merge; repeating it changes nothing.
void replay_merges(Session& session, dedup::SeenIndex& index);

/// Drops merges of stories that neither the log nor a judged row names any more.
void drop_old_merges(Session& session);

}  // namespace newswired::ledger
