#pragma once

#include <vector>

#include "daemon/ledger/session.h"

namespace newswired::ledger {

/// Stores a feed's state. `entries_taken` marks it as polled: its next poll is not its first.
/// Returns its number and whether entries had been taken before.
struct FeedNumber {
  std::int64_t number = 0;
  bool polled = false;
};
FeedNumber save_feed(Session& session, const FeedState& state, bool entries_taken);

/// Takes one poll: feed state, marks, pending rows. Returns what may be worked on now. Throws CapsReached.
std::vector<Pending> accept_poll(Session& session, const Poll& poll);

}  // namespace newswired::ledger
