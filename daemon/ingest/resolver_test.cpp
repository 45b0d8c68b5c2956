// A resolver that never answers slows nobody, and one that changes its mind reaches nobody. `getaddrinfo` of this program
// stands before the C library's, for curl too.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <string_view>

#include "daemon/ingest/fetcher.h"
#include "tests/support/http_server.h"

namespace {

/// Look-ups of names under `.silent.test` wait until someone lets them go.
struct Silence {
  std::mutex mutex;
  std::condition_variable changed;
  bool over = false;
  int waiting = 0;
};

Silence& silence() {
  static Silence* one = new Silence;  // outlives the threads that wait in it
  return *one;
}

}  // namespace

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result) {
  using Real = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const Real real = reinterpret_cast<Real>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  const std::string_view name = node ? node : "";
  if (name.ends_with(".silent.test")) {
    std::unique_lock lock(silence().mutex);
    ++silence().waiting;
    silence().changed.notify_all();
    silence().changed.wait(lock, [] { return silence().over; });
    return EAI_AGAIN;
  }
  // The first answer leads where everyone may go, each later one to a neighbour.
  static std::atomic<bool> asked{false};
  if (name.ends_with(".rebind.test")) return real(asked.exchange(true) ? "127.0.0.2" : "127.0.0.1", service, hints, result);
  return real(name.ends_with(".quick.test") ? "127.0.0.1" : node, service, hints, result);
}

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;
using newswired::testing::HttpAnswer;
using newswired::testing::HttpRequest;
using newswired::testing::HttpServer;

std::future<FetchResult> begin(Fetcher& fetcher, const std::string& url, const char* allowed = "127.0.0.0/8") {
  FetchRequest request;
  request.url = url;
  request.allow = {parse_network(allowed).value()};
  auto promise = std::make_shared<std::promise<FetchResult>>();
  fetcher.fetch(std::move(request), [promise](FetchResult result) { promise->set_value(std::move(result)); });
  return promise->get_future();
}

TEST(SilentResolver, SlowsNoOtherHostAndNotTheEnd) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.body = "here"}; });
  FetcherOptions options;
  options.limits.connect_max = 600s;  // as far as this test goes, for ever
  options.limits.total_max = 600s;
  Fetcher fetcher(options);
  std::vector<std::future<FetchResult>> silent, others;
  for (int i = 0; i < 180; ++i) silent.push_back(begin(fetcher, "http://n" + std::to_string(i) + ".silent.test/"));
  {
    std::unique_lock lock(silence().mutex);
    silence().changed.wait(lock, [] { return silence().waiting >= 64; });  // every place of `lookups_max`
  }

  for (int i = 0; i < 30; ++i) {
    others.push_back(begin(fetcher, server.url("/", "n" + std::to_string(i) + ".quick.test")));  // needs a look-up too
    others.push_back(begin(fetcher, server.url("/", "n" + std::to_string(i) + ".localhost")));
  }
  for (auto& other : others) {
    ASSERT_EQ(other.wait_for(60s), std::future_status::ready) << "waits for the silent ones";
    EXPECT_EQ(other.get().body, "here");
  }
  for (auto& one : silent) EXPECT_EQ(one.wait_for(0s), std::future_status::timeout);

  fetcher.stop();
  for (auto& one : silent) EXPECT_EQ(one.get().error->reason, FetchReason::stopped);
  const std::lock_guard lock(silence().mutex);
  silence().over = true;
  silence().changed.notify_all();
}

TEST(Rebinding, OfANameToANeighbourIsRefusedWhenItsSocketIsOpened) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.body = "here"}; });
  const std::string url = server.url("/", "news.rebind.test");
  Fetcher first({}), later({});  // each with a cache of names of its own

  EXPECT_EQ(begin(first, url, "127.0.0.1/32").get().body, "here");
  const FetchResult moved = begin(later, url, "127.0.0.1/32").get();

  ASSERT_TRUE(moved.error);
  EXPECT_EQ(moved.error->reason, FetchReason::refused_address) << moved.error->message;
  EXPECT_EQ(server.requests().size(), 1u);
}

}  // namespace
}  // namespace newswired::ingest
