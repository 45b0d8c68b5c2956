#pragma once

#include <string>

#include "daemon/ingest/parsed_feed.h"
#include "stages/feed/feed.h"

namespace newswired {

/// What the poller needs of a parsed feed: its hints for the schedule and its entries, identified, each with the content
/// that the ledger keeps for the walk.
ingest::ParsedFeed to_parsed_feed(const feed::Feed& feed);

}  // namespace newswired
