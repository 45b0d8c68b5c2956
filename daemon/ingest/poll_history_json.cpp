#include <nlohmann/json.hpp>

#include "daemon/ingest/schedule.h"
#include "proto/record.h"

namespace newswired::ingest {
namespace {

using nlohmann::json;
using std::chrono::seconds;

std::int64_t whole(Timestamp time) {
  return time.time_since_epoch().count();
}
Timestamp moment(std::int64_t value) {
  return Timestamp(seconds(value));
}

/// The member's value when it is there and of the wanted kind, else `fallback`: an older or newer version of
/// the daemon may have written it.
template <class T>
T value_or(const json& object, const char* name, T fallback) {
  const auto found = object.find(name);
  if (found == object.end()) return fallback;
  if constexpr (std::is_same_v<T, std::string>) {
    return found->is_string() ? found->template get<T>() : fallback;
  } else if constexpr (std::is_same_v<T, bool>) {
    return found->is_boolean() ? found->template get<T>() : fallback;
  } else {
    return found->is_number_integer() ? found->template get<T>() : fallback;
  }
}

template <class T>
std::vector<T> numbers(const json& object, const char* name) {
  std::vector<T> out;
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return out;
  for (const json& item : *found)
    if (item.is_number_integer()) out.push_back(item.get<T>());
  return out;
}

PollEnd end_from(const std::string& name) {
  for (const PollEnd end : {PollEnd::fresh, PollEnd::unchanged, PollEnd::throttled, PollEnd::failed,
                            PollEnd::not_a_feed, PollEnd::gone})
    if (to_string(end) == name) return end;
  return PollEnd::failed;
}

PushLease push_from(const json& in) {
  PushLease push;
  push.hub = value_or<std::string>(in, "hub", "");
  push.topic = value_or<std::string>(in, "topic", "");
  push.token = value_or<std::string>(in, "token", "");
  push.secret = value_or<std::string>(in, "secret", "");
  push.asked = moment(value_or<std::int64_t>(in, "asked", 0));
  push.until = moment(value_or<std::int64_t>(in, "until", 0));
  push.length = seconds(value_or<std::int64_t>(in, "length", 0));
  push.failure_count = value_or(in, "failure_count", 0);
  return push;
}

}  // namespace

std::string to_json_text(const PollHistory& history) {
  json out = {
      {"configured_url", history.configured_url},
      {"last_poll", whole(history.last_poll)},
      {"last_success", whole(history.last_success)},
      {"last_body", whole(history.last_body)},
      {"last_end", to_string(history.last_end)},
      {"last_status", history.last_status},
      {"last_message", history.last_message},
      {"failure_count", history.failure_count},
      {"skip_hours", history.hints.skip_hours},
      {"skip_days", history.hints.skip_days},
      {"fresh_for", history.fresh_for.count()},
      {"retry_after", history.retry_after.count()},
      {"has_validators", history.has_validators},
      {"ended", history.ended},
      {"validators_of", history.validators_of},
      {"moved_to", history.moved_to},
      {"moved_count", history.moved_count},
      {"title", history.title},
      {"body_hash", history.body_hash},
      {"body_failures", history.body_failures},
      {"poll_count", history.poll_count},
      {"body_count", history.body_count},
      {"wire_bytes", history.wire_bytes},
      {"item_count", history.item_count},
  };
  json recent = json::array();
  for (const Timestamp time : history.recent) recent.push_back(whole(time));
  out["recent"] = std::move(recent);
  if (history.hints.ttl) out["ttl"] = history.hints.ttl->count();
  if (!history.push.token.empty())
    out["push"] = {{"hub", history.push.hub},
                   {"topic", history.push.topic},
                   {"token", history.push.token},
                   {"secret", history.push.secret},
                   {"asked", whole(history.push.asked)},
                   {"until", whole(history.push.until)},
                   {"length", history.push.length.count()},
                   {"failure_count", history.push.failure_count}};
  if (history.gone_since) out["gone_since"] = whole(*history.gone_since);
  return dump_json(out);
}

Result<PollHistory> history_from_json_text(std::string_view text) {
  const Result<json> parsed = parse_json(text, 4);
  if (!parsed) return parsed.error();
  const json& in = *parsed;
  if (!in.is_object()) return Error{ErrorKind::invalid, "a feed's poll history is no JSON object"};

  PollHistory history;
  history.configured_url = value_or<std::string>(in, "configured_url", "");
  history.last_poll = moment(value_or<std::int64_t>(in, "last_poll", 0));
  history.last_success = moment(value_or<std::int64_t>(in, "last_success", 0));
  history.last_body = moment(value_or<std::int64_t>(in, "last_body", 0));
  history.last_end = end_from(value_or<std::string>(in, "last_end", ""));
  history.last_status = value_or(in, "last_status", 0);
  history.last_message = value_or<std::string>(in, "last_message", "");
  history.failure_count = value_or(in, "failure_count", 0);
  for (const std::int64_t time : numbers<std::int64_t>(in, "recent")) history.recent.push_back(moment(time));
  if (in.contains("ttl")) history.hints.ttl = seconds(value_or<std::int64_t>(in, "ttl", 0));
  history.hints.skip_hours = numbers<int>(in, "skip_hours");
  history.hints.skip_days = numbers<int>(in, "skip_days");
  history.fresh_for = seconds(value_or<std::int64_t>(in, "fresh_for", 0));
  history.retry_after = seconds(value_or<std::int64_t>(in, "retry_after", 0));
  history.has_validators = value_or(in, "has_validators", false);
  if (in.contains("gone_since")) history.gone_since = moment(value_or<std::int64_t>(in, "gone_since", 0));
  history.ended = value_or(in, "ended", false);
  history.validators_of = value_or<std::string>(in, "validators_of", "");
  history.moved_to = value_or<std::string>(in, "moved_to", "");
  history.moved_count = value_or(in, "moved_count", 0);
  history.title = value_or<std::string>(in, "title", "");
  history.body_hash = value_or<std::string>(in, "body_hash", "");
  history.body_failures = value_or(in, "body_failures", 0);
  history.poll_count = value_or<std::uint64_t>(in, "poll_count", 0);
  history.body_count = value_or<std::uint64_t>(in, "body_count", 0);
  history.wire_bytes = value_or<std::uint64_t>(in, "wire_bytes", 0);
  history.item_count = value_or(in, "item_count", 0);
  if (in.contains("push") && in["push"].is_object()) history.push = push_from(in["push"]);
  return history;
}

}  // namespace newswired::ingest
