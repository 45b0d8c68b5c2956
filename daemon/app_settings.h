#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/access.h"
#include "daemon/hub/hub.h"
#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/poller.h"
#include "daemon/ledger/types.h"
#include "daemon/page_source.h"
#include "daemon/output/watchlists.h"
#include "daemon/push.h"
#include "daemon/settings/settings.h"
#include "daemon/stage_watch.h"
#include "daemon/walk.h"

// What each part's options are, given the configuration. Pure.
namespace newswired {

ledger::Options ledger_options(const settings::Settings& settings, std::function<Timestamp()> now);
hub::Options hub_options(const settings::Settings& settings, const Keys& keys, const std::string& program);
ingest::FetcherOptions fetcher_options(const settings::Settings& settings);
PageSource::Options page_options(const settings::Settings& settings);
StageWatch::Patience stage_patience(const settings::Settings& settings);
Walk::Options walk_options(const settings::Settings& settings);
Push::Options push_options(const settings::Settings& settings);
ingest::Poller::Options poller_options(const settings::Settings& settings);
std::vector<output::Watchlist> watchlists(const settings::Settings& settings);
std::vector<ingest::FeedSpec> feed_specs(const settings::Settings& settings);

/// The stages that have workers, here or elsewhere.
std::vector<Stage> wanted_stages(const settings::Settings& settings);

/// What a reload changes, by key: at once, or only after a restart.
struct Changes {
  std::vector<std::string> taken;
  std::vector<std::string> deferred;
};
Changes changes_between(const settings::Settings& before, const settings::Settings& after);

/// Gives `fresh` the running values of what only a restart can change.
void keep_until_restart(const settings::Settings& running, settings::Settings& fresh);

}  // namespace newswired
