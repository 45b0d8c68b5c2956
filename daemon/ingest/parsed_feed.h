#pragma once

#include <string>
#include <vector>

#include "daemon/ingest/schedule.h"
#include "daemon/ledger/types.h"

namespace newswired::ingest {

/// What a poll needs of a parsed feed body.
struct ParsedFeed {
  bool is_feed = false;  ///< False when no format was recognised.
  std::string title;     ///< Plain text; empty when the feed has none.
  PublisherHints hints;
  std::string hub, self;  ///< Absolute; empty when the feed names none.
  std::vector<ledger::Entry> entries;  ///< In the feed's order.
};

}  // namespace newswired::ingest
