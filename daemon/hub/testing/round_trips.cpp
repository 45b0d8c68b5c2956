// Measures the hub: round trips a second with workers that echo a frame of 4 kB. Usage: hub_round_trips
// [TASKS]

#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "daemon/hub/hub.h"
#include "daemon/hub/processes.h"
#include "daemon/wire/keys.h"

namespace hub = newswired::hub;

namespace {

constexpr auto stage = newswired::Stage::entities;

struct Count {
  std::mutex mutex;
  std::condition_variable changed;
  int settled = 0;
};

/// `keys`: a folder for key files; the workers then come over tcp with CURVE, as those of other machines do.
double round_trips_per_second(const std::string& endpoint, int workers, int credit, int tasks, const std::string& keys = "") {
  hub::Options options{.endpoint = endpoint, .worker_command = NEWSWIRED_TEST_WORKER, .credit = credit};
  const auto head_pair = newswired::wire::new_key_pair(), worker_pair = newswired::wire::new_key_pair();
  if (!keys.empty()) options.remote = {{"tcp://127.0.0.1:*", newswired::wire::ServerKeys{head_pair, {worker_pair.public_key}}}};
  const int remote = keys.empty() ? 0 : std::exchange(workers, 0);
  options.stages[stage] = {.workers = workers, .tasks_max = 1'000'000, .task_bytes_max = 8ull << 30};
  Count count;
  hub::Hub head(options, [&](hub::Settled) {
    const std::lock_guard lock(count.mutex);
    ++count.settled;
    count.changed.notify_one();
  });
  const auto run = [&](int wanted) {
    count.settled = 0;
    const std::string frame(4'096, 'x');
    for (int i = 0; i < wanted; ++i)
      if (const auto taken =
              head.submit({.stage = stage, .job = "j" + std::to_string(i), .frames = {"echo", frame}});
          !taken)
        std::fprintf(stderr, "%s\n", taken.error().message.c_str()), std::exit(1);
    std::unique_lock lock(count.mutex);
    count.changed.wait(lock, [&] { return count.settled == wanted; });
  };
  if (const auto started = head.start(); !started) {
    std::fprintf(stderr, "%s\n", started.error().message.c_str());
    std::exit(1);
  }
  std::vector<hub::Process> elsewhere;
  const std::string unique = keys + "/" + std::to_string(remote) + "." + std::to_string(credit);
  if (remote > 0 && (!newswired::wire::write_key_pair(unique + ".head", head_pair) || !newswired::wire::write_key_pair(unique + ".key", worker_pair)))
    std::exit(1);
  for (int i = 0; i < remote; ++i) {
    auto started = hub::Process::start(NEWSWIRED_TEST_WORKER, {"worker", "entities", "--connect", head.remote_endpoints().front(),
                                                              "--server-key", unique + ".head", "--key", unique + ".key"});
    if (!started) std::exit(1);
    elsewhere.push_back(std::move(*started));
  }
  run(1'000);
  const auto before = std::chrono::steady_clock::now();
  run(tasks);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - before;
  head.stop(std::chrono::seconds(2));
  return tasks / seconds.count();
}

}  // namespace

int main(int argc, char** argv) {
  spdlog::set_level(spdlog::level::warn);
  const int tasks = argc > 1 ? std::atoi(argv[1]) : 100'000;
  char folder[] = "/tmp/nwhub.XXXXXX";
  if (!::mkdtemp(folder)) return 1;
  for (const int workers : {1, 2})
    for (const int credit : {1, 4, 16})
      std::printf("%d worker(s), credit %2d: %7.0f round trips/s\n", workers, credit,
                  round_trips_per_second("ipc://" + std::string(folder) + "/hub", workers, credit, tasks));
  for (const int workers : {1, 2})
    std::printf("%d remote worker(s), tcp with CURVE, credit 4: %7.0f round trips/s\n", workers,
                round_trips_per_second("ipc://" + std::string(folder) + "/hub", workers, 4, tasks, folder));
  std::filesystem::remove_all(folder);
}
