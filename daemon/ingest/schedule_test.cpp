#include "daemon/ingest/schedule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

const Timestamp t0 = parse_rfc3339("2026-03-05T07:30:00Z").value();  // a Thursday
const PollLimits limits;

PollOutcome fresh(Timestamp at, std::vector<Timestamp> published = {}) {
  return {.end = PollEnd::fresh,
          .at = at,
          .status = 200,
          .has_validators = true,
          .published = std::move(published),
          .wire_bytes = 1000,
          .item_count = 1};
}

PollOutcome failure(Timestamp at, int status = 500) {
  return {.end = PollEnd::failed, .at = at, .status = status};
}

PollHistory after(const PollOutcome& outcome, PollHistory history = {}) {
  return after_poll(std::move(history), outcome, limits);
}

seconds wait_after(const PollHistory& history, std::optional<seconds> interval = {}) {
  return next_poll_at(history, limits, interval, "https://example.org/feed") - history.last_poll;
}

/// `count` entries, one each `gap`, the newest `gap` ago.
std::vector<Timestamp> every(seconds gap, int count, Timestamp now = t0) {
  std::vector<Timestamp> times;
  for (int i = 1; i <= count; ++i) times.push_back(now - gap * i);
  return times;
}

TEST(NextPollAt, FollowsTheMeanGapBetweenEntries) {
  const seconds wait = wait_after(after(fresh(t0, every(5h, 20))));

  EXPECT_GE(wait, 27min);
  EXPECT_LE(wait, 33min);
}

TEST(NextPollAt, IsSlowerWhenEachPollCarriesTheWholeBody) {
  PollOutcome outcome = fresh(t0, every(5h, 20));
  outcome.has_validators = false;

  EXPECT_GE(wait_after(after(outcome)), 135min);
  EXPECT_LE(wait_after(after(outcome)), 165min);
}

TEST(NextPollAt, StaysWithinTheConfiguredBounds) {
  EXPECT_EQ(wait_after(after(fresh(t0, every(1s, 20)))), limits.interval_min);
  EXPECT_EQ(wait_after(after(fresh(t0, every(1000h, 20)))), limits.interval_max);
}

TEST(NextPollAt, SlowsDownInSilenceAndNotOnlyBetweenEntries) {
  PollHistory history = after(fresh(t0, every(10min, 20)));
  const seconds busy = wait_after(history);

  history =
      after({.end = PollEnd::unchanged, .at = t0 + 48h, .status = 304, .has_validators = true}, history);

  EXPECT_GT(wait_after(history), 5 * busy);
}

TEST(NextPollAt, TakesNoEntryOfTheFutureForAnEntry) {
  std::vector<Timestamp> times = every(5h, 5);
  for (int i = 0; i < 50; ++i) times.push_back(t0 + 1h * i + 1s);

  EXPECT_EQ(after(fresh(t0, times)).recent.size(), 5u);
}

TEST(NextPollAt, LearnsTheRhythmOfAFeedWithoutDatesFromItsBodies) {
  PollHistory history;
  for (int i = 0; i < 30; ++i) history = after(fresh(t0 + 10h * i), history);

  EXPECT_EQ(history.recent.size(), 20u);
  EXPECT_GT(wait_after(history), 50min);
  EXPECT_LT(wait_after(history), 65min);
}

TEST(NextPollAt, IsRaisedByTtlAndCacheControlUpToTheMaximum) {
  PollOutcome outcome = fresh(t0, every(1min, 20));
  outcome.hints = PublisherHints{.ttl = 1h};
  EXPECT_EQ(wait_after(after(outcome)), 1h);

  outcome.fresh_for = 2h;
  EXPECT_EQ(wait_after(after(outcome)), 2h);

  outcome.fresh_for = 240h;
  EXPECT_EQ(wait_after(after(outcome)), limits.interval_max);
}

TEST(NextPollAt, KeepsOutOfHoursAndDaysThatTheFeedSkips) {
  PollOutcome outcome = fresh(t0, every(1min, 20));
  outcome.hints = PublisherHints{.skip_hours = {7, 8, 9}};
  EXPECT_EQ(t0 + wait_after(after(outcome)), parse_rfc3339("2026-03-05T10:00:00Z"));

  outcome.hints = PublisherHints{.skip_days = {4}};
  EXPECT_EQ(wait_after(after(outcome)), limits.interval_max);

  outcome.hints = PublisherHints{.skip_days = {0, 6}};
  EXPECT_EQ(wait_after(after(outcome)), limits.interval_min);
}

TEST(NextPollAt, IsNotStalledByAFeedThatSkipsEveryHour) {
  PollOutcome outcome = fresh(t0, every(1min, 20));
  outcome.hints = PublisherHints{};
  for (int hour = 0; hour < 24; ++hour) outcome.hints->skip_hours.push_back(hour);

  EXPECT_EQ(wait_after(after(outcome)), limits.interval_max);
}

TEST(NextPollAt, FollowsAnIntervalOfTheFeedListEvenBeyondTheMaximum) {
  const PollHistory history = after(fresh(t0, every(1min, 20)));

  EXPECT_GE(wait_after(history, 12h), 10h);
  EXPECT_LE(wait_after(history, 12h), 12h);
  EXPECT_EQ(wait_after(history, 1s), limits.interval_min);
}

TEST(NextPollAt, WaitsAboutFiveMinutesAfterTheFirstFailure) {
  const seconds wait = wait_after(after(failure(t0)));

  EXPECT_GE(wait, 4min);
  EXPECT_LE(wait, 6min);
}

TEST(NextPollAt, IsStretchedToTheMaximumWhileAHubsLeaseIsAlive) {
  PollHistory history = after(fresh(t0, every(5h, 20)));
  const seconds polled = wait_after(history);

  history.push = {.hub = "https://hub.example/", .until = t0 + 240h};
  EXPECT_EQ(wait_after(history), limits.interval_max);
  history.push.until = t0 + 2h;
  EXPECT_EQ(wait_after(history), 2h) << "the lease's end";
  history.push.until = t0 - 1s;
  EXPECT_EQ(wait_after(history), polled);
}

TEST(NextPollAt, DoublesWithEachFailureUpToADayAndNeverGivesUp) {
  PollHistory history;
  seconds before{0};
  for (int i = 0; i < 9; ++i) {
    history = after(failure(t0), history);
    const seconds wait = wait_after(history);
    EXPECT_GT(wait, before) << i;
    before = wait;
  }
  for (int i = 0; i < 1000; ++i) history = after(failure(t0), history);
  EXPECT_LE(wait_after(history), 24h);
  EXPECT_GE(wait_after(history), 19h);
}

TEST(NextPollAt, ForgetsAllFailuresAfterOneSuccess) {
  PollHistory history;
  for (int i = 0; i < 10; ++i) history = after(failure(t0), history);

  history = after(fresh(t0 + 1h, every(1min, 20, t0 + 1h)), history);

  EXPECT_EQ(wait_after(history), limits.interval_min);
}

TEST(NextPollAt, IsNeverEarlierThanRetryAfterWithinADay) {
  PollOutcome outcome = failure(t0, 503);
  outcome.retry_after = 3h;
  EXPECT_GE(wait_after(after(outcome)), 3h);
  EXPECT_LE(wait_after(after(outcome)), 3h + 36min);

  outcome.retry_after = 9999h;
  EXPECT_EQ(wait_after(after(outcome)), 24h);
}

TEST(NextPollAt, SpreadsFeedsThatFailTogether) {
  std::vector<Timestamp> times;
  const PollHistory history = after(failure(t0));
  for (int i = 0; i < 50; ++i)
    times.push_back(next_poll_at(history, limits, {}, "https://example.org/feed" + std::to_string(i)));

  std::sort(times.begin(), times.end());
  EXPECT_GT(times.back() - times.front(), 60s);
  EXPECT_GT(std::unique(times.begin(), times.end()) - times.begin(), 30);
}

TEST(NextPollAt, EndsAFeedThatIsGoneTwiceADayApart) {
  const PollOutcome gone = {.end = PollEnd::gone, .at = t0, .status = 410};
  PollHistory history = after(gone);
  EXPECT_FALSE(history.ended);

  PollOutcome again = gone;
  again.at = t0 + 1h;
  history = after(again, history);
  EXPECT_FALSE(history.ended);
  EXPECT_LT(wait_after(history), 24h);

  again.at = t0 + 24h;
  history = after(again, history);
  EXPECT_TRUE(history.ended);
  EXPECT_EQ(next_poll_at(history, limits, {}, "u"), Timestamp::max());
}

TEST(NextPollAt, RevivesAFeedThatAnswersAgain) {
  PollHistory history = after({.end = PollEnd::gone, .at = t0, .status = 410});
  history = after({.end = PollEnd::gone, .at = t0 + 25h, .status = 410}, history);
  ASSERT_TRUE(history.ended);

  history = after(fresh(t0 + 26h, every(1min, 20, t0 + 26h)), history);

  EXPECT_FALSE(history.ended);
  EXPECT_FALSE(history.gone_since);
  EXPECT_EQ(wait_after(history), limits.interval_min);
}

TEST(NextPollAt, TakesNoNetworkTroubleForAnEndOfAGoneFeed) {
  PollHistory history = after({.end = PollEnd::gone, .at = t0, .status = 410});
  history = after({.end = PollEnd::failed, .at = t0 + 12h}, history);
  EXPECT_TRUE(history.gone_since);

  history = after(failure(t0 + 13h, 404), history);
  EXPECT_FALSE(history.gone_since);
}

TEST(FirstDue, SpreadsOverdueFeedsByTheirUrlAtStart) {
  std::vector<Timestamp> times;
  for (int i = 0; i < 10'000; ++i)
    times.push_back(first_due({}, "https://e" + std::to_string(i), 10'000, t0, limits));

  std::sort(times.begin(), times.end());
  EXPECT_GE(times.front(), t0);
  EXPECT_LE(times.back(), t0 + limits.interval_min);
  EXPECT_GT(times.back() - times.front(), limits.interval_min - 10s);
}

TEST(FirstDue, AsksAFewFeedsAtOnceAndKeepsWhatIsNotDueYet) {
  EXPECT_EQ(first_due({}, "https://example.org", 5, t0, limits), t0);
  EXPECT_EQ(first_due(t0 + 1h, "https://example.org", 5, t0, limits), t0 + 1h);
}

TEST(FirstDue, IsNotStalledByAClockThatWasSetBack) {
  EXPECT_EQ(first_due(t0 + 10'000h, "https://example.org", 5, t0, limits), t0 + limits.failure_max);
}

TEST(PollHistory, ComesBackFromItsJson) {
  PollHistory history = after(fresh(t0, every(5h, 20)));
  history = after({.end = PollEnd::gone, .at = t0 + 1h, .status = 410, .message = "gone"}, history);
  history.hints = {.ttl = 60min, .skip_hours = {1, 2}, .skip_days = {0}};
  history.configured_url = "https://example.org/feed";
  history.validators_of = "https://example.org/feed";
  history.moved_to = "https://example.org/new";
  history.moved_count = 2;
  history.body_hash = "00ff";
  history.body_failures = 1;
  history.title = "Example \xC3\xA9";
  history.push = {"https://hub.example/", "https://example.org/feed", "00ff", "secret", t0, t0 + 1h, 3600s, 2};

  EXPECT_EQ(history_from_json_text(to_json_text(history)).value(), history);
  EXPECT_EQ(history_from_json_text(to_json_text({})).value(), PollHistory{});
}

TEST(PollHistory, IgnoresMembersOfOtherVersionsAndRefusesWhatIsNoObject) {
  EXPECT_TRUE(history_from_json_text(R"({"new_member":[1],"last_status":"odd","recent":["x",5]})").ok());
  EXPECT_FALSE(history_from_json_text("").ok());
  EXPECT_FALSE(history_from_json_text("[]").ok());
}

/// Ten simulated days of a feed whose server offers validators: entries come at random, in the mean one each
/// 72 min.
TEST(AdaptivePolling, SeesAFeedOfTwentyItemsADaySoonAndCheaply) {
  std::mt19937_64 random(7);
  std::exponential_distribution<double> gap(1.0 / 4320);
  std::vector<Timestamp> entries;
  double at = -10 * 86400;
  while (at < 10 * 86400) entries.push_back(t0 + seconds(static_cast<std::int64_t>(at += gap(random))));

  PollHistory history;
  std::vector<seconds> delays;
  int polls = 0, bodies = 0;
  std::size_t known = 0;
  for (Timestamp now = t0; now < t0 + 240h;
       now = next_poll_at(history, limits, {}, "https://example.org/feed")) {
    std::size_t listed = known;
    while (listed < entries.size() && entries[listed] <= now) ++listed;
    ++polls;
    if (listed == known) {
      history = after({.end = PollEnd::unchanged, .at = now, .status = 304, .has_validators = true}, history);
      continue;
    }
    ++bodies;
    for (; known < listed; ++known)
      if (entries[known] > t0) delays.push_back(now - entries[known]);
    history = after(fresh(now, {entries.begin() + static_cast<std::ptrdiff_t>(listed > 30 ? listed - 30 : 0),
                                entries.begin() + static_cast<std::ptrdiff_t>(listed)}),
                    history);
  }

  ASSERT_GT(delays.size(), 150u);
  std::sort(delays.begin(), delays.end());
  const seconds p95 = delays[delays.size() * 95 / 100];
  RecordProperty("p95_seconds", static_cast<int>(p95.count()));
  RecordProperty("body_percent", 100 * bodies / polls);
  EXPECT_LE(p95, 15min);
  EXPECT_LT(100.0 * bodies / polls, 12.0);
}

}  // namespace
}  // namespace newswired::ingest
