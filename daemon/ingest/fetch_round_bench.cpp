// One round over many feeds on many hosts, on loopback: how fast, how politely, how much memory.
//
// usage: fetch_round_bench [feeds=10000] [hosts=1000] [delay_ms=1000]

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include "daemon/ingest/fetcher.h"
#include "tests/support/http_server.h"

namespace {

using namespace newswired;
using Clock = std::chrono::steady_clock;

struct Report {
  int port = 0;
  int most_at_once = 0;
};

/// The server in a process of its own, so that its memory is not counted as ours; ends when `from_parent` is
/// closed.
[[noreturn]] void serve(int to_parent, int from_parent, int hosts) {
  newswired::testing::HttpServer server([](const newswired::testing::HttpRequest&) {
    return newswired::testing::HttpAnswer{.headers = {{"ETag", "\"1\""}}, .body = std::string(20'000, 'x')};
  });
  Report report{server.port(), 0};
  [[maybe_unused]] ssize_t count = ::write(to_parent, &report, sizeof report);
  char byte;
  count = ::read(from_parent, &byte, 1);
  for (int host = 0; host < hosts; ++host)
    report.most_at_once =
        std::max(report.most_at_once, server.most_at_once("h" + std::to_string(host) + ".localhost"));
  count = ::write(to_parent, &report, sizeof report);
  std::_Exit(0);
}

double cpu_seconds(const rusage& usage) {
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  const int feeds = argc > 1 ? std::atoi(argv[1]) : 10'000;
  const int hosts = argc > 2 ? std::atoi(argv[2]) : 1'000;
  const int delay_ms = argc > 3 ? std::atoi(argv[3]) : 1'000;

  int up[2], down[2];
  if (::pipe(up) != 0 || ::pipe(down) != 0) return 1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(down[1]);
    serve(up[1], down[0], hosts);
  }
  Report report;
  if (::read(up[0], &report, sizeof report) != sizeof report) return 1;

  ingest::FetcherOptions options;
  options.limits.host.delay = std::chrono::milliseconds(delay_ms);
  const auto start = Clock::now();
  std::mutex mutex;
  std::condition_variable changed;
  int ended = 0, failed = 0;
  {
    ingest::Fetcher fetcher(options);
    for (int feed = 0; feed < feeds; ++feed) {
      ingest::FetchRequest request;
      request.url = "http://h" + std::to_string(feed % hosts) + ".localhost:" + std::to_string(report.port) +
                    "/" + std::to_string(feed);
      request.allow = {ingest::parse_network("127.0.0.0/8").value()};
      fetcher.fetch(std::move(request), [&](ingest::FetchResult result) {
        const std::lock_guard lock(mutex);
        if (result.error || result.body.size() != 20'000) ++failed;
        if (++ended == feeds) changed.notify_one();
      });
    }
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ended == feeds; });
  }
  const double took = std::chrono::duration<double>(Clock::now() - start).count();
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  ::close(down[1]);
  if (::read(up[0], &report, sizeof report) != sizeof report) return 1;
  ::waitpid(child, nullptr, 0);

  std::printf("feeds %d  hosts %d  gap %d ms  failed %d\n", feeds, hosts, delay_ms, failed);
  std::printf("wall %.1f s  cpu %.1f s  peak RSS %.0f MiB  most at once per host %d\n", took,
              cpu_seconds(usage), static_cast<double>(usage.ru_maxrss) / 1024, report.most_at_once);
  return failed == 0 && report.most_at_once <= 1 ? 0 : 1;
}
