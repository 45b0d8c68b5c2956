#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/ingest/push_lease.h"
#include "proto/result.h"
#include "proto/time.h"

namespace newswired::ingest {

/// How often feeds are asked.
struct PollLimits {
  std::chrono::seconds interval_min{2 * 60};       ///< `fetch.interval_min`
  std::chrono::seconds interval_max{6 * 3600};     ///< `fetch.interval_max`
  std::chrono::seconds interval_unknown{30 * 60};  ///< While nothing is known of a feed's rhythm.
  std::chrono::seconds failure_first{5 * 60};  ///< The wait after a failure; doubles with each more in a row.
  std::chrono::seconds failure_max{24 * 3600};      ///< The slowest a failing feed is asked.
  std::chrono::seconds refresh_max{7 * 24 * 3600};  ///< The longest time without a whole body.
  std::chrono::seconds absence_max{29 * 24 * 3600};  ///< Longer without a body, and the ledger forgets what the feed lists.
  std::chrono::milliseconds start_gap{20};          ///< Between two feeds' first polls after a start.
  std::optional<std::chrono::seconds> backlog =
      std::chrono::hours(48);  ///< `fetch.backlog`; none publishes all.
  int polls_max = 256;         ///< Polls in work at a time, from request to stored.
  int polls_per_host_max = 4;  ///< Of these of one host; its other feeds wait in a line of their own.
  int move_sightings = 3;      ///< Permanent redirects in a row before the new URL is kept.
  int body_attempts_max = 3;   ///< Failed parses before a body is skipped by its hash.
};

/// What the feed itself asks: elements of the feed, each empty when it is not there.
struct PublisherHints {
  std::optional<std::chrono::seconds> ttl;  ///< RSS ttl, or sy:updatePeriod / sy:updateFrequency.
  std::vector<int> skip_hours;              ///< 0..23, UTC.
  std::vector<int> skip_days;               ///< 0 (Sunday) .. 6.

  bool operator==(const PublisherHints&) const = default;
};

/// How a poll ended.
enum class PollEnd {
  fresh,       ///< 200 with a feed, stored.
  unchanged,   ///< 304, or the same body as last time.
  throttled,   ///< 429, or the host is held after one.
  failed,      ///< Any other trouble; 404 and 503 too.
  not_a_feed,  ///< 200 with a page, a login, a challenge.
  gone,        ///< 410.
};

std::string_view to_string(PollEnd end);

/// What one poll taught about its feed.
struct PollOutcome {
  PollEnd end = PollEnd::failed;
  Timestamp at{};
  int status = 0;       ///< HTTP, 0 without an answer.
  std::string message;  ///< For people; empty when all is well.
  std::optional<std::chrono::seconds> retry_after;
  std::chrono::seconds fresh_for{0};  ///< Cache-Control or Expires.
  bool has_validators = false;
  std::optional<PublisherHints> hints;  ///< Only from a parsed feed.
  std::vector<Timestamp> published;     ///< Of the entries it lists; any order.
  std::uint64_t wire_bytes = 0;
  int item_count = 0;
};

/// What is remembered of a feed's polls, from one to the next and over restarts.
struct PollHistory {
  std::string configured_url;  ///< Whose history it is: another URL in the list begins anew.
  Timestamp last_poll{};
  Timestamp last_success{};
  Timestamp last_body{};  ///< When a whole body was last read and stored.
  PollEnd last_end = PollEnd::fresh;
  int last_status = 0;
  std::string last_message;
  int failure_count = 0;          ///< Failures in a row.
  std::vector<Timestamp> recent;  ///< When the newest entries were published, newest first, at most 20.
  PublisherHints hints;
  std::chrono::seconds fresh_for{0};
  std::chrono::seconds retry_after{0};
  bool has_validators = false;
  std::optional<Timestamp> gone_since;  ///< First 410 in a row.
  bool ended = false;                   ///< 410 twice, a day apart: asked no more until someone asks for it.
  std::string validators_of;            ///< The URL that the validators came from.
  std::string moved_to;                 ///< Where permanent redirects led …
  int moved_count = 0;                  ///< … so many times in a row.
  std::string title;                    ///< The feed's own.
  std::string body_hash;                ///< Of the last stored body, or of one that cannot be parsed.
  int body_failures = 0;                ///< How often parsing `body_hash` failed.
  std::uint64_t poll_count = 0;
  std::uint64_t body_count = 0;  ///< Polls that carried a body.
  std::uint64_t wire_bytes = 0;  ///< All polls together.
  int item_count = 0;            ///< Listed at the last whole body.
  PushLease push;                ///< Its subscription at a hub.

  bool operator==(const PollHistory&) const = default;
};

/// The history after one more poll. Errors never disable a feed; one success forgets all failures.
PollHistory after_poll(PollHistory history, const PollOutcome& outcome, const PollLimits& limits);

/// When to ask next, seen from `history.last_poll`; `url` spreads feeds that would fire together.
///
/// After a success: a share of the mean gap between entries (the silence since the newest one counts as a
/// gap), a tenth when the server offers validators and an empty poll costs next to nothing, half when each
/// poll carries the whole body. ttl, sy:*, Cache-Control, skipHours and skipDays raise it; `interval_min` and
/// `interval_max` bound it. `interval`, when the feed list gives one, stands in for the adaptive part and may
/// go beyond the maximum. While a hub's lease is alive the longest wait is taken, but for the lease's end: polls are
/// only there for what a push may have missed.
///
/// After a failure: `failure_first` doubled with each one in a row, 20 % shorter to 20 % longer by `url`,
/// never shorter than Retry-After, at most `failure_max`. An ended feed: `Timestamp::max()`.
Timestamp next_poll_at(const PollHistory& history, const PollLimits& limits,
                       std::optional<std::chrono::seconds> interval, std::string_view url);

/// When to ask after a start, for one of `feed_count` feeds that is due at `due` (`now` or earlier: overdue
/// or new): spread by the URL's hash over `start_gap` for each feed, at most `interval_min`. A wait that is
/// longer than any rule gives (a clock that was set back) is cut to `failure_max`.
Timestamp first_due(Timestamp due, std::string_view url, std::size_t feed_count, Timestamp now,
                    const PollLimits& limits);

/// JSON both ways, for `ledger::FeedState::history`. Unknown members are ignored; anything that is no object
/// is an error, and then the feed begins anew.
std::string to_json_text(const PollHistory& history);
Result<PollHistory> history_from_json_text(std::string_view text);

}  // namespace newswired::ingest
