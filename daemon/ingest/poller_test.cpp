#include "daemon/ingest/poller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Timestamp t0 = parse_rfc3339("2026-03-05T07:30:00Z").value();
const std::string feed_url = "https://example.org/feed";

FetchResult answer(int status, std::string body = "", std::string etag = "") {
  FetchResult result;
  result.status = status;
  result.url = feed_url;
  result.body = std::move(body);
  result.etag = std::move(etag);
  result.wire_bytes = result.body.size();
  return result;
}

FetchResult broken(FetchReason reason) {
  FetchResult result;
  result.url = feed_url;
  result.error = FetchError{reason, feed_url + ": trouble"};
  return result;
}

/// Everything outside the poller, with a clock that tests turn. The body "a b" is a feed with the entries a
/// and b; "!" kills the parser, "?" is no feed.
struct World {
  Timestamp now = t0;
  std::vector<std::pair<FetchRequest, std::function<void(FetchResult)>>> fetches;  // not answered yet
  std::vector<FetchRequest> requests;
  int parse_count = 0;
  std::vector<ledger::Poll> polls;
  bool store_works = true;
  std::vector<std::function<void(bool)>> held_stores;
  bool hold_stores = false;
  std::vector<ledger::FeedState> saved;
  std::vector<std::pair<std::string, std::chrono::seconds>> holds;
  ErrorKind parse_error = ErrorKind::internal;
  std::unique_ptr<Poller> poller;

  Poller::Hooks hooks() {
    return {.now = [this] { return now; },
            .fetch =
                [this](FetchRequest request, std::function<void(FetchResult)> done) {
                  requests.push_back(request);
                  fetches.emplace_back(std::move(request), std::move(done));
                },
            .parse =
                [this](Poller::ParseJob job, std::function<void(Result<ParsedFeed>)> done) {
                  ++parse_count;
                  if (job.body == "!") return done(Error{parse_error, "the parser died"});
                  ParsedFeed feed;
                  feed.is_feed = job.body != "?";
                  feed.title = "Example";
                  for (const char c : job.body)
                    if (c != ' ')
                      feed.entries.push_back({.identity = std::string(1, c), .published = now - 1h});
                  done(std::move(feed));
                },
            .store =
                [this](ledger::Poll poll, std::function<void(bool)> done) {
                  if (hold_stores) return held_stores.push_back(std::move(done));
                  if (store_works) polls.push_back(std::move(poll));
                  done(store_works);
                },
            .save = [this](ledger::FeedState state) { saved.push_back(std::move(state)); },
            .hold_host = [this](const std::string& url,
                                std::chrono::seconds wait) { holds.emplace_back(url, wait); }};
  }

  void begin(std::vector<FeedSpec> feeds, std::vector<ledger::FeedState> states = {},
             Poller::Options options = {}) {
    poller = std::make_unique<Poller>(std::move(options), hooks(), std::move(feeds), states);
  }

  /// Turns the clock to the next poll and answers it.
  void poll(FetchResult result) {
    for (int i = 0; i < 10 && fetches.empty(); ++i) {
      const Timestamp next = poller->tick();
      if (fetches.empty() && next != Timestamp::max()) now = std::max(now, next);
    }
    ASSERT_FALSE(fetches.empty()) << "nothing became due";
    answer_first(std::move(result));
  }

  void answer_first(FetchResult result) {
    auto done = std::move(fetches.front().second);
    fetches.erase(fetches.begin());
    done(std::move(result));
  }

  FeedStatus status(std::size_t place = 0) const { return poller->status().at(place); }
};

FeedSpec spec_of(std::string id, std::string url = feed_url) {
  FeedSpec spec;
  spec.id = std::move(id);
  spec.url = std::move(url);
  return spec;
}

TEST(Poller, StoresEntriesAndValidatorsInOnePoll) {
  World world;
  world.begin({spec_of("example")});

  world.poll(answer(200, "a b", "\"1\""));

  ASSERT_EQ(world.polls.size(), 1u);
  const ledger::Poll& poll = world.polls[0];
  EXPECT_EQ(poll.feed, (FeedRef{"example", "Example", feed_url}));
  EXPECT_EQ(poll.entries.size(), 2u);
  EXPECT_EQ(poll.state.feed, "example");
  EXPECT_EQ(poll.state.url, feed_url);
  EXPECT_EQ(poll.state.validators.etag, "\"1\"");
  EXPECT_GT(poll.state.next_due, t0);
  EXPECT_EQ(poll.backlog_since, t0 - 48h);
  EXPECT_THAT(world.saved, IsEmpty());
}

TEST(Poller, SendsTheValidatorsOfTheLastStoredAnswer) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));
  world.poll(answer(304));
  world.poll(answer(304));

  EXPECT_EQ(world.requests[0].validators, ledger::Validators{});
  EXPECT_EQ(world.requests[1].validators.etag, "\"1\"");
  EXPECT_EQ(world.requests[2].validators.etag, "\"1\"");
  EXPECT_EQ(world.parse_count, 1);
  EXPECT_EQ(world.saved.size(), 2u);
  EXPECT_EQ(world.status().history.last_end, PollEnd::unchanged);
}

TEST(Poller, KeepsTheOldValidatorsWhenTheEntriesCouldNotBeStored) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));
  world.store_works = false;
  world.poll(answer(200, "a b", "\"2\""));

  world.store_works = true;
  world.poll(answer(200, "a b", "\"2\""));

  EXPECT_EQ(world.requests[2].validators.etag, "\"1\"");
  EXPECT_EQ(world.polls.size(), 2u);
}

TEST(Poller, TakesNewValidatorsFromA304AndDropsThoseThatA200NoLongerSends) {
  World world;
  world.begin({spec_of("example")});
  FetchResult first = answer(200, "a", "\"1\"");
  first.last_modified = "yesterday";
  world.poll(first);
  world.poll(answer(304, "", "\"2\""));
  world.poll(answer(200, "a b"));
  world.poll(answer(304));

  EXPECT_EQ(world.requests[2].validators, (ledger::Validators{"\"2\"", "yesterday"}));
  EXPECT_EQ(world.requests[3].validators, ledger::Validators{});
  EXPECT_EQ(world.status().history.last_end, PollEnd::failed);
  EXPECT_EQ(world.status().history.last_message, "HTTP 304");
}

TEST(Poller, MovesOneBodyInAThousandPollsOfAnUnchangedFeed) {
  World world;
  world.begin({spec_of("example")}, {}, {.limits = {.refresh_max = 100'000h}});
  world.poll(answer(200, "a", "\"1\""));
  for (int i = 0; i < 999; ++i) world.poll(answer(304));

  EXPECT_EQ(world.status().history.poll_count, 1000u);
  EXPECT_EQ(world.status().history.body_count, 1u);
  EXPECT_EQ(world.parse_count, 1);
}

TEST(Poller, AsksForAWholeBodyOnceAWeekSoThatMarksOfListedEntriesLive) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));
  world.now += 6 * 24h;
  world.poll(answer(304));
  world.now += 24h;
  world.poll(answer(200, "a", "\"1\""));

  EXPECT_EQ(world.requests[1].validators.etag, "\"1\"");
  EXPECT_EQ(world.requests[2].validators.etag, "");
  EXPECT_EQ(world.polls.size(), 2u);
}

TEST(Poller, DoesNotParseTheSameBodyTwiceWhenAServerHasNoValidators) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a b"));
  world.poll(answer(200, "a b"));
  world.poll(answer(200, "a b c"));

  EXPECT_EQ(world.parse_count, 2);
  EXPECT_EQ(world.polls.size(), 2u);
}

TEST(Poller, GoesOnAfterARestartWhereItWas) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));
  const ledger::FeedState state = world.polls[0].state;

  World later;
  later.now = t0 + 1s;
  later.begin({spec_of("example")}, {state});
  EXPECT_EQ(later.poller->tick(), state.next_due);
  EXPECT_THAT(later.requests, IsEmpty());
  later.poll(answer(304));

  EXPECT_EQ(later.requests[0].validators.etag, "\"1\"");
  EXPECT_EQ(later.status().history.poll_count, 2u);
}

TEST(Poller, BeginsAnewWhenTheListGivesAnotherUrl) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));

  World later;
  later.begin({spec_of("example", "https://example.org/other")}, {world.polls[0].state});
  later.poll(answer(200, "a"));

  EXPECT_EQ(later.requests[0].url, "https://example.org/other");
  EXPECT_EQ(later.requests[0].validators, ledger::Validators{});
}

TEST(Poller, BacksOffFromAFailingFeedAndSaysWhy) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(404, "<html>no</html>"));
  const Timestamp first = world.status().next_due;
  EXPECT_EQ(world.status().history.last_message, "HTTP 404 with a web page");
  EXPECT_GE(first - world.now, 4min);

  world.poll(broken(FetchReason::timeout));
  EXPECT_GT(world.status().next_due - world.now, first - t0);
  EXPECT_THAT(world.status().history.last_message, HasSubstr("trouble"));
  EXPECT_EQ(world.status().history.failure_count, 2);
}

TEST(Poller, KeepsTheOldStateWhenAPageComesInsteadOfAFeed) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));
  world.poll(answer(200, "<!DOCTYPE html><html><form><input type=\"password\"></form></html>", "\"login\""));
  EXPECT_EQ(world.status().history.last_end, PollEnd::not_a_feed);
  EXPECT_THAT(world.status().history.last_message, HasSubstr("login page"));
  world.poll(answer(200, "?", "\"odd\""));
  EXPECT_EQ(world.status().history.last_end, PollEnd::not_a_feed);
  world.poll(answer(304));

  EXPECT_EQ(world.requests[3].validators.etag, "\"1\"");
  EXPECT_EQ(world.status().history.last_end, PollEnd::unchanged);
  EXPECT_EQ(world.polls.size(), 1u);
}

TEST(Poller, ReportsABotCheckThatComesWithA403) {
  World world;
  world.begin({spec_of("example")});

  world.poll(answer(403, "<!doctype html><title>Just a moment...</title>"));

  EXPECT_EQ(world.status().history.last_message, "HTTP 403 with a bot check");
}

TEST(Poller, SkipsABodyThatFailedThreeTimesUntilAnotherOneComes) {
  World world;
  world.begin({spec_of("example")});
  for (int i = 0; i < 5; ++i) world.poll(answer(200, "!"));
  EXPECT_EQ(world.parse_count, 3);
  EXPECT_THAT(world.status().history.last_message, HasSubstr("could not be parsed"));

  world.poll(answer(200, "a"));
  EXPECT_EQ(world.polls.size(), 1u);
  EXPECT_EQ(world.status().history.failure_count, 0);
}

TEST(Poller, DoesNotBlameABodyForAParserThatIsNotThere) {
  World world;
  world.parse_error = ErrorKind::unavailable;
  world.begin({spec_of("example")});

  for (int i = 0; i < 5; ++i) world.poll(answer(200, "!"));

  EXPECT_EQ(world.parse_count, 5);
}

FetchResult moved(const std::string& to, bool for_good = true, std::string body = "a") {
  FetchResult result = answer(200, std::move(body));
  result.url = to;
  result.redirect_count = 1;
  result.moved_for_good = for_good;
  return result;
}

TEST(Poller, KeepsANewUrlAfterThreePermanentRedirectsInARow) {
  World world;
  world.begin({spec_of("example")});
  world.poll(moved("https://new.example/feed", true, "a"));
  world.poll(moved("https://new.example/feed", true, "a b"));
  EXPECT_EQ(world.status().url, feed_url);
  world.poll(moved("https://new.example/feed", true, "a b c"));
  EXPECT_EQ(world.status().url, "https://new.example/feed");
  EXPECT_EQ(world.polls.back().state.url, "https://new.example/feed");

  world.poll(answer(200, "a b c d"));
  EXPECT_EQ(world.requests.back().url, "https://new.example/feed");
  EXPECT_EQ(world.status().history.poll_count, 4u);
}

TEST(Poller, NeverKeepsATemporaryOrAWanderingRedirect) {
  World world;
  world.begin({spec_of("example")});
  for (int i = 0; i < 5; ++i) world.poll(moved("https://new.example/feed", false, "a" + std::to_string(i)));
  for (int i = 0; i < 5; ++i)
    world.poll(moved("https://new.example/" + std::to_string(i % 2), true, "b" + std::to_string(i)));
  world.poll(moved("https://new.example/0", true, "?"));
  world.poll(moved("https://new.example/0", true, "?"));

  EXPECT_EQ(world.status().url, feed_url);
}

TEST(Poller, GoesBackToTheListsUrlWhenTheNewOneDies) {
  World world;
  world.begin({spec_of("example")});
  for (int i = 0; i < 3; ++i) world.poll(moved("https://new.example/feed", true, "a" + std::to_string(i)));
  ASSERT_EQ(world.status().url, "https://new.example/feed");

  for (int i = 0; i < 3; ++i) world.poll(answer(404));

  EXPECT_EQ(world.status().url, feed_url);
}

TEST(Poller, SendsSecretsToTheListsOriginOnly) {
  FeedSpec spec = spec_of("example");
  spec.headers = {{"X-Key", "secret"}};
  spec.credentials = "joe:secret";
  World world;
  world.begin({spec});
  for (int i = 0; i < 3; ++i) world.poll(moved("https://new.example/feed", true, "a" + std::to_string(i)));
  world.poll(answer(200, "z"));

  EXPECT_EQ(world.requests[0].credentials, "joe:secret");
  EXPECT_EQ(world.requests[0].headers.size(), 1u);
  EXPECT_EQ(world.requests[3].credentials, "");
  EXPECT_THAT(world.requests[3].headers, IsEmpty());
}

TEST(Poller, StopsAFeedThatIsGoneAndAsksItAgainOnlyOnDemand) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(410));
  for (int i = 0; i < 20 && !world.status().history.ended; ++i) world.poll(answer(410));
  ASSERT_TRUE(world.status().history.ended);
  EXPECT_GE(world.now - t0, 23h);
  EXPECT_EQ(world.poller->tick(), Timestamp::max());

  EXPECT_TRUE(world.poller->poll_now("example"));
  world.poll(answer(200, "a"));
  EXPECT_FALSE(world.status().history.ended);
  EXPECT_NE(world.status().next_due, Timestamp::max());
}

TEST(Poller, WaitsAsLongAsAHeldHostAsksWithoutCountingItAsAFailure) {
  World world;
  world.begin({spec_of("example")});
  FetchResult held = broken(FetchReason::host_held);
  held.retry_after = "7200";

  world.poll(held);

  EXPECT_GE(world.status().next_due - t0, 2h);
  EXPECT_LE(world.status().next_due - t0, 2h + 24min);
  EXPECT_EQ(world.status().history.failure_count, 0);
}

TEST(Poller, RemembersAHostsHoldOverARestart) {
  World world;
  world.begin({spec_of("example")});
  FetchResult throttled = answer(429);
  throttled.retry_after = "7200";
  world.poll(throttled);

  World later;
  later.now = t0 + 1h;
  later.begin({spec_of("example")}, {world.saved.back()});
  EXPECT_THAT(later.holds, ElementsAre(std::pair(feed_url, std::chrono::seconds(3600))));

  World much_later;
  much_later.now = t0 + 3h;
  much_later.begin({spec_of("example")}, {world.saved.back()});
  EXPECT_THAT(much_later.holds, IsEmpty());
}

TEST(Poller, WaitsNoLongerBecauseTheClockWasTurnedBack) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));
  const auto wait = world.status().next_due - world.now;
  world.poller->tick();

  world.now -= 10 * 24h;
  world.poller->tick();

  EXPECT_EQ(world.status().next_due - world.now, wait);
}

TEST(Poller, WaitsNoLongerAfterARestartWithTheClockTurnedBack) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));
  const auto wait = world.status().next_due - world.now;

  World earlier;
  earlier.now = t0 - 365 * 24h;
  earlier.begin({spec_of("example")}, {world.polls[0].state});

  EXPECT_EQ(earlier.status().next_due - earlier.now, wait);
}

TEST(Poller, AsksAgainAsSoonAsUsualWhenTheLedgerTookNothing) {
  World world;
  FeedSpec often = spec_of("example");
  often.interval = 1min;
  world.begin({often}, {}, {.limits = {.interval_min = 10s}});
  world.store_works = false;

  world.poll(answer(200, "a", "\"1\""));

  EXPECT_LE(world.status().next_due - world.now, 70s);
}

TEST(Poller, AsksAgainAsSoonAsIsPoliteWhenTheParserDiedUntilTheBodyIsToBlame) {
  World world;
  FeedSpec seldom = spec_of("example");
  seldom.interval = 6h;
  world.begin({seldom}, {}, {.limits = {.interval_min = 10s}});

  world.poll(answer(200, "!"));
  EXPECT_LE(world.status().next_due - world.now, 10s);
  world.poll(answer(200, "!"));
  EXPECT_LE(world.status().next_due - world.now, 10s);
  world.poll(answer(200, "!"));
  EXPECT_GE(world.status().next_due - world.now, 4min);
}

TEST(Poller, StartsNothingWhilePausedAndEndsWhatIsUnderWay) {
  World world;
  world.begin({spec_of("a", "https://a.example"), spec_of("b", "https://b.example")}, {},
              {.limits = {.polls_max = 1}});
  world.poller->tick();
  ASSERT_EQ(world.requests.size(), 1u);
  world.poller->pause();

  world.answer_first(answer(200, "x"));
  EXPECT_EQ(world.poller->tick(), Timestamp::max());
  EXPECT_EQ(world.requests.size(), 1u);
  EXPECT_EQ(world.polls.size(), 1u);

  world.poller->resume();
  world.poller->tick();
  EXPECT_EQ(world.requests.size(), 2u);
}

TEST(Poller, HasNoMorePollsInWorkThanItsLimitAndNeverTwoOfOneFeed) {
  std::vector<FeedSpec> feeds;
  for (int i = 0; i < 10; ++i)
    feeds.push_back(spec_of("f" + std::to_string(i), "https://f" + std::to_string(i) + ".example"));
  World world;
  world.begin(feeds, {}, {.limits = {.polls_max = 4}});

  world.poller->tick();
  EXPECT_EQ(world.requests.size(), 4u);
  world.now += 240h;
  world.poller->poll_now("f0");
  world.poller->tick();
  EXPECT_EQ(world.requests.size(), 4u);
  EXPECT_EQ(world.poller->in_work(), 4u);
}

TEST(Poller, ReloadsItsListWithoutDisturbingTheRest) {
  World world;
  world.begin({spec_of("keep", "https://keep.example"), spec_of("drop", "https://drop.example"),
               spec_of("move", "https://move.example")});
  world.poller->tick();
  ASSERT_EQ(world.fetches.size(), 3u);

  world.poller->reload({}, {spec_of("keep", "https://keep.example"), spec_of("move", "https://moved.example"),
                            spec_of("new", "https://new.example")});
  EXPECT_EQ(world.poller->in_work(), 1u);
  while (!world.fetches.empty()) world.answer_first(answer(200, "a", "\"1\""));
  EXPECT_EQ(world.polls.size(), 1u);
  EXPECT_EQ(world.polls[0].feed.id, "keep");
  EXPECT_EQ(world.poller->in_work(), 0u);

  world.poller->tick();
  ASSERT_EQ(world.fetches.size(), 2u);
  EXPECT_EQ(world.fetches[0].first.url, "https://moved.example");
  EXPECT_EQ(world.fetches[1].first.url, "https://new.example");
  EXPECT_EQ(world.poller->status().size(), 3u);
}

TEST(Poller, IsNotReachedByAnswersThatComeAfterItsEnd) {
  World world;
  world.begin({spec_of("example")});
  world.poller->tick();

  world.poller.reset();
  world.answer_first(answer(200, "a"));

  EXPECT_THAT(world.polls, IsEmpty());
}

TEST(Poller, DropsTheAnswerOfTheLedgerForAFeedThatIsNoLongerThere) {
  World world;
  world.begin({spec_of("example")});
  world.hold_stores = true;
  world.poll(answer(200, "a"));
  world.poller->reload({}, {});

  world.held_stores.at(0)(true);

  EXPECT_EQ(world.poller->in_work(), 0u);
  EXPECT_THAT(world.poller->status(), IsEmpty());
}

TEST(Poller, PublishesEverythingWhenThereIsNoBacklogLimit) {
  World world;
  Poller::Options options;
  options.limits.backlog.reset();
  world.begin({spec_of("example")}, {}, options);

  world.poll(answer(200, "a"));

  EXPECT_EQ(world.polls[0].backlog_since, std::nullopt);
}

TEST(Poller, GivesAFeedItsOwnNetworksAndTheGeneralOnes) {
  FeedSpec spec = spec_of("example");
  spec.allow = {parse_network("10.0.0.0/8").value()};
  spec.from_toml = true;
  World world;
  world.begin({spec, spec_of("other")}, {},
              {.body_max = 5, .allow = {parse_network("127.0.0.0/8").value()}, .proxy = "http://p"});
  world.poller->tick();

  EXPECT_EQ(world.requests[0].allow.size(), 2u);
  EXPECT_TRUE(world.requests[0].file_allowed);
  EXPECT_EQ(world.requests[1].allow.size(), 1u);
  EXPECT_FALSE(world.requests[1].file_allowed);
  EXPECT_EQ(world.requests[1].bytes_max, 5u);
  EXPECT_EQ(world.requests[1].proxy, "http://p");
}

TEST(Poller, TellsWhichPushAStoredFeedOffers) {
  World world;
  std::vector<std::string> offers;
  Poller::Hooks hooks = world.hooks();
  hooks.offered = [&](const FeedSpec& feed, const PushOffer& offer) { offers.push_back(feed.id + " " + offer.hub + " " + offer.topic); };
  world.poller = std::make_unique<Poller>(Poller::Options{}, std::move(hooks), std::vector{spec_of("example")}, std::vector<ledger::FeedState>{});
  FetchResult result = answer(200, "a");
  result.links = {"<https://hub.example/>; rel=hub"};

  world.poll(std::move(result));

  EXPECT_EQ(offers, std::vector<std::string>{"example https://hub.example/ " + feed_url});
}

TEST(Poller, StoresWhatAHubDeliversAndLearnsNothingElseFromIt) {
  World world;
  world.begin({spec_of("example")});
  FetchResult first = answer(200, "a");
  first.etag = "\"1\"";
  world.poll(std::move(first));
  const FeedStatus before = world.status();

  EXPECT_TRUE(world.poller->deliver("example", "application/rss+xml", "b"));

  ASSERT_EQ(world.polls.size(), 2u);
  EXPECT_EQ(world.polls[1].entries.at(0).identity, "b");
  EXPECT_EQ(world.polls[1].state.validators.etag, "\"1\"");
  EXPECT_EQ(world.status().history, before.history);
  EXPECT_EQ(world.status().next_due, before.next_due);
  EXPECT_FALSE(world.poller->deliver("nobody", "", "b"));
}

TEST(Poller, AsksTheFeedItselfWhenADeliveryCannotBeReadOrStored) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a"));

  EXPECT_TRUE(world.poller->deliver("example", "", "?"));
  EXPECT_EQ(world.status().next_due, world.now);
  world.poll(answer(200, "a b"));

  world.store_works = false;
  EXPECT_TRUE(world.poller->deliver("example", "", "c"));
  EXPECT_EQ(world.status().next_due, world.now);
}

TEST(Poller, TakesNoDeliveryWhilePaused) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a"));
  world.poller->pause();

  EXPECT_FALSE(world.poller->deliver("example", "", "b"));
}

TEST(Poller, KeepsASubscriptionOverPollsAndRestarts) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a"));
  const PushLease lease{.hub = "https://hub.example/", .topic = feed_url, .token = "00ff", .secret = "s", .until = world.now + 240h};

  world.poller->set_push("example", lease);

  EXPECT_EQ(world.status().next_due, world.now + PollLimits{}.interval_max);
  EXPECT_EQ(history_from_json_text(world.saved.back().history)->push, lease);
  world.poll(answer(200, "a b"));
  EXPECT_EQ(world.status().history.push, lease);
}

TEST(Poller, StoresTheValidatorsOfA200WhoseBodyIsTheSame) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a", "\"1\""));
  world.poll(answer(200, "a", "\"2\""));
  world.poll(answer(304));

  EXPECT_EQ(world.requests[2].validators.etag, "\"2\"");
  EXPECT_EQ(world.saved.at(0).validators.etag, "\"2\"") << "over a restart too";
  EXPECT_EQ(world.parse_count, 1);
}

TEST(Poller, SendsValidatorsToTheUrlThatTheyCameFromAlone) {
  World world;
  world.begin({spec_of("example")});
  FetchResult elsewhere = answer(200, "a", "\"1\"");
  elsewhere.url = "https://cdn.example/feed";
  world.poll(elsewhere);
  world.poll(answer(304));  // from a URL that was sent none

  EXPECT_EQ(world.requests[1].validators_of, "https://cdn.example/feed");
  EXPECT_EQ(world.status().history.last_end, PollEnd::failed);
  EXPECT_EQ(history_from_json_text(world.polls[0].state.history)->validators_of, "https://cdn.example/feed");
}

TEST(Poller, SaysWhenEntriesAreDatedMoreThanADayAhead) {
  World world;
  Poller::Hooks hooks = world.hooks();
  hooks.parse = [&](Poller::ParseJob, std::function<void(Result<ParsedFeed>)> done) {
    ParsedFeed feed{.is_feed = true};
    for (const auto ahead : {23h, 25h, 9999h}) feed.entries.push_back({.identity = std::to_string(ahead.count()), .published = world.now + ahead});
    done(std::move(feed));
  };
  world.poller = std::make_unique<Poller>(Poller::Options{}, std::move(hooks), std::vector{spec_of("example")}, std::vector<ledger::FeedState>{});

  world.poll(answer(200, "a"));

  EXPECT_EQ(world.status().history.last_message, "2 entries are dated more than a day ahead");
  EXPECT_EQ(world.polls.at(0).entries.size(), 3u) << "kept";
  EXPECT_EQ(world.status().history.recent, std::vector{world.now}) << "as if undated: no reason to poll sooner";
}

TEST(Poller, LetsAThousandFeedsOfOneHostTakeAFewPlacesOnly) {
  std::vector<FeedSpec> feeds;
  for (int i = 0; i < 1000; ++i) feeds.push_back(spec_of("slow" + std::to_string(i), "https://slow.example/" + std::to_string(i)));
  for (int i = 0; i < 100; ++i) feeds.push_back(spec_of("z" + std::to_string(i), "https://z" + std::to_string(i) + ".example/"));
  World world;
  world.begin(feeds);
  world.now += 1h;  // all are due

  world.poller->tick();
  EXPECT_EQ(world.requests.size(), 104u);
  for (int i = 0; i < 1100; ++i) {  // each of them still comes to its turn
    ASSERT_FALSE(world.fetches.empty()) << i << " answered";
    world.answer_first(answer(200, "a"));
    world.poller->tick();
  }

  EXPECT_EQ(world.requests.size(), 1100u);
  EXPECT_EQ(world.polls.size(), 1100u);
  EXPECT_EQ(world.poller->in_work(), 0u);
}

TEST(Poller, CountsSubdomainsOfASharedHostAsOne) {
  std::vector<FeedSpec> feeds;
  for (int i = 0; i < 20; ++i) feeds.push_back(spec_of("f" + std::to_string(i), "https://f" + std::to_string(i) + ".blogs.example/"));
  World world;
  world.begin(feeds, {}, {.limits = {.polls_per_host_max = 3}, .shared_hosts = {"blogs.example"}});
  world.now += 1h;

  world.poller->tick();

  EXPECT_EQ(world.requests.size(), 3u);
}

TEST(Poller, GivesPlacesOfADroppedFeedToTheNextOfItsHost) {
  World world;
  const auto feeds = [](std::vector<std::string> ids) {
    std::vector<FeedSpec> specs;
    for (const std::string& id : ids) specs.push_back(spec_of(id, "https://example.org/" + id));
    return specs;
  };
  Poller::Options options{.limits = {.polls_per_host_max = 1}};
  world.begin(feeds({"a", "b", "c"}), {}, options);
  world.now += 1h;
  world.poller->tick();
  ASSERT_EQ(world.requests.size(), 1u);
  const std::string first = world.requests[0].url.substr(std::string("https://example.org/").size());

  std::vector<std::string> rest{"a", "b", "c"};
  std::erase(rest, first);
  world.poller->reload(options, feeds(rest));
  world.poller->tick();

  ASSERT_EQ(world.requests.size(), 2u);
  EXPECT_NE(world.requests[1].url, world.requests[0].url);
}

TEST(Poller, AsksANewFeedAtOnceHoweverManyThereAre) {
  std::vector<FeedSpec> feeds;
  for (int i = 0; i < 5000; ++i) feeds.push_back(spec_of("f" + std::to_string(i), "https://f" + std::to_string(i) + ".example/"));
  World world;
  world.begin(feeds);

  feeds.push_back(spec_of("young", "https://young.example/"));
  world.poller->reload({}, feeds);

  EXPECT_EQ(world.status(world.poller->status().size() - 1).id, "young");
  EXPECT_EQ(world.status(world.poller->status().size() - 1).next_due, world.now);
}

TEST(Poller, FollowsAnIntervalThatAReloadBrings) {
  World world;
  FeedSpec spec = spec_of("example");
  world.begin({spec, spec_of("other", "https://other.example/")});
  world.poll(answer(200, "a"));
  world.poll(answer(200, "a"));
  const Timestamp other = world.status(1).next_due;

  spec.interval = 5min;
  world.poller->reload({}, {spec, spec_of("other", "https://other.example/")});

  EXPECT_LE(world.status(0).next_due - world.now, 6min);
  EXPECT_EQ(world.status(1).next_due, other) << "the rest is not disturbed";
}

TEST(Poller, GivesAFeedItsOwnProxyAndLimit) {
  FeedSpec spec = spec_of("example");
  spec.proxy = "http://own.example:3128";
  spec.body_max = 7;
  World world;
  world.begin({spec}, {}, {.body_max = 5, .proxy = "http://general.example"});
  world.poller->tick();

  EXPECT_EQ(world.requests[0].proxy, "http://own.example:3128");
  EXPECT_EQ(world.requests[0].bytes_max, 7u);
}

TEST(Poller, IsRaisedByWhatTheFeedAndTheServerAsk) {
  const auto wait_with = [](PublisherHints hints, const std::string& cache_control) {
    World world;
    Poller::Hooks hooks = world.hooks();
    hooks.parse = [&](Poller::ParseJob, std::function<void(Result<ParsedFeed>)> done) {
      ParsedFeed feed{.is_feed = true, .hints = hints};
      for (int i = 1; i <= 20; ++i) feed.entries.push_back({.identity = std::to_string(i), .published = world.now - 1min * i});
      done(std::move(feed));
    };
    world.poller = std::make_unique<Poller>(Poller::Options{}, std::move(hooks), std::vector{spec_of("example")}, std::vector<ledger::FeedState>{});
    FetchResult result = answer(200, "a");
    result.cache_control = cache_control;
    world.poll(std::move(result));
    return world.status().next_due - world.now;
  };
  EXPECT_EQ(wait_with({}, ""), 2min);
  EXPECT_EQ(wait_with({.ttl = 1h}, ""), 1h) << "ttl, sy:*";
  EXPECT_EQ(wait_with({}, "max-age=7200"), 2h);
  EXPECT_EQ(wait_with({.skip_hours = {7, 8}}, ""), 90min) << "it is 7:30";
  EXPECT_EQ(wait_with({.skip_days = {4}}, ""), 6h) << "Thursday, up to the longest wait";
}

TEST(Poller, TakesWhatIsOlderThanItsLastReadingForKnownAfterALongAbsence) {
  World world;
  world.begin({spec_of("example")});
  world.poll(answer(200, "a"));
  const Timestamp read = world.now;
  world.now += 24h;
  world.poll(answer(200, "a b"));
  EXPECT_FALSE(world.polls[1].after_absence);
  world.now = read + 24h + 30 * 24h;
  world.poll(answer(200, "a b c"));

  EXPECT_TRUE(world.polls[2].after_absence);
  EXPECT_EQ(world.polls[2].backlog_since, read + 24h);
}

TEST(Poller, LivesWithAnEmptyList) {
  World world;
  world.begin({});

  EXPECT_EQ(world.poller->tick(), Timestamp::max());
  EXPECT_FALSE(world.poller->poll_now("nobody"));
}

}  // namespace
}  // namespace newswired::ingest
