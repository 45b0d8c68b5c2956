#include "daemon/status.h"

#include <nlohmann/json.hpp>

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

}  // namespace

Json status_json(const Status& status) {
  Json stages = Json::object();
  for (const auto& [stage, stats] : status.hub.stages)
    stages[std::string(to_string(stage))] = {{"workers_ready", stats.workers_ready}, {"queued", stats.queued},
                                             {"leased", stats.leased},               {"answered", stats.answered},
                                             {"died", stats.died},                   {"timed_out", stats.timed_out}};
  return {{"version", NEWSWIRED_VERSION},
          {"epoch", status.log.epoch},
          {"head", status.log.head},
          {"floor", status.log.floor},
          {"feeds", status.feed_count},
          {"feeds_in_work", status.feeds_in_work},
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

Json feeds_json(const std::vector<ingest::FeedStatus>& feeds) {
  Json list = Json::array();
  for (const ingest::FeedStatus& feed : feeds)
    list.push_back({{"id", feed.id},
                    {"url", feed.url},
                    {"title", feed.title},
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
      {"newswired_commit_seconds", "Time of the last commit.", Type::gauge, {}, double(status.writer.last_commit.count()) / 1e6},
      {"newswired_fetches_total", "Requests finished.", Type::counter, {}, double(status.fetch.finished)},
      {"newswired_fetch_failures_total", "Requests without an answer.", Type::counter, {}, double(status.fetch.failed)},
      {"newswired_fetch_bytes_total", "Body bytes received, before decoding.", Type::counter, {}, double(status.fetch.wire_bytes)},
      {"newswired_fetches_in_flight", "Requests under way.", Type::gauge, {}, double(status.fetch.in_flight)},
  };
  add_stage_samples(status, samples);
  return samples;
}

std::vector<std::string> not_ready(const Status& status) {
  std::vector<std::string> reasons;
  for (const Stage stage : status.wanted)
    if (workers_ready(status, stage) == 0) reasons.push_back("no " + std::string(to_string(stage)) + " worker is ready");
  if (status.writer.stuck) reasons.emplace_back("the ledger cannot be written; it is tried again");
  if (status.paused) reasons.emplace_back("polling pauses: the ledger's caps are reached");
  return reasons;
}

}  // namespace newswired
