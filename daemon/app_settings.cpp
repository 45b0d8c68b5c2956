#include "daemon/app_settings.h"

#include <algorithm>

namespace newswired {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using settings::Settings;

seconds whole(milliseconds span) { return std::chrono::ceil<seconds>(span); }

/// The settings refused anything that is no network.
std::vector<ingest::Network> networks(const std::vector<std::string>& names) {
  std::vector<ingest::Network> networks;
  for (const std::string& name : names)
    if (auto network = ingest::parse_network(name)) networks.push_back(*network);
  return networks;
}

int workers_of(const Settings& settings, Stage stage) {
  switch (stage) {
    case Stage::parse: return settings.stages.parse;
    case Stage::entities: return settings.stages.entities;
    case Stage::quotes: return settings.stages.quotes;
  }
  return 0;
}

}  // namespace

std::vector<Stage> wanted_stages(const Settings& settings) {
  std::vector<Stage> wanted;
  for (const Stage stage : {Stage::parse, Stage::entities, Stage::quotes})
    if (workers_of(settings, stage) > 0 || !settings.hub.listen.empty()) wanted.push_back(stage);
  return wanted;
}

ledger::Options ledger_options(const Settings& settings, std::function<Timestamp()> now) {
  ledger::Options options;
  options.state_dir = settings.state_dir;
  options.now = std::move(now);
  options.pending_rows_max = settings.ledger.pending_rows_max;
  options.pending_bytes_max = settings.ledger.pending_bytes_max;
  options.reserve_bytes = settings.ledger.reserve;
  options.log_duplicates = settings.output.duplicates;
  return options;
}

hub::Options hub_options(const Settings& settings, const Keys& keys, const std::string& program) {
  hub::Options options;
  options.remote = remote_endpoints(settings, keys);
  options.endpoint = "ipc://" + settings.state_dir + "/hub.sock";
  for (const Stage stage : wanted_stages(settings)) {
    hub::StageOptions& of_stage = options.stages[stage];
    of_stage.workers = workers_of(settings, stage);
    of_stage.deadline = settings.stages.deadline;
    of_stage.data_bytes_max = settings.stages.memory_max;
  }
  options.worker_command = program;
  options.worker_arguments = {"--model", settings.stages.model};
  if (!settings.stages.models_dir.empty()) options.worker_arguments.insert(options.worker_arguments.end(), {"--models", settings.stages.models_dir});
  return options;
}

ingest::FetcherOptions fetcher_options(const Settings& settings) {
  ingest::FetcherOptions options;
  options.limits.host.connections_max = settings.fetch.host_connections;
  options.limits.host.delay = settings.fetch.host_delay;
  options.limits.connect_max = settings.fetch.connect_timeout;
  options.limits.total_max = settings.fetch.timeout;
  options.limits.redirects_max = settings.fetch.redirects_max;
  options.shared_hosts = settings.fetch.shared_hosts;
  options.user_agent = settings.fetch.user_agent.empty() ? "newswired/" NEWSWIRED_VERSION : settings.fetch.user_agent;
  return options;
}

PageSource::Options page_options(const Settings& settings) {
  return {.robots = settings.fetch.robots,
          .bytes_max = settings.fetch.body_max,
          .proxy = settings.fetch.proxy,
          .allow = networks(settings.fetch.allow_networks)};
}

StageWatch::Patience stage_patience(const Settings& settings) {
  StageWatch::Patience patience;
  for (const Stage stage : wanted_stages(settings)) {
    const bool skipped = (stage == Stage::entities && settings.stages.entities_missing == "skip") ||
                         (stage == Stage::quotes && settings.stages.quotes_missing == "skip");
    if (skipped) patience[stage] = settings.stages.missing_after;
  }
  return patience;
}

Walk::Options walk_options(const Settings& settings) {
  Walk::Options options;
  options.version = NEWSWIRED_VERSION;
  const auto wanted = wanted_stages(settings);
  options.entities = std::find(wanted.begin(), wanted.end(), Stage::entities) != wanted.end();
  options.quotes = std::find(wanted.begin(), wanted.end(), Stage::quotes) != wanted.end();
  options.sites = settings.sites;
  for (const settings::Feed& feed : settings.feed_list)
    options.feeds[feed.id] = {feed.url, feed.language, feed.full_text.value_or(settings.fetch.full_text), networks(feed.allow_networks), feed.proxy};
  return options;
}

ingest::Poller::Options poller_options(const Settings& settings) {
  ingest::Poller::Options options;
  options.limits.interval_min = whole(settings.fetch.interval_min);
  options.limits.interval_max = whole(settings.fetch.interval_max);
  options.limits.interval_unknown = std::clamp(options.limits.interval_unknown, options.limits.interval_min, options.limits.interval_max);
  options.limits.backlog = settings.fetch.backlog ? std::optional(whole(*settings.fetch.backlog)) : std::nullopt;
  options.body_max = settings.fetch.body_max;
  options.allow = networks(settings.fetch.allow_networks);
  options.proxy = settings.fetch.proxy;
  options.shared_hosts = settings.fetch.shared_hosts;
  options.limits.polls_per_host_max = std::max(options.limits.polls_per_host_max, 2 * settings.fetch.host_connections);
  return options;
}

Push::Options push_options(const Settings& settings) {
  Push::Options options;
  options.listen = settings.websub.listen;
  options.bytes_max = settings.fetch.body_max;
  options.subscriber.callback = settings.websub.callback;
  if (!options.subscriber.callback.ends_with('/')) options.subscriber.callback += '/';
  options.subscriber.proxy = settings.fetch.proxy;
  options.subscriber.allow = networks(settings.fetch.allow_networks);
  return options;
}

std::vector<output::Watchlist> watchlists(const Settings& settings) {
  std::vector<output::Watchlist> lists;
  for (const settings::Watch& watch : settings.watches) lists.push_back({watch.name, watch.any, watch.all, watch.none, watch.people, watch.feeds});
  return lists;
}

std::vector<ingest::FeedSpec> feed_specs(const Settings& settings) {
  std::vector<ingest::FeedSpec> specs;
  for (const settings::Feed& feed : settings.feed_list) {
    ingest::FeedSpec spec;
    spec.id = feed.id;
    spec.url = feed.url;
    spec.title = feed.title;
    if (feed.interval) spec.interval = whole(*feed.interval);
    spec.allow = networks(feed.allow_networks);
    spec.from_toml = feed.from_toml;
    spec.headers = feed.headers;
    spec.credentials = feed.credentials;
    spec.proxy = feed.proxy;
    if (feed.body_max) spec.body_max = *feed.body_max;
    specs.push_back(std::move(spec));
  }
  return specs;
}

namespace {

/// A part of the settings: its name, whether two are alike in it, and how one takes it from another.
struct Part {
  const char* name;
  bool (*alike)(const Settings&, const Settings&);
  void (*take)(const Settings& from, Settings& to);
};

#define PART(name, path) \
  Part { name, [](const Settings& a, const Settings& b) { return a.path == b.path; }, [](const Settings& from, Settings& to) { to.path = from.path; } }

/// Whether a running daemon can go from one to the other: sockets that were bound without keys cannot take any.
bool both_encrypted(const Settings& a, const Settings& b) { return !a.curve.server_key.empty() && !b.curve.server_key.empty(); }

const Part curve_keys{
    "curve",
    [](const Settings& a, const Settings& b) {
      return !both_encrypted(a, b) || (a.curve.server_key == b.curve.server_key && a.curve.clients == b.curve.clients);
    },
    [](const Settings& from, Settings& to) {
      if (!both_encrypted(from, to)) return;
      to.curve.server_key = from.curve.server_key;
      to.curve.clients = from.curve.clients;
    }};

// What a running daemon takes; the app hands each to who needs it.
const Part live_parts[] = {
    PART("feeds", feed_list),
    PART("watch", watches),
    PART("site", sites),
    PART("fetch.full_text", fetch.full_text),
    PART("fetch.interval_min", fetch.interval_min),
    PART("fetch.interval_max", fetch.interval_max),
    PART("fetch.backlog", fetch.backlog),
    PART("stages.entities_missing", stages.entities_missing),
    PART("stages.quotes_missing", stages.quotes_missing),
    PART("stages.missing_after", stages.missing_after),
    PART("dedup.window", dedup.window),
    PART("output.retention", output.retention),
    PART("log.level", log.level),
    curve_keys,
};

// Everything else of these waits for a restart, keys that come later included.
const Part sections[] = {
    PART("state_dir", state_dir), PART("fetch", fetch), PART("stages", stages), PART("hub", hub), PART("dedup", dedup), PART("ledger", ledger),
    PART("output", output),       PART("curve", curve), PART("http", http),     PART("websub", websub),
    PART("search", search), PART("log", log),
};
#undef PART

}  // namespace

Changes changes_between(const Settings& before, const Settings& after) {
  Changes changes;
  Settings rest = after;  // without what is taken
  for (const Part& part : live_parts) {
    if (!part.alike(before, after)) changes.taken.emplace_back(part.name);
    part.take(before, rest);
  }
  for (const Part& section : sections)
    if (!section.alike(before, rest)) changes.deferred.emplace_back(section.name);
  return changes;
}

void keep_until_restart(const Settings& running, Settings& fresh) {
  const Settings wanted = fresh;
  for (const Part& section : sections) section.take(running, fresh);
  for (const Part& part : live_parts) part.take(wanted, fresh);
}

}  // namespace newswired
