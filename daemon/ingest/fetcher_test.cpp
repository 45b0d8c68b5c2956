#include "daemon/ingest/fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <ctime>
#include <fstream>
#include <future>

#include "daemon/ingest/fetch_once.h"
#include "stages/feed/feed.h"
#include "tests/support/coded.h"
#include "tests/support/http_server.h"

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;
using newswired::testing::HttpAnswer;
using newswired::testing::HttpRequest;
using newswired::testing::HttpServer;
using ::testing::HasSubstr;

const std::vector<Network> loopback = {parse_network("127.0.0.0/8").value(),
                                       parse_network("::1/128").value()};

FetcherOptions quick() {
  FetcherOptions options;
  options.limits.host.delay = 0ms;
  options.user_agent = "newswired/test (+https://example.org)";
  return options;
}

FetchRequest request_of(const std::string& url) {
  FetchRequest request;
  request.url = url;
  request.allow = loopback;
  return request;
}

std::future<FetchResult> begin(Fetcher& fetcher, FetchRequest request) {
  auto promise = std::make_shared<std::promise<FetchResult>>();
  fetcher.fetch(std::move(request), [promise](FetchResult result) { promise->set_value(std::move(result)); });
  return promise->get_future();
}

FetchResult fetch(Fetcher& fetcher, FetchRequest request) {
  return begin(fetcher, std::move(request)).get();
}

std::string reason_of(const FetchResult& result) {
  return result.error ? std::string(to_string(result.error->reason)) : "answered";
}

HttpAnswer redirect(int status, const std::string& location) {
  return {.status = status, .headers = {{"Location", location}}, .body = "moved"};
}

TEST(Fetcher, GivesTheBodyAndTheHeadersThatMatter) {
  HttpServer server([](const HttpRequest&) {
    return HttpAnswer{.headers = {{"Content-Type", "application/rss+xml; charset=utf-8"},
                                  {"ETag", "W/\"a b\""},
                                  {"Last-Modified", "Thu, 5 Mar 2026 07:30:00 +0000"},
                                  {"Cache-Control", "max-age=60"},
                                  {"Cache-Control", "public"},
                                  {"Expires", "0"},
                                  {"Link", "<https://hub.example>; rel=hub"}},
                      .body = "<rss/>"};
  });
  Fetcher fetcher(quick());

  const FetchResult result = fetch(fetcher, request_of(server.url("/feed?x=1")));

  EXPECT_FALSE(result.error);
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.url, server.url("/feed?x=1"));
  EXPECT_EQ(result.body, "<rss/>");
  EXPECT_EQ(result.content_type, "application/rss+xml; charset=utf-8");
  EXPECT_EQ(result.etag, "W/\"a b\"");
  EXPECT_EQ(result.last_modified, "Thu, 5 Mar 2026 07:30:00 +0000");
  EXPECT_EQ(result.cache_control, "max-age=60, public");
  EXPECT_THAT(result.links, ::testing::ElementsAre("<https://hub.example>; rel=hub"));
  EXPECT_FALSE(result.truncated);
  EXPECT_EQ(result.wire_bytes, 6u);
}

TEST(Fetcher, SaysWhoItIsAndWhatItReads) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  Fetcher fetcher(quick());

  fetch(fetcher, request_of(server.url("/")));

  const HttpRequest seen = server.requests().at(0);
  EXPECT_EQ(seen.header("user-agent"), "newswired/test (+https://example.org)");
  EXPECT_THAT(seen.header("accept"), HasSubstr("application/rss+xml"));
  EXPECT_EQ(seen.header("accept-encoding"), "gzip, deflate, br, zstd");
}

TEST(Fetcher, SendsBothValidatorsBackByteForByteAndTellsA304) {
  HttpServer server([](const HttpRequest&) {
    return HttpAnswer{.status = 304, .headers = {{"ETag", "\"new\""}}};
  });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/"));
  request.validators = {"W/\"odd \xC3\xA9 'tag' ;,\"", "yesterday, about noon"};

  const FetchResult result = fetch(fetcher, request);

  EXPECT_EQ(result.status, 304);
  EXPECT_EQ(result.etag, "\"new\"");
  EXPECT_EQ(server.requests().at(0).header("if-none-match"), "W/\"odd \xC3\xA9 'tag' ;,\"");
  EXPECT_EQ(server.requests().at(0).header("if-modified-since"), "yesterday, about noon");
}

TEST(Fetcher, SendsNoValidatorThatItDoesNotHave) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  Fetcher fetcher(quick());

  fetch(fetcher, request_of(server.url("/")));

  EXPECT_FALSE(server.requests().at(0).headers.contains("if-none-match"));
  EXPECT_FALSE(server.requests().at(0).headers.contains("if-modified-since"));
}

TEST(Fetcher, SendsValidatorsToTheHopTheyBelongToAlone) {
  HttpServer server([](const HttpRequest& request) {
    return request.path == "/a" ? redirect(302, "/b") : HttpAnswer{.status = request.header("if-none-match").empty() ? 200 : 304, .body = "x"};
  });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/a"));
  request.validators.etag = "\"1\"";
  request.validators_of = server.url("/b");
  EXPECT_EQ(fetch(fetcher, request).status, 304);
  EXPECT_EQ(server.requests().at(0).header("if-none-match"), "");

  request.validators_of = server.url("/elsewhere");
  EXPECT_EQ(fetch(fetcher, request).status, 200);
}

TEST(Fetcher, NeverLetsAValidatorWriteAHeaderOfItsOwn) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/"));
  request.validators.etag = "x\r\nX-Evil: 1";

  fetch(fetcher, request);

  EXPECT_FALSE(server.requests().at(0).headers.contains("x-evil"));
}

TEST(Fetcher, DecodesGzipBrotliAndZstd) {
  HttpServer server([](const HttpRequest& request) {
    if (request.path == "/gzip")
      return HttpAnswer{.headers = {{"Content-Encoding", "gzip"}}, .body = testing::gzip_of("hello")};
    if (request.path == "/br")
      return HttpAnswer{.headers = {{"Content-Encoding", "br"}}, .body = testing::brotli_hello};
    return HttpAnswer{.headers = {{"Content-Encoding", "zstd"}}, .body = testing::zstd_of("hello")};
  });
  Fetcher fetcher(quick());

  for (const char* path : {"/gzip", "/br", "/zstd"})
    EXPECT_EQ(fetch(fetcher, request_of(server.url(path))).body, "hello") << path;
}

TEST(Fetcher, AsksAgainWithoutCodingWhenTheCodingIsBroken) {
  HttpServer server([](const HttpRequest& request) {
    if (request.header("accept-encoding") == "identity") return HttpAnswer{.body = "<rss/>"};
    return HttpAnswer{.headers = {{"Content-Encoding", "gzip"}}, .body = "<rss/>"};
  });
  Fetcher fetcher(quick());

  const FetchResult result = fetch(fetcher, request_of(server.url("/")));

  EXPECT_EQ(reason_of(result), "answered");
  EXPECT_EQ(result.body, "<rss/>");
}

TEST(Fetcher, GivesABodyOfExactlyTheLimitWhole) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.body = std::string(1000, 'x')}; });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/"));
  request.bytes_max = 1000;

  const FetchResult result = fetch(fetcher, request);

  EXPECT_EQ(result.body.size(), 1000u);
  EXPECT_FALSE(result.truncated);
}

TEST(Fetcher, CutsABodyOneByteOverTheLimitAndSaysSo) {
  HttpServer server([](const HttpRequest&) {
    return HttpAnswer{.headers = {{"ETag", "\"x\""}}, .body = std::string(1001, 'x')};
  });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/"));
  request.bytes_max = 1000;

  const FetchResult result = fetch(fetcher, request);

  EXPECT_EQ(reason_of(result), "answered");
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body.size(), 1000u);
  EXPECT_TRUE(result.truncated);
  EXPECT_EQ(result.etag, "\"x\"");
}

/// The most memory that was resident so far.
long peak_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(Fetcher, StopsAGzipBombOfAGigabyteAtTheLimit) {
  const std::string bomb = testing::gzip_bomb(1ull << 30);
  HttpServer server([&](const HttpRequest&) {
    return HttpAnswer{.headers = {{"Content-Encoding", "gzip"}}, .body = bomb};
  });
  Fetcher fetcher(quick());
  fetch(fetcher, request_of(server.url("/", "warm.localhost")));
  const long before = peak_kib();

  const FetchResult result = fetch(fetcher, request_of(server.url("/")));

  EXPECT_LT(peak_kib() - before, 64 << 10) << "resident memory, in KiB";
  EXPECT_EQ(result.body.size(), body_bytes_max_default);
  EXPECT_TRUE(result.truncated);
  EXPECT_LT(result.wire_bytes, bomb.size() / 4);
}

TEST(Fetcher, LeavesTheWholeItemsOfAFeedThatIsCutAtItsLimit) {
  std::string feed = "<rss version='2.0'><channel>";
  for (int i = 0; i < 50; ++i) feed += "<item><title>Ferry " + std::to_string(100 + i) + "</title></item>";
  const std::size_t limit = feed.find("<title>Ferry 130");  // 30 items have ended there
  HttpServer server([&](const HttpRequest&) { return HttpAnswer{.body = feed + "</channel></rss>"}; });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/"));
  request.bytes_max = limit;

  const feed::Feed read = feed::parse_feed(fetch(fetcher, request).body, {});

  EXPECT_EQ(read.entries.size(), 30u);
  EXPECT_FALSE(read.errors.empty());
}

TEST(Fetcher, GivesWhatCameOfABodyThatBrokeOffButNotItsValidators) {
  HttpServer server([](const HttpRequest&) {
    return HttpAnswer{.raw = "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 100\r\n\r\n<rss><item>"};
  });
  Fetcher fetcher(quick());

  const FetchResult result = fetch(fetcher, request_of(server.url("/")));

  EXPECT_EQ(reason_of(result), "answered");
  EXPECT_EQ(result.body, "<rss><item>");
  EXPECT_TRUE(result.incomplete);
  EXPECT_EQ(result.etag, "");
}

TEST(Fetcher, RefusesEndlessHeaders) {
  HttpServer server([](const HttpRequest&) {
    std::string raw = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 5000; ++i)
      raw += "X-Padding-" + std::to_string(i) + ": " + std::string(100, 'x') + "\r\n";
    return HttpAnswer{.raw = raw + "\r\n"};
  });
  Fetcher fetcher(quick());

  EXPECT_EQ(reason_of(fetch(fetcher, request_of(server.url("/")))), "too_large");
}

TEST(Fetcher, FollowsRedirectsAndTellsWhetherAllOfThemWereForGood) {
  HttpServer server([](const HttpRequest& request) {
    if (request.path == "/a") return redirect(301, "/b");
    if (request.path == "/b") return redirect(308, "c?d=e");
    if (request.path == "/t") return redirect(302, "/a");
    return HttpAnswer{.body = "here"};
  });
  Fetcher fetcher(quick());

  const FetchResult moved = fetch(fetcher, request_of(server.url("/a")));
  const FetchResult partly = fetch(fetcher, request_of(server.url("/t")));
  const FetchResult still = fetch(fetcher, request_of(server.url("/c")));

  EXPECT_EQ(moved.url, server.url("/c?d=e"));
  EXPECT_EQ(moved.body, "here");
  EXPECT_EQ(moved.redirect_count, 2);
  EXPECT_TRUE(moved.moved_for_good);
  EXPECT_FALSE(partly.moved_for_good);
  EXPECT_FALSE(still.moved_for_good);
}

TEST(Fetcher, FollowsFiveRedirectsAndNotASixth) {
  HttpServer server([](const HttpRequest& request) {
    const int left = std::stoi(request.path.substr(1));
    return left == 0 ? HttpAnswer{.body = "here"} : redirect(302, "/" + std::to_string(left - 1));
  });
  Fetcher fetcher(quick());

  EXPECT_EQ(fetch(fetcher, request_of(server.url("/5"))).body, "here");
  EXPECT_EQ(reason_of(fetch(fetcher, request_of(server.url("/6")))), "redirect_limit");
}

TEST(Fetcher, KeepsACookieForTheRedirectsOfOneRequestOnly) {
  HttpServer server([](const HttpRequest& request) {
    if (request.header("cookie") == "seen=1") return HttpAnswer{.body = "here"};
    HttpAnswer answer = redirect(302, request.path);
    answer.headers.push_back({"Set-Cookie", "seen=1; Path=/"});
    return answer;
  });
  Fetcher fetcher(quick());

  EXPECT_EQ(fetch(fetcher, request_of(server.url("/"))).body, "here");
  fetch(fetcher, request_of(server.url("/")));
  EXPECT_EQ(server.requests().at(2).header("cookie"), "");
}

TEST(Fetcher, SendsCredentialsAndHeadersToTheirOwnOriginOnly) {
  HttpServer other([](const HttpRequest&) { return HttpAnswer{.body = "there"}; });
  HttpServer server([&](const HttpRequest& request) {
    return request.path == "/a" ? redirect(302, "/b") : redirect(302, other.url("/c"));
  });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/a"));
  request.headers = {{"X-Key", "secret"}};
  request.credentials = "joe:secret";

  fetch(fetcher, request);

  EXPECT_EQ(server.requests().at(1).header("x-key"), "secret");
  EXPECT_NE(server.requests().at(1).header("authorization"), "");
  EXPECT_EQ(other.requests().at(0).header("x-key"), "");
  EXPECT_EQ(other.requests().at(0).header("authorization"), "");
}

TEST(Fetcher, ShowsNoPasswordInTheUrlOfItsAnswer) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  Fetcher fetcher(quick());
  std::string url = server.url("/");
  url.insert(7, "joe:secret@");

  const FetchResult result = fetch(fetcher, request_of(url));

  EXPECT_EQ(result.url, server.url("/"));
  EXPECT_NE(server.requests().at(0).header("authorization"), "");
}

TEST(FetchGuard, RefusesLoopbackInEverySpellingWithoutConnecting) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  Fetcher fetcher(quick());

  for (const char* host :
       {"127.0.0.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "localhost", "a.localhost", "[::1]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0", "0.0.0.0", "127.0.0.1."}) {
    FetchRequest request = request_of(server.url("/", host));
    request.allow = {};
    EXPECT_EQ(reason_of(fetch(fetcher, request)), "refused_address") << host;
  }
  EXPECT_TRUE(server.requests().empty());
}

TEST(FetchGuard, RefusesAnAddressThatARedirectLeadsTo) {
  HttpServer server([](const HttpRequest&) { return redirect(302, "http://[::1]:80/latest/meta-data"); });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/"));
  request.allow = {parse_network("127.0.0.0/8").value()};

  const FetchResult result = fetch(fetcher, request);

  EXPECT_EQ(reason_of(result), "refused_address");
  EXPECT_THAT(result.error->message, HasSubstr("loopback"));
}

TEST(FetchGuard, ChecksAConnectionThatAnotherFeedOpened) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.body = "inside"}; });
  Fetcher fetcher(quick());
  const std::string url = server.url("/", "shared.localhost");
  ASSERT_EQ(fetch(fetcher, request_of(url)).body, "inside");

  FetchRequest stranger = request_of(url);
  stranger.allow = {};

  EXPECT_EQ(reason_of(fetch(fetcher, stranger)), "refused_address");
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(FetchGuard, SpeaksHttpOnly) {
  HttpServer server([](const HttpRequest&) { return redirect(302, "file:///etc/hostname"); });
  Fetcher fetcher(quick());

  EXPECT_EQ(reason_of(fetch(fetcher, request_of("ftp://127.0.0.1/x"))), "bad_url");
  EXPECT_EQ(reason_of(fetch(fetcher, request_of("file:///etc/hostname"))), "bad_url");
  EXPECT_EQ(reason_of(fetch(fetcher, request_of(server.url("/")))), "bad_url");
  EXPECT_EQ(reason_of(fetch(fetcher, request_of(""))), "bad_url");
}

TEST(FetchGuard, LetsNoRedirectReachAFileEvenWhenFilesAreAllowed) {
  HttpServer server([](const HttpRequest&) { return redirect(302, "file:///etc/hostname"); });
  Fetcher fetcher(quick());
  FetchRequest request = request_of(server.url("/"));
  request.file_allowed = true;

  EXPECT_EQ(reason_of(fetch(fetcher, request)), "bad_url");
}

TEST(FetchGuard, LetsAConfiguredProxyThroughButNotAPrivateAddressBehindIt) {
  HttpServer proxy([](const HttpRequest&) { return HttpAnswer{.body = "by proxy"}; });
  Fetcher fetcher(quick());
  FetchRequest request;
  request.url = "http://news.example/feed";
  request.proxy = proxy.url("");

  EXPECT_EQ(fetch(fetcher, request).body, "by proxy");
  EXPECT_EQ(proxy.requests().at(0).path, "http://news.example/feed");
  request.url = "http://10.0.0.1/feed";
  EXPECT_EQ(reason_of(fetch(fetcher, request)), "refused_address");
}

TEST(FetchGuard, DoesNotTakeAProxyFromTheEnvironment) {
  HttpServer proxy([](const HttpRequest&) { return HttpAnswer{.body = "by proxy"}; });
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.body = "direct"}; });
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  Fetcher fetcher(quick());

  EXPECT_EQ(fetch(fetcher, request_of(server.url("/"))).body, "direct");
  ::unsetenv("http_proxy");
}

TEST(Fetcher, ReadsAFileOnlyWhenTheRequestMay) {
  const std::string path = ::testing::TempDir() + "newswired fetch " + std::to_string(::getpid()) + ".xml";
  std::ofstream(path) << "<rss/>";
  std::string url = "file://" + path;
  for (std::size_t at; (at = url.find(' ')) != std::string::npos;) url.replace(at, 1, "%20");
  Fetcher fetcher(quick());
  FetchRequest request = request_of(url);
  request.file_allowed = true;

  const FetchResult first = fetch(fetcher, request);
  request.validators.etag = first.etag;
  const FetchResult second = fetch(fetcher, request);
  request.url = "file:///no/such/file";
  const FetchResult missing = fetch(fetcher, request);
  request.url = "file:///tmp";
  const FetchResult folder = fetch(fetcher, request);

  EXPECT_EQ(first.body, "<rss/>");
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(reason_of(folder), "file");
  ::unlink(path.c_str());
}

TEST(Fetcher, FreesTheSlotOfAServerThatDribblesWhenTimeIsUp) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.body = "late", .hold_body = true}; });
  FetcherOptions options = quick();
  options.limits.total_max = 200ms;
  Fetcher fetcher(options);

  EXPECT_EQ(reason_of(fetch(fetcher, request_of(server.url("/")))), "timeout");
}

TEST(Fetcher, CountsTheTimeOfAllRedirectsTogether) {
  HttpServer server([](const HttpRequest& request) {
    return request.path == "/a" ? redirect(302, "/b") : HttpAnswer{.hold = true};
  });
  FetcherOptions options = quick();
  options.limits.total_max = 200ms;
  Fetcher fetcher(options);

  const FetchResult result = fetch(fetcher, request_of(server.url("/a")));

  EXPECT_EQ(reason_of(result), "timeout");
  EXPECT_EQ(result.redirect_count, 1);
}

TEST(Fetcher, SaysWhenNobodyAnswers) {
  std::string url;
  {
    HttpServer gone([](const HttpRequest&) { return HttpAnswer{}; });
    url = gone.url("/");
  }
  Fetcher fetcher(quick());

  EXPECT_EQ(reason_of(fetch(fetcher, request_of(url))), "connect");
}

TEST(Fetcher, TellsAServerThatSpeaksNoTls) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  Fetcher fetcher(quick());

  EXPECT_EQ(reason_of(fetch(fetcher, request_of("https" + server.url("/").substr(4)))), "tls");
}

TEST(Fetcher, AsksForLinksWithBlanksAndLettersAsBrowsersDo) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.body = "here"}; });
  Fetcher fetcher(quick());

  EXPECT_EQ(fetch(fetcher, request_of(server.url("/a b/\xC3\xA9?c=d e"))).body, "here");
  EXPECT_EQ(server.requests().at(0).path, "/a%20b/%C3%A9?c=d%20e");
}

TEST(FetchPoliteness, LetsAHundredFeedsOfASlowHostDelayNoOther) {
  HttpServer server([](const HttpRequest& request) {
    return HttpAnswer{.body = "x", .hold = request.host() == "slow.localhost"};
  });
  Fetcher fetcher(quick());
  std::vector<std::future<FetchResult>> slow, others;
  for (int i = 0; i < 100; ++i)
    slow.push_back(begin(fetcher, request_of(server.url("/" + std::to_string(i), "slow.localhost"))));

  for (int i = 0; i < 100; ++i)
    others.push_back(begin(fetcher, request_of(server.url("/", "feed" + std::to_string(i) + ".localhost"))));
  for (auto& other : others) EXPECT_EQ(other.get().body, "x");

  EXPECT_EQ(slow.front().wait_for(0s), std::future_status::timeout);
  server.release();
  for (auto& one : slow) EXPECT_EQ(one.get().body, "x");
  EXPECT_EQ(server.most_at_once("slow.localhost"), 1);
}

TEST(FetchPoliteness, HoldsTheWholeHostAfterA429AndNobodyElse) {
  HttpServer server([](const HttpRequest& request) {
    if (request.path == "/many") return HttpAnswer{.status = 429, .headers = {{"Retry-After", "3600"}}};
    return HttpAnswer{.body = "x"};
  });
  Fetcher fetcher(quick());

  const FetchResult refused = fetch(fetcher, request_of(server.url("/many", "busy.localhost")));
  const FetchResult held = fetch(fetcher, request_of(server.url("/other", "busy.localhost")));
  const FetchResult free = fetch(fetcher, request_of(server.url("/other", "free.localhost")));

  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.retry_after, "3600");
  EXPECT_EQ(reason_of(held), "host_held");
  EXPECT_GT(std::stoi(held.retry_after), 3590);
  EXPECT_EQ(free.body, "x");
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST(FetchPoliteness, EndsThoseThatWaitedWhenTheirHostIsHeld) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.status = 429, .hold = true}; });
  Fetcher fetcher(quick());
  auto first = begin(fetcher, request_of(server.url("/1")));
  auto second = begin(fetcher, request_of(server.url("/2")));
  server.wait_for_requests(1);
  server.release();

  EXPECT_EQ(first.get().status, 429);
  EXPECT_EQ(reason_of(second.get()), "host_held");
}

TEST(FetchPoliteness, DoesNotHoldTheHostAfterA503) {
  HttpServer server([](const HttpRequest&) {
    return HttpAnswer{.status = 503, .headers = {{"Retry-After", "3600"}}};
  });
  Fetcher fetcher(quick());

  EXPECT_EQ(fetch(fetcher, request_of(server.url("/1"))).status, 503);
  EXPECT_EQ(fetch(fetcher, request_of(server.url("/2"))).status, 503);
}

TEST(FetchPoliteness, RemembersAHoldThatItIsTold) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  Fetcher fetcher(quick());

  fetcher.hold_host(server.url("/any"), 60s);

  EXPECT_EQ(reason_of(fetch(fetcher, request_of(server.url("/1")))), "host_held");
}

TEST(FetchPoliteness, CountsSubdomainsOfASharedHostAsOne) {
  HttpServer server([](const HttpRequest& request) {
    return HttpAnswer{.status = request.host() == "a.blogs.localhost" ? 429 : 200};
  });
  FetcherOptions options = quick();
  options.shared_hosts = {"blogs.localhost"};
  Fetcher fetcher(options);

  fetch(fetcher, request_of(server.url("/", "a.blogs.localhost")));

  EXPECT_EQ(reason_of(fetch(fetcher, request_of(server.url("/", "b.blogs.localhost")))), "host_held");
}

TEST(FetchPoliteness, ObeysARetryAfterThatIsADate) {
  const auto later = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + 1h;
  const std::time_t time = std::chrono::system_clock::to_time_t(later);
  char date[64];
  std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&time));
  HttpServer server([&](const HttpRequest&) { return HttpAnswer{.status = 429, .headers = {{"Retry-After", date}}}; });
  Fetcher fetcher(quick());

  fetch(fetcher, request_of(server.url("/1")));
  const FetchResult held = fetch(fetcher, request_of(server.url("/2")));

  EXPECT_EQ(reason_of(held), "host_held");
  EXPECT_GT(std::stoi(held.retry_after), 3500);
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(FetchPoliteness, KeepsTheGapBetweenTwoRequestsOfAHost) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  FetcherOptions options = quick();
  options.limits.host.delay = 100ms;
  Fetcher fetcher(options);
  const auto start = std::chrono::steady_clock::now();
  auto first = begin(fetcher, request_of(server.url("/1")));
  auto second = begin(fetcher, request_of(server.url("/2")));
  first.get();
  second.get();

  EXPECT_GE(std::chrono::steady_clock::now() - start, 100ms);
}

TEST(Fetcher, EndsEveryRequestWhenStopped) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.hold = true}; });
  Fetcher fetcher(quick());
  auto running = begin(fetcher, request_of(server.url("/1")));
  auto waiting = begin(fetcher, request_of(server.url("/2")));
  server.wait_for_requests(1);

  fetcher.stop();

  EXPECT_EQ(reason_of(running.get()), "stopped");
  EXPECT_EQ(reason_of(waiting.get()), "stopped");
  EXPECT_EQ(reason_of(fetch(fetcher, request_of(server.url("/3")))), "stopped");
  EXPECT_EQ(fetcher.counts().finished, 2u);
}

TEST(FetchOnce, GivesTheAnswerAndKeepsTheGuard) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{.body = "here"}; });

  EXPECT_EQ(fetch_once(request_of(server.url("/"))).body, "here");
  FetchRequest stranger;
  stranger.url = server.url("/");
  EXPECT_EQ(reason_of(fetch_once(stranger)), "refused_address");
}

TEST(Fetcher, KeepsAConnectionForTheNextRequest) {
  HttpServer server([](const HttpRequest&) { return HttpAnswer{}; });
  Fetcher fetcher(quick());
  fetch(fetcher, request_of(server.url("/1")));
  fetch(fetcher, request_of(server.url("/2")));

  EXPECT_EQ(server.requests().at(1).connection, 1);
}

}  // namespace
}  // namespace newswired::ingest
