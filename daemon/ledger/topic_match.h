#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/ledger/record_log.h"

namespace newswired::ledger {

/// What a filter asks for, parted by how it is found.
struct TopicNeed {
  bool everything = false;
  std::vector<std::string> stored;   ///< Prefixes of topics that stand in the log.
  std::vector<std::string> derived;  ///< `quote.`, `entity.` and `watch.` prefixes: records must be looked into.
};

TopicNeed topic_need(const TopicFilter& filter);

/// Whether a record's notices would go under one of the derived prefixes.
bool matches_derived(const LogEntry& entry, const TopicNeed& need, const TopicFilter& filter);

}  // namespace newswired::ledger
