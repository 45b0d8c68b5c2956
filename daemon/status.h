#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "daemon/hub/hub.h"
#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/poller.h"
#include "daemon/ledger/record_log.h"
#include "daemon/ledger/writer.h"
#include "daemon/walk.h"
#include "daemon/web/metrics.h"

// What the running daemon says of itself. Pure.
namespace newswired {

struct Status {
  Walk::Counts walk;
  bool paused = false;
  std::size_t feeds_in_work = 0;
  std::size_t feed_count = 0;
  ledger::WriterCounters writer;
  hub::Stats hub;
  ingest::FetchCounts fetch;
  ledger::LogState log;
  std::size_t log_readers = 0;
  std::uint64_t messages_sent = 0;
  std::vector<Stage> wanted;
};

nlohmann::json status_json(const Status& status);
nlohmann::json feeds_json(const std::vector<ingest::FeedStatus>& feeds);
std::vector<web::Sample> samples_of(const Status& status);

/// Why the daemon is not ready to do all its work; empty when it is.
std::vector<std::string> not_ready(const Status& status);

}  // namespace newswired
