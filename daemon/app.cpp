#include "daemon/app.h"

#include <spdlog/spdlog.h>

#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <nlohmann/json.hpp>

#include "daemon/administration.h"
#include "daemon/alias_rebuild.h"
#include "daemon/app_settings.h"
#include "daemon/clock_guard.h"
#include "daemon/desk.h"
#include "daemon/feed_reader.h"
#include "daemon/hub/hub.h"
#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/poller.h"
#include "daemon/jobs/jobs.h"
#include "daemon/ledger/record_log.h"
#include "daemon/ledger/writer.h"
#include "daemon/ledger_operations.h"
#include "daemon/log/log.h"
#include "daemon/loop.h"
#include "daemon/missing_stages.h"
#include "daemon/output/control.h"
#include "daemon/outlets.h"
#include "daemon/page_source.h"
#include "daemon/push.h"
#include "daemon/service.h"
#include "daemon/settings/load.h"
#include "daemon/status.h"
#include "daemon/walk.h"
#include "daemon/watchdog.h"
#include "daemon/web_front.h"

namespace newswired {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

constexpr std::chrono::seconds tick_every{1};
constexpr std::chrono::milliseconds hub_stop_wait{3'000};
constexpr std::chrono::minutes retention_every{10};
constexpr std::chrono::seconds feed_status_every{2};  // 10,000 feeds take some milliseconds
constexpr std::chrono::hours marks_kept{24 * 30};  // after the last listing; architecture decision 6

Timestamp now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

std::chrono::seconds since_boot() {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::seconds(time.tv_sec);
}

}  // namespace

struct App::Parts {
  AppOptions options;
  settings::Settings settings;
  Loop loop;
  std::string refusal;  // why the ledger will not go on; loop

  // In the order of their start; stopped and destroyed in reverse.
  std::unique_ptr<ledger::Writer> writer;
  std::unique_ptr<ledger::RecordLog> log;
  output::Watchlists watching;
  Keys keys;  // loop
  std::unique_ptr<Outlets> outlets;
  std::unique_ptr<hub::Hub> hub;
  std::unique_ptr<Desk> desk;
  std::unique_ptr<ingest::Fetcher> fetcher;
  std::unique_ptr<PageSource> pages;
  std::unique_ptr<Walk> walk;
  std::unique_ptr<MissingStages> missing;
  std::unique_ptr<ingest::Poller> poller;
  Administration administration;
  std::unique_ptr<output::ControlServer> control;
  std::unique_ptr<WebFront> web;
  std::unique_ptr<Push> push;  // none without websub.listen

  std::uint64_t feed_jobs = 0;
  Clock::time_point next_retention{};
  ClockGuard clock;
  Clock::time_point next_relief{};
  bool asking_relief = false;
  Clock::time_point next_feed_status{};

  Watchdog watchdog{watchdog_interval()};
  std::uint64_t turns = 0;  // of the loop
  std::atomic<std::uint64_t> writer_answers = 0;

  std::mutex status_mutex;
  Status status;  // guarded by status_mutex; what the loop's parts say, for other threads

  // --- start ---------------------------------------------------------------------------------------------------

  Result<Done> start() {
    status.started = now();
    for (const auto step : {&Parts::open_ledger, &Parts::bind_output, &Parts::start_workers, &Parts::start_walk,
                            &Parts::start_polling, &Parts::bind_control, &Parts::open_push, &Parts::bind_web})
      if (auto done = (this->*step)(); !done) return done;
    return Done{};
  }

  Result<Done> open_ledger() {
    auto ledger_wants = ledger_options(settings, now);
    ledger_wants.tell = [](const std::string& message) { spdlog::info("{}", message); };
    auto ledger = ledger::Ledger::open(ledger_wants);
    if (!ledger) return ledger.error();
    auto opened = ledger::RecordLog::open(settings.state_dir);
    if (!opened) return opened.error();
    log = std::make_unique<ledger::RecordLog>(std::move(*opened));
    web = std::make_unique<WebFront>(WebFront::Sources{*log, [this] { return measured(); }});
    const auto logged = [this](const std::vector<ledger::LogEntry>& entries) {
      outlets->announce(entries);
      web->announce();
    };
    ledger::Writer::Limits limits;
    limits.merge_interval = settings.dedup.merge_interval;
    writer = std::make_unique<ledger::Writer>(std::move(*ledger), logged, limits);
    return Done{};
  }

  Result<Done> bind_output() {
    auto read = keys_of(settings);
    if (!read) return read.error();
    keys = std::move(*read);
    watching.set(watchlists(settings));
    outlets = std::make_unique<Outlets>(Outlets::Sources{*log, watching, now});
    return outlets->start(settings.output, settings.curve, keys);
  }

  Result<Done> start_workers() {
    hub = std::make_unique<hub::Hub>(hub_options(settings, keys, options.program), [this](hub::Settled settled) {
      loop.post([this, settled = std::move(settled)]() mutable { desk->settled(std::move(settled)); });
    });
    desk = std::make_unique<Desk>(*hub);
    return hub->start();
  }

  Result<Done> start_walk() {
    fetcher = std::make_unique<ingest::Fetcher>(fetcher_options(settings));
    pages = std::make_unique<PageSource>(page_options(settings), *fetcher, loop);
    Walk::Options way = walk_options(settings);
    way.aliases = aliases_of(*log);
    walk = std::make_unique<Walk>(std::move(way), Walk::Parts{loop, *writer, *desk, *pages, [this](std::string why) {
                                    refusal = std::move(why);
                                    loop.stop();
                                  }});
    missing = std::make_unique<MissingStages>(stage_patience(settings), MissingStages::Parts{loop, *writer, *walk});
    return Done{};
  }

  Result<Done> start_polling() {
    // Before the loop runs, so waiting for the writer's thread is allowed here.
    std::promise<ledger::Outcome<std::vector<ledger::FeedState>>> states;
    writer->run([&](ledger::Ledger& ledger) { states.set_value(ledger.feed_states()); });
    const auto known = states.get_future().get();
    if (!known) return Error{ErrorKind::unavailable, known.error().message};
    poller = std::make_unique<ingest::Poller>(poller_options(settings), poller_hooks(), feed_specs(settings), *known);
    return Done{};
  }

  Result<Done> bind_control() {
    name_operations();
    control = std::make_unique<output::ControlServer>(output::control_endpoint(settings.state_dir),
                                                      [this](const Json& request) { return administration.answer(request); });
    return control->start();
  }

  Result<Done> bind_web() {
    return web->start(settings);
  }

  Result<Done> open_push() {
    if (settings.websub.listen.empty()) return Done{};
    push = std::make_unique<Push>(push_options(settings), Push::Parts{loop, *fetcher, *poller, now});
    return push->start();
  }

  // --- polling -------------------------------------------------------------------------------------------------

  ingest::Poller::Hooks poller_hooks() {
    using ingest::Poller;
    Poller::Hooks hooks;
    hooks.now = now;
    hooks.fetch = [this](ingest::FetchRequest request, std::function<void(ingest::FetchResult)> done) {
      fetcher->fetch(std::move(request), [this, done = std::move(done)](ingest::FetchResult result) {
        loop.post([done, result = std::move(result)]() mutable { done(std::move(result)); });
      });
    };
    hooks.parse = [this](Poller::ParseJob job, std::function<void(Result<ingest::ParsedFeed>)> done) {
      parse_feed(std::move(job), std::move(done));
    };
    hooks.store = [this](ledger::Poll poll, std::function<void(bool)> stored) { store(std::move(poll), std::move(stored)); };
    hooks.save = [this](ledger::FeedState state) {
      writer->run([state = std::move(state)](ledger::Ledger& ledger) {
        if (const auto saved = ledger.save_feed_states({&state, 1}); !saved)
          log::warn({.feed = state.feed}, "state not saved: {}", saved.error().message);
      });
    };
    hooks.offered = [this](const ingest::FeedSpec& feed, const ingest::PushOffer& offer) {
      if (push) push->offer(feed, offer);
    };
    hooks.hold_host = [this](const std::string& url, std::chrono::seconds wait) { fetcher->hold_host(url, wait); };
    return hooks;
  }

  void parse_feed(ingest::Poller::ParseJob job, std::function<void(Result<ingest::ParsedFeed>)> done) {
    // The revision only tells one body of a feed from the next.
    hub::Task task{.stage = Stage::parse, .job = "feed:" + job.feed, .revision = static_cast<int>(++feed_jobs % 1'000'000'000),
                   .attempt = 1, .frames = jobs::feed_task(job.url, job.content_type, std::move(job.body))};
    desk->submit(std::move(task), [done = std::move(done)](hub::Settled settled) {
      if (settled.end != hub::Settled::End::answered) return done(settled.error);
      const auto feed = jobs::read_feed_answer(settled.frame);
      if (!feed) return done(feed.error());
      done(to_parsed_feed(*feed));
    });
  }

  void store(ledger::Poll poll, std::function<void(bool)> stored) {
    writer->accept(std::move(poll), [this, stored = std::move(stored)](ledger::Outcome<std::vector<ledger::Pending>> outcome) {
      loop.post([this, stored, outcome = std::move(outcome)] {
        if (!outcome && outcome.error().fault == ledger::Fault::full && !poller->paused()) {
          spdlog::warn("polling pauses: {}", outcome.error().message);
          poller->pause();
        } else if (!outcome) {
          spdlog::error("a poll was not stored: {}", outcome.error().message);
        }
        stored(outcome.ok());
        if (outcome && !outcome->empty()) walk->wake();
      });
    });
  }

  /// Lifts the pause once four fifths of the caps are reached again, or the disk has room.
  void relieve() {
    asking_relief = true;
    writer->run([this](ledger::Ledger& ledger) {
      loop.post([this, open = ledger.intake_open()] {
        asking_relief = false;
        if (!open || !poller->paused()) return;
        spdlog::info("polling goes on");
        poller->resume();
      });
    });
  }

  // --- the loop ------------------------------------------------------------------------------------------------

  Clock::time_point tick() {
    const auto at = Clock::now();
    walk->tick(at);
    const Timestamp next_poll = poller->tick();
    if (push) push->tick();
    if (poller->paused() && !asking_relief && at >= next_relief) {
      next_relief = at + tick_every;
      relieve();
    }
    if (at >= next_retention) retain(at);
    missing->tick(at, hub->stats());
    publish_status();
    watch(at);
    const auto wait = std::clamp<std::chrono::seconds>(next_poll - now(), std::chrono::seconds(0), tick_every);
    return at + std::max<std::chrono::nanoseconds>(wait, std::chrono::milliseconds(50));
  }

  void retain(Clock::time_point at) {
    next_retention = at + retention_every;
    if (!clock.believes(now(), since_boot()))
      return spdlog::warn("the clock jumped by {} s: nothing is dropped from the log until it is put right, a day at most", clock.jump().count());
    const auto keep = [](std::chrono::milliseconds span) { return now() - std::chrono::floor<std::chrono::seconds>(span); };
    writer->retain(keep(settings.output.retention), keep(settings.dedup.window), now() - marks_kept);
  }

  /// Tells the service manager that all is well, once everything that must not hang has moved again.
  void watch(Clock::time_point at) {
    ++turns;
    if (!watchdog.is_due(at)) return;
    if (watchdog.is_alive({turns, writer_answers, hub->stats().loops}, at)) notify_alive();
    writer->run([this](ledger::Ledger&) { ++writer_answers; });
  }

  void publish_status() {
    const std::lock_guard lock(status_mutex);
    status.walk = walk->counts();
    status.paused = poller->paused();
    status.feeds_in_work = poller->in_work();
    status.feed_count = settings.feed_list.size();
    status.wanted = wanted_stages(settings);
    status.search_wanted = settings.search.enabled;
    if (const auto at = Clock::now(); at >= next_feed_status) {
      status.feeds = std::make_shared<const std::vector<ingest::FeedStatus>>(poller->status());
      next_feed_status = at + feed_status_every;
    }
  }

  /// What every part says of itself; any thread.
  Status measured() {
    Status measured;
    {
      const std::lock_guard lock(status_mutex);
      measured = status;
    }
    measured.writer = writer->counters();
    measured.hub = hub->stats();
    measured.fetch = fetcher->counts();
    measured.log = outlets->log_state();
    measured.log_readers = outlets->readers();
    measured.messages_sent = outlets->messages_sent();
    measured.now = now();
    if (auto counts = log->counts()) measured.ledger = *counts;
    web->describe(measured);
    return measured;
  }

  // --- control -------------------------------------------------------------------------------------------------

  void name_operations() {
    administration.add("status", [this](const Json&) { return Json{{"ok", true}, {"status", status_json(measured())}}; });
    administration.add("feeds", [this](const Json&) { return Json{{"ok", true}, {"feeds", feeds_json(measured())}}; });
    administration.add("reload", [this](const Json&) { return reload(); });
    add_ledger_operations(administration, *writer, [this] { loop.post([this] { walk->read_again(); }); });
  }

  Json reload() {
    notify_reloading();
    settings::Loaded loaded = settings::load(options.config_file);
    Json problems = Json::array();
    for (const auto& problem : loaded.problems) problems.push_back(problem.to_string());
    if (!loaded.ok()) {
      notify_ready();
      spdlog::error("reload refused: {}", problems.empty() ? "" : problems.front().get<std::string>());
      return {{"ok", false}, {"problems", problems}};
    }
    auto fresh_keys = keys_of(loaded.settings);
    if (!fresh_keys) {
      notify_ready();
      problems.push_back(options.config_file + ": " + fresh_keys.error().message);
      spdlog::error("reload refused: {}", problems.back().get<std::string>());
      return {{"ok", false}, {"problems", problems}};
    }
    Json answer = on_loop(loop, [this, fresh = std::move(loaded.settings)]() mutable { return take(std::move(fresh)); });
    answer["problems"] = problems;
    notify_ready();
    return answer;
  }

  /// On the loop: what can change while running does; the rest is named.
  Json take(settings::Settings fresh) {
    auto changes = changes_between(settings, fresh);
    keep_until_restart(settings, fresh);
    settings = std::move(fresh);
    poller->reload(poller_options(settings), feed_specs(settings));
    if (take_keys() && std::find(changes.taken.begin(), changes.taken.end(), "curve") == changes.taken.end())
      changes.taken.emplace_back("curve");  // the files did
    walk->set_feeds(walk_options(settings).feeds);
    if (push) push->keep_only(settings.feed_list);
    watching.set(watchlists(settings));
    walk->set_sites(settings.sites);
    missing->set_patience(stage_patience(settings));
    log::set_level(settings.log.level);
    spdlog::info("reloaded: {} feeds", settings.feed_list.size());
    return {{"ok", true}, {"feeds", settings.feed_list.size()}, {"changed", changes.taken}, {"needs_restart", changes.deferred}};
  }

  /// Who is off the list, or what is encrypted with another key, is cut off: the sockets are bound anew.
  bool take_keys() {
    auto fresh = keys_of(settings);
    if (!fresh) spdlog::error("keys are not changed: {}", fresh.error().message);
    if (!fresh || *fresh == keys) return false;
    keys = std::move(*fresh);
    outlets->change_keys(keys);
    std::vector<wire::ServerKeys> of_hub;
    for (const auto& remote : remote_endpoints(settings, keys)) of_hub.push_back(remote.keys.value_or(wire::ServerKeys{}));
    hub->change_keys(std::move(of_hub));
    spdlog::info("keys have changed: the encrypted endpoints are bound anew");
    return true;
  }

  // --- stop ----------------------------------------------------------------------------------------------------

  void stop_all() {
    if (push) push->stop();
    if (web) web->stop();
    if (control) control->stop();
    if (fetcher) fetcher->stop();
    if (hub) hub->stop(hub_stop_wait);
    if (writer) writer->stop();
    if (outlets) outlets->stop();
  }
};

App::App(AppOptions options, settings::Settings settings) : parts_(std::make_unique<Parts>()) {
  parts_->options = std::move(options);
  parts_->settings = std::move(settings);
}

App::~App() { parts_->stop_all(); }

Result<Done> App::start() {
  auto started = parts_->start();
  if (!started) parts_->stop_all();
  return started;
}

Result<Done> App::run() {
  notify_ready();
  spdlog::info("{} feeds; live {}, log {}", parts_->settings.feed_list.size(), parts_->outlets->live_endpoints(),
               parts_->outlets->log_endpoints());
  parts_->loop.run([this] { return parts_->tick(); });
  notify_stopping();
  parts_->stop_all();
  if (!parts_->refusal.empty()) return Error{ErrorKind::internal, parts_->refusal};
  return Done{};
}

void App::stop() { parts_->loop.stop(); }

nlohmann::json App::reload() { return parts_->reload(); }

}  // namespace newswired
