// Poller and fetcher together against a real server on loopback; only the poller's clock is turned by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/poller.h"
#include "tests/support/http_server.h"

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;
using newswired::testing::HttpAnswer;
using newswired::testing::HttpRequest;
using newswired::testing::HttpServer;

/// What the daemon's loop does: answers of the fetch thread are run on the test's thread.
class House {
 public:
  explicit House(std::vector<std::string> urls) : fetcher_(options()) {
    std::vector<FeedSpec> feeds;
    for (std::size_t i = 0; i < urls.size(); ++i)
      feeds.push_back({.id = "f" + std::to_string(i), .url = urls[i]});
    Poller::Options options{.allow = {parse_network("127.0.0.0/8").value()}};
    poller_ = std::make_unique<Poller>(options, hooks(), feeds, std::vector<ledger::FeedState>{});
  }
  ~House() { fetcher_.stop(); }

  /// Makes every feed due and waits until each was asked and answered.
  void round() {
    for (const FeedStatus& feed : poller_->status()) poller_->poll_now(feed.id);
    poller_->tick();
    while (poller_->in_work() > 0) {
      std::vector<std::function<void()>> events;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !events_.empty(); });
        events.swap(events_);
      }
      for (const auto& event : events) event();
      poller_->tick();
    }
    now_ += 1h;
  }

  std::vector<FeedStatus> status() const { return poller_->status(); }
  std::vector<ledger::Poll> polls;

 private:
  static FetcherOptions options() {
    FetcherOptions options;
    options.limits.host.delay = 0ms;
    return options;
  }

  Poller::Hooks hooks() {
    return {.now = [this] { return now_; },
            .fetch =
                [this](FetchRequest request, std::function<void(FetchResult)> done) {
                  fetcher_.fetch(std::move(request), [this, done](FetchResult result) {
                    const std::lock_guard lock(mutex_);
                    events_.push_back([done, result = std::move(result)] { done(result); });
                    changed_.notify_one();
                  });
                },
            .parse =
                [](Poller::ParseJob job, std::function<void(Result<ParsedFeed>)> done) {
                  done(ParsedFeed{.is_feed = true, .title = job.url, .entries = {{.identity = job.body}}});
                },
            .store =
                [this](ledger::Poll poll, std::function<void(bool)> done) {
                  polls.push_back(std::move(poll));
                  done(true);
                },
            .save = [](const ledger::FeedState&) {},
            .hold_host = [](const std::string&, std::chrono::seconds) {}};
  }

  Timestamp now_ = parse_rfc3339("2026-03-05T07:30:00Z").value();
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> events_;
  Fetcher fetcher_;
  std::unique_ptr<Poller> poller_;
};

TEST(Polling, FetchesAnUnchangedFeedsBodyOnce) {
  HttpServer server([](const HttpRequest& request) {
    if (request.header("if-none-match") == "\"v1\"") return HttpAnswer{.status = 304};
    return HttpAnswer{.headers = {{"ETag", "\"v1\""}}, .body = "<rss/>"};
  });
  House house({server.url("/feed")});

  for (int i = 0; i < 50; ++i) house.round();

  EXPECT_EQ(house.polls.size(), 1u);
  EXPECT_EQ(server.requests().size(), 50u);
  EXPECT_EQ(house.status()[0].history.body_count, 1u);
}

TEST(Polling, AsksAThrottlingHostOnceThoughFiftyFeedsAreDue) {
  HttpServer server([](const HttpRequest& request) {
    return request.host() == "busy.localhost" ? HttpAnswer{.status = 429, .headers = {{"Retry-After", "600"}}}
                                              : HttpAnswer{.body = "<rss/>"};
  });
  std::vector<std::string> urls;
  for (int i = 0; i < 50; ++i) urls.push_back(server.url("/" + std::to_string(i), "busy.localhost"));
  urls.push_back(server.url("/", "free.localhost"));
  House house(urls);

  house.round();

  EXPECT_EQ(server.requests().size(), 2u);
  EXPECT_EQ(house.polls.size(), 1u);
  for (const FeedStatus& feed : house.status())
    if (feed.url.find("busy") != std::string::npos) {
      EXPECT_GE(feed.next_due - feed.history.last_poll, 599s) << feed.id;
    }
}

TEST(Polling, KeepsAPermanentMoveAfterThreeRoundsAndAsksThereDirectly) {
  int version = 0;
  HttpServer server([&](const HttpRequest& request) {
    if (request.path == "/old") return HttpAnswer{.status = 301, .headers = {{"Location", "/new"}}};
    return HttpAnswer{.body = "<rss>" + std::to_string(++version) + "</rss>"};
  });
  House house({server.url("/old")});
  for (int i = 0; i < 3; ++i) house.round();
  ASSERT_EQ(server.requests().size(), 6u);

  house.round();

  EXPECT_EQ(server.requests().size(), 7u);
  EXPECT_EQ(server.requests().back().path, "/new");
  EXPECT_EQ(house.polls.back().feed.id, "f0");
}

TEST(Polling, ReadsTheWholeEntriesOfAFeedThatIsTooLarge) {
  HttpServer server(
      [](const HttpRequest&) { return HttpAnswer{.body = std::string(body_bytes_max_default + 1, 'x')}; });
  House house({server.url("/feed")});

  house.round();

  ASSERT_EQ(house.polls.size(), 1u);
  EXPECT_EQ(house.polls[0].entries[0].identity.size(), body_bytes_max_default);
  EXPECT_THAT(house.status()[0].history.last_message, ::testing::HasSubstr("fetch.body_max"));
}

}  // namespace
}  // namespace newswired::ingest
