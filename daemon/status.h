#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "daemon/hub/hub.h"
#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/poller.h"
#include "daemon/ledger/record_log.h"
#include "daemon/ledger/writer.h"
#include "daemon/search/feeder.h"
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

  Timestamp now{};
  Timestamp started{};
  std::optional<ledger::Counts> ledger;  ///< What waits and what is dead; none while the ledger cannot be read.
  std::shared_ptr<const std::vector<ingest::FeedStatus>> feeds;  ///< As of the last two seconds.
  search::FeederStats search;
  bool search_wanted = false;
  int web_streams = 0;
};

/// How many feeds are in which state, and how far the schedule is behind.
struct FeedCounts {
  std::size_t ok = 0;
  std::size_t failing = 0;
  std::size_t ended = 0;
  std::size_t fresh = 0;  ///< Never polled.
  std::size_t due = 0;    ///< Due now and not in work.
  std::chrono::seconds overdue{0};  ///< Of the one that waits longest.
};
FeedCounts count_feeds(const Status& status);

/// "ok", "failing", "ended" or "new".
const char* feed_state(const ingest::FeedStatus& feed);

nlohmann::json status_json(const Status& status);
nlohmann::json feeds_json(const Status& status);
std::vector<web::Sample> samples_of(const Status& status);

/// Why the daemon is not ready to do all its work; empty when it is.
std::vector<std::string> not_ready(const Status& status);

}  // namespace newswired
