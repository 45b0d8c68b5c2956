#include "daemon/ingest/schedule.h"

#include <algorithm>
#include <functional>

#include "daemon/ingest/spread.h"

namespace newswired::ingest {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::size_t recent_max = 20;
constexpr int gap_share_with_validators = 10;
constexpr int gap_share_without = 2;
constexpr double success_spread = 0.1;
constexpr double failure_spread = 0.2;
constexpr hours gone_confirm{23};  // "A day apart", with room for the spread of the polls themselves.

/// The newest `recent_max` of the past, newest first. Dates ahead of now would make a feed look busier than
/// it is.
std::vector<Timestamp> newest(std::vector<Timestamp> published, Timestamp now) {
  std::erase_if(published, [&](Timestamp time) { return time > now; });
  std::sort(published.begin(), published.end(), std::greater<>());
  if (published.size() > recent_max) published.resize(recent_max);
  return published;
}

/// The mean gap between entries up to now, the present silence included.
std::optional<seconds> mean_gap(const PollHistory& history) {
  if (history.recent.empty()) return std::nullopt;
  const seconds span = history.last_poll - history.recent.back();
  return std::max(span, seconds(0)) / static_cast<std::int64_t>(history.recent.size());
}

bool is_skipped(Timestamp time, const PublisherHints& hints) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const int weekday = static_cast<int>(std::chrono::weekday(day).c_encoding());
  const int hour = static_cast<int>(std::chrono::floor<hours>(time - day).count());
  return std::find(hints.skip_hours.begin(), hints.skip_hours.end(), hour) != hints.skip_hours.end() ||
         std::find(hints.skip_days.begin(), hints.skip_days.end(), weekday) != hints.skip_days.end();
}

/// The first moment from `due` on that the feed does not ask to skip, but not later than `latest`.
Timestamp behind_skips(Timestamp due, const PublisherHints& hints, Timestamp latest) {
  Timestamp time = due;
  while (time < latest && is_skipped(time, hints)) time = std::chrono::floor<hours>(time) + hours(1);
  return std::max(due, std::min(time, latest));
}

bool is_success(PollEnd end) {
  return end == PollEnd::fresh || end == PollEnd::unchanged;
}

Timestamp after_success(const PollHistory& history, const PollLimits& limits, std::optional<seconds> interval,
                        std::string_view spread_key) {
  const std::optional<seconds> gap = mean_gap(history);
  const int share = history.has_validators ? gap_share_with_validators : gap_share_without;
  seconds wait = interval.value_or(gap ? *gap / share : limits.interval_unknown);
  const seconds longest = interval ? std::max(*interval, limits.interval_max) : limits.interval_max;

  wait = std::max({spread_by(spread_key, wait, success_spread), history.hints.ttl.value_or(seconds(0)),
                   history.fresh_for, limits.interval_min});
  wait = std::min(wait, longest);
  if (history.push.alive(history.last_poll)) wait = std::max(wait, std::min(longest, history.push.until - history.last_poll));
  return behind_skips(history.last_poll + wait, history.hints, history.last_poll + longest);
}

Timestamp after_failure(const PollHistory& history, const PollLimits& limits, std::string_view spread_key) {
  // Beyond 16 doublings the wait is above any failure_max and the shift would overflow.
  const int doublings = std::clamp(history.failure_count - 1, 0, 16);
  const seconds wait = spread_by(
      spread_key, std::min(limits.failure_first * (1 << doublings), limits.failure_max), failure_spread);
  // What was asked for is a floor; its own spread is upwards only.
  const seconds asked = spread_by(spread_key, history.retry_after + history.retry_after / 10, 0.1 / 1.1);
  return history.last_poll + std::min(std::max({wait, asked, history.retry_after}), limits.failure_max);
}

void note_gone(PollHistory& history, Timestamp at) {
  if (!history.gone_since) history.gone_since = at;
  history.ended = at - *history.gone_since >= gone_confirm;
}

}  // namespace

std::string_view to_string(PollEnd end) {
  switch (end) {
    case PollEnd::fresh:
      return "fresh";
    case PollEnd::unchanged:
      return "unchanged";
    case PollEnd::throttled:
      return "throttled";
    case PollEnd::failed:
      return "failed";
    case PollEnd::not_a_feed:
      return "not_a_feed";
    case PollEnd::gone:
      return "gone";
  }
  return "failed";
}

PollHistory after_poll(PollHistory history, const PollOutcome& outcome, const PollLimits&) {
  history.last_poll = outcome.at;
  history.last_end = outcome.end;
  history.last_status = outcome.status;
  history.last_message = outcome.message;
  history.retry_after = outcome.retry_after.value_or(seconds(0));
  history.wire_bytes += outcome.wire_bytes;
  ++history.poll_count;
  if (outcome.wire_bytes > 0) ++history.body_count;

  if (outcome.end == PollEnd::gone)
    note_gone(history, outcome.at);
  else if (outcome.status != 0)
    history.gone_since.reset(), history.ended = false;

  if (!is_success(outcome.end)) {
    // A feed that was not asked because its host is held has not failed.
    if (outcome.end != PollEnd::throttled || outcome.status != 0) ++history.failure_count;
    return history;
  }
  history.failure_count = 0;
  history.last_success = outcome.at;
  history.fresh_for = outcome.fresh_for;
  history.has_validators = outcome.has_validators;
  if (outcome.end == PollEnd::unchanged) return history;

  history.last_body = outcome.at;
  history.hints = outcome.hints.value_or(PublisherHints{});
  history.item_count = outcome.item_count;
  const std::vector<Timestamp> dated = newest(outcome.published, outcome.at);
  if (!dated.empty()) {
    history.recent = dated;
  } else {
    // A feed without dates: each body that differs counts as one entry of now.
    history.recent.insert(history.recent.begin(), outcome.at);
    if (history.recent.size() > recent_max) history.recent.resize(recent_max);
  }
  return history;
}

Timestamp next_poll_at(const PollHistory& history, const PollLimits& limits, std::optional<seconds> interval,
                       std::string_view url) {
  if (history.ended) return Timestamp::max();
  const std::string spread_key = std::string(url) + "#" + std::to_string(history.poll_count);
  if (is_success(history.last_end)) return after_success(history, limits, interval, spread_key);
  return after_failure(history, limits, spread_key);
}

Timestamp first_due(Timestamp due, std::string_view url, std::size_t feed_count, Timestamp now,
                    const PollLimits& limits) {
  if (due == Timestamp::max()) return due;
  if (due > now) return std::min(due, now + limits.failure_max);
  const seconds whole = std::chrono::floor<seconds>(limits.start_gap * static_cast<std::int64_t>(feed_count));
  const double share = fraction_of(url) * static_cast<double>(std::min(whole, limits.interval_min).count());
  return now + seconds(static_cast<std::int64_t>(share));
}

}  // namespace newswired::ingest
