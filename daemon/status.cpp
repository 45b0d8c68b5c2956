#include "daemon/status.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

namespace newswired {
namespace {

using Json = nlohmann::json;
using web::Sample;

Json time_or_null(Timestamp time) {
  if (time == Timestamp{} || time == Timestamp::max()) return nullptr;
  return format_rfc3339(time);
}

std::size_t workers_ready(const Status& status, Stage stage) {
  const auto stats = status.hub.stages.find(stage);
  return stats == status.hub.stages.end() ? 0 : stats->second.workers_ready;
}

void add_stage_samples(const Status& status, std::vector<Sample>& samples) {
  const auto add = [&](const char* name, const char* help, Sample::Type type, Stage stage, double value) {
    samples.push_back({name, help, type, {{"stage", std::string(to_string(stage))}}, value});
  };
  for (const auto& [stage, stats] : status.hub.stages) {
    add("newswired_workers_ready", "Workers that have said HELLO.", Sample::Type::gauge, stage, double(stats.workers_ready));
    add("newswired_stage_queued", "Tasks not yet given to a worker.", Sample::Type::gauge, stage, double(stats.queued));
    add("newswired_stage_leased", "Tasks with a worker.", Sample::Type::gauge, stage, double(stats.leased));
    add("newswired_stage_answered_total", "Tasks answered.", Sample::Type::counter, stage, double(stats.answered));
    add("newswired_stage_refused_total", "Tasks the stage could not do.", Sample::Type::counter, stage, double(stats.refused));
    add("newswired_stage_died_total", "Tasks in hand when their worker died.", Sample::Type::counter, stage, double(stats.died));
    add("newswired_stage_timed_out_total", "Tasks held beyond the deadline.", Sample::Type::counter, stage, double(stats.timed_out));
    add("newswired_worker_starts_total", "Workers started.", Sample::Type::counter, stage, double(stats.starts));
  }
}

/// The first few, with their reasons, for who watches.
Json failing_feeds(const Status& status) {
  constexpr std::size_t shown_max = 8;
  Json list = Json::array();
  if (!status.feeds) return list;
  for (const ingest::FeedStatus& feed : *status.feeds) {
    if (list.size() == shown_max) break;
    if (std::string_view(feed_state(feed)) != "failing") continue;
    list.push_back({{"id", feed.id}, {"failures", feed.history.failure_count}, {"message", feed.history.last_message}});
  }
  return list;
}

void add_feed_samples(const Status& status, std::vector<Sample>& samples) {
  const FeedCounts counts = count_feeds(status);
  for (const auto& [state, count] : {std::pair("ok", counts.ok), std::pair("failing", counts.failing), std::pair("ended", counts.ended),
                                     std::pair("new", counts.fresh)})
    samples.push_back({"newswired_feeds_by_state", "Feeds by how their last poll ended.", Sample::Type::gauge, {{"state", state}}, double(count)});
  samples.push_back({"newswired_feeds_due", "Feeds whose time has come and that wait.", Sample::Type::gauge, {}, double(counts.due)});
  samples.push_back({"newswired_feeds_overdue_seconds", "How long the one of them waits that waits longest.", Sample::Type::gauge, {},
                     double(counts.overdue.count())});
  samples.push_back({"newswired_feeds_in_work", "Feeds being polled.", Sample::Type::gauge, {}, double(status.feeds_in_work)});
}

void add_search_samples(const Status& status, std::vector<Sample>& samples) {
  if (!status.search_wanted) return;
  const std::uint64_t behind = status.log.head > status.search.cursor ? status.log.head - status.search.cursor : 0;
  samples.push_back({"newswired_search_lag_entries", "Log entries that the search index has not taken in.", Sample::Type::gauge, {}, double(behind)});
  samples.push_back({"newswired_search_entries_total", "Log entries taken in since the start.", Sample::Type::counter, {}, double(status.search.entries)});
  samples.push_back({"newswired_search_failing", "1 while the search index cannot be written.", Sample::Type::gauge, {},
                     status.search.trouble.empty() ? 0.0 : 1.0});
}

/// What the kernel says of this process; the names are Prometheus's own.
void add_process_samples(const Status& status, std::vector<Sample>& samples) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
  long pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  samples.push_back({"newswired_build_info", "Always 1; the version is a label.", Sample::Type::gauge, {{"version", NEWSWIRED_VERSION}}, 1});
  samples.push_back({"process_start_time_seconds", "When the daemon started, since 1970.", Sample::Type::gauge, {},
                     double(status.started.time_since_epoch().count())});
  samples.push_back({"process_cpu_seconds_total", "Processor time of the head, workers left out.", Sample::Type::counter, {},
                     seconds(used.ru_utime) + seconds(used.ru_stime)});
  samples.push_back({"process_resident_memory_bytes", "Memory of the head.", Sample::Type::gauge, {}, double(pages) * double(sysconf(_SC_PAGESIZE))});
}

}  // namespace

Json status_json(const Status& status) {
  Json stages = Json::object();
  for (const auto& [stage, stats] : status.hub.stages)
    stages[std::string(to_string(stage))] = {{"workers_ready", stats.workers_ready}, {"queued", stats.queued},
                                             {"leased", stats.leased},               {"answered", stats.answered},
                                             {"refused", stats.refused},             {"died", stats.died},                   {"timed_out", stats.timed_out}};
  const FeedCounts feeds = count_feeds(status);
  const ledger::Counts ledger = status.ledger.value_or(ledger::Counts{});
  return {{"version", NEWSWIRED_VERSION},
          {"time", format_rfc3339(status.now)},
          {"started", format_rfc3339(status.started)},
          {"epoch", status.log.epoch},
          {"head", status.log.head},
          {"floor", status.log.floor},
          {"feeds", status.feed_count},
          {"feeds_in_work", status.feeds_in_work},
          {"feed_states", {{"ok", feeds.ok}, {"failing", feeds.failing}, {"ended", feeds.ended}, {"new", feeds.fresh}}},
          {"feeds_due", feeds.due},
          {"feeds_overdue_seconds", feeds.overdue.count()},
          {"failing_feeds", failing_feeds(status)},
          {"fetch", {{"finished", status.fetch.finished}, {"failed", status.fetch.failed}, {"wire_bytes", status.fetch.wire_bytes},
                     {"in_flight", status.fetch.in_flight}}},
          {"pending_rows", ledger.pending_rows},
          {"pending_bytes", ledger.pending_bytes},
          {"dead_letters", ledger.dead},
          {"commits", status.writer.commits},
          {"commit_seconds", double(status.writer.last_commit.count()) / 1e6},
          {"live_messages", status.messages_sent},
          {"search", {{"cursor", status.search.cursor}, {"caught_up", status.search.caught_up}, {"trouble", status.search.trouble}}},
          {"web_streams", status.web_streams},
          {"polling_paused", status.paused},
          {"waiting_for_page", status.walk.waiting_for_page},
          {"in_stages", status.walk.in_stages},
          {"published", status.walk.published},
          {"duplicates", status.walk.duplicates},
          {"failed_attempts", status.walk.failed_attempts},
          {"log_readers", status.log_readers},
          {"stages", stages},
          {"not_ready", not_ready(status)}};
}

Json feeds_json(const Status& status) {
  Json list = Json::array();
  if (!status.feeds) return list;
  for (const ingest::FeedStatus& feed : *status.feeds)
    list.push_back({{"id", feed.id},
                    {"url", feed.url},
                    {"title", feed.title},
                    {"state", feed_state(feed)},
                    {"in_work", feed.in_work},
                    {"next_due", time_or_null(feed.next_due)},
                    {"last_poll", time_or_null(feed.history.last_poll)},
                    {"last_success", time_or_null(feed.history.last_success)},
                    {"last_end", to_string(feed.history.last_end)},
                    {"last_status", feed.history.last_status},
                    {"message", feed.history.last_message},
                    {"failures", feed.history.failure_count},
                    {"items", feed.history.item_count},
                    {"polls", feed.history.poll_count},
                    {"wire_bytes", feed.history.wire_bytes},
                    {"ended", feed.history.ended}});
  return list;
}

const char* feed_state(const ingest::FeedStatus& feed) {
  if (feed.history.ended) return "ended";
  if (feed.history.poll_count == 0) return "new";
  return feed.history.failure_count > 0 ? "failing" : "ok";
}

FeedCounts count_feeds(const Status& status) {
  FeedCounts counts;
  if (!status.feeds) return counts;
  for (const ingest::FeedStatus& feed : *status.feeds) {
    const std::string_view state = feed_state(feed);
    ++(state == "ok" ? counts.ok : state == "failing" ? counts.failing : state == "ended" ? counts.ended : counts.fresh);
    if (feed.in_work || feed.history.ended || feed.next_due > status.now) continue;
    ++counts.due;
    counts.overdue = std::max(counts.overdue, status.now - feed.next_due);
  }
  return counts;
}

std::vector<Sample> samples_of(const Status& status) {
  using Type = Sample::Type;
  std::vector<Sample> samples{
      {"newswired_records_total", "Records logged since the start.", Type::counter, {}, double(status.walk.published)},
      {"newswired_duplicates_total", "Copies recognised since the start.", Type::counter, {}, double(status.walk.duplicates)},
      {"newswired_failed_attempts_total", "Attempts of a stage that failed.", Type::counter, {}, double(status.walk.failed_attempts)},
      {"newswired_waiting_for_page", "Articles that wait for their page.", Type::gauge, {}, double(status.walk.waiting_for_page)},
      {"newswired_in_stages", "Articles behind their page, in memory.", Type::gauge, {}, double(status.walk.in_stages)},
      {"newswired_polling_paused", "1 while the ledger's caps pause polling.", Type::gauge, {}, status.paused ? 1.0 : 0.0},
      {"newswired_feeds", "Feeds in the lists.", Type::gauge, {}, double(status.feed_count)},
      {"newswired_log_head", "seq of the newest log entry.", Type::gauge, {}, double(status.log.head)},
      {"newswired_log_floor", "seq of the oldest log entry.", Type::gauge, {}, double(status.log.floor)},
      {"newswired_log_readers", "Readers of the log socket.", Type::gauge, {}, double(status.log_readers)},
      {"newswired_live_messages_total", "Messages broadcast.", Type::counter, {}, double(status.messages_sent)},
      {"newswired_commits_total", "Commits of the ledger.", Type::counter, {}, double(status.writer.commits)},
      {"newswired_committed_items_total", "Items in those commits.", Type::counter, {}, double(status.writer.items)},
      {"newswired_disk_full", "1 while the disk is full and the reserve is given up.", Type::gauge, {}, status.writer.disk_full ? 1.0 : 0.0},
      {"newswired_commit_seconds", "Time of the last commit.", Type::gauge, {}, double(status.writer.last_commit.count()) / 1e6},
      {"newswired_fetches_total", "Requests finished.", Type::counter, {}, double(status.fetch.finished)},
      {"newswired_fetch_failures_total", "Requests without an answer.", Type::counter, {}, double(status.fetch.failed)},
      {"newswired_fetch_bytes_total", "Body bytes received, before decoding.", Type::counter, {}, double(status.fetch.wire_bytes)},
      {"newswired_fetches_in_flight", "Requests under way.", Type::gauge, {}, double(status.fetch.in_flight)},
  };
  const ledger::Counts ledger = status.ledger.value_or(ledger::Counts{});
  const std::vector<Sample> of_ledger{
      {"newswired_pending_rows", "Accepted articles that have not ended.", Type::gauge, {}, double(ledger.pending_rows)},
      {"newswired_pending_bytes", "What they hold in the ledger.", Type::gauge, {}, double(ledger.pending_bytes)},
      {"newswired_dead_letters", "Articles that no attempt could finish.", Type::gauge, {}, double(ledger.dead)},
      {"newswired_ledger_readable", "1 while the ledger can be read.", Type::gauge, {}, status.ledger ? 1.0 : 0.0},
      {"newswired_ledger_stuck", "1 while a commit fails and is repeated.", Type::gauge, {}, status.writer.stuck ? 1.0 : 0.0},
      {"newswired_ledger_retries_total", "Commits that were repeated.", Type::counter, {}, double(status.writer.retries)},
      {"newswired_ledger_queued", "Items that wait for the writer.", Type::gauge, {}, double(status.writer.queued)},
      {"newswired_frames_dropped_total", "Messages at the hub that no worker of ours sends.", Type::counter, {}, double(status.hub.frames_dropped)},
      {"newswired_hellos_refused_total", "Workers of another head, stage or model.", Type::counter, {}, double(status.hub.hellos_refused)},
      {"newswired_answers_late_total", "Answers to what a worker no longer held.", Type::counter, {}, double(status.hub.answers_late)},
      {"newswired_web_streams", "Event streams that are open.", Type::gauge, {}, double(status.web_streams)},
      {"newswired_ready", "1 when /health/ready has no reason against it.", Type::gauge, {}, not_ready(status).empty() ? 1.0 : 0.0},
  };
  samples.insert(samples.end(), of_ledger.begin(), of_ledger.end());
  add_feed_samples(status, samples);
  add_search_samples(status, samples);
  add_process_samples(status, samples);
  add_stage_samples(status, samples);
  return samples;
}

std::vector<std::string> not_ready(const Status& status) {
  std::vector<std::string> reasons;
  for (const Stage stage : status.wanted)
    if (workers_ready(status, stage) == 0) reasons.push_back("no " + std::string(to_string(stage)) + " worker is ready");
  if (status.writer.stuck) reasons.emplace_back("the ledger cannot be written; it is tried again");
  if (!status.ledger) reasons.emplace_back("the ledger cannot be read");
  if (!status.search.trouble.empty()) reasons.push_back("search: " + status.search.trouble);
  if (status.writer.disk_full)
    reasons.emplace_back("the disk is full: nothing new is taken until there is room");
  else if (status.paused)
    reasons.emplace_back("polling pauses: the ledger's caps are reached");
  return reasons;
}

}  // namespace newswired
