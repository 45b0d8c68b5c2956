// How long a record takes from the last stage's answer to a subscriber, and what many readers of the log cost it.
//   build/<preset>/tests/bench/delivery_bench delay [folder]            100 articles a second for 30 s
//   build/<preset>/tests/bench/delivery_bench readers [folder] [N]      50 readers replay N (100,000) entries meanwhile
// Real writer, ledger, broadcast and log socket; subscribers over tcp on loopback. `folder` (default: here) names the disk.
// An fsync is measured in the same run by a thread that appends 8 KiB to a file beside the ledger twice a second.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>
#include <zmq.hpp>

#include "daemon/ledger/record_log.h"
#include "daemon/ledger/writer.h"
#include "daemon/output/broadcaster.h"
#include "daemon/output/log_server.h"
#include "tests/bench/articles.h"

namespace {

using namespace newswired;
using namespace newswired::bench;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int readers = 50;
constexpr int credit = 1'000'000;

double milliseconds(Clock::duration span) { return std::chrono::duration<double, std::milli>(span).count(); }

double part(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

/// Times an fsync of 8 KiB twice a second.
class FsyncProbe {
 public:
  explicit FsyncProbe(const std::string& folder) : thread_([this, file = folder + "/probe"] { run(file); }) {}
  ~FsyncProbe() { stop(); }
  std::vector<double> stop() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
    return times_;
  }

 private:
  void run(const std::string& file) {
    const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string block(8192, 'x');
    while (!over_) {
      const auto begin = Clock::now();
      if (write(fd, block.data(), block.size()) < 0 || fdatasync(fd) != 0) break;
      times_.push_back(milliseconds(Clock::now() - begin));
      std::this_thread::sleep_for(500ms);
    }
    close(fd);
  }

  std::atomic<bool> over_ = false;
  std::vector<double> times_;
  std::thread thread_;
};

/// The head's half behind the stages.
struct House {
  explicit House(const std::string& folder) : state_dir(folder + "/delivery-bench") {
    std::filesystem::remove_all(state_dir);
    ledger::Options options;
    options.state_dir = state_dir;
    options.now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
    auto opened = must(ledger::Ledger::open(options));
    log.emplace(must(ledger::RecordLog::open(state_dir)));
    live.emplace(output::BroadcasterOptions{.endpoints = {"tcp://127.0.0.1:*"}, .state = [this] { return *log->state(); }, .now = options.now});
    server.emplace(output::LogServerOptions{.endpoints = {"tcp://127.0.0.1:*"}, .log = &*log});
    must(live->start());
    must(server->start());
    writer.emplace(std::move(opened), [this](const auto& entries) {
      live->publish(entries);
      server->ring();
    });
  }
  ~House() {
    writer.reset();
    server.reset();
    live.reset();
    log.reset();
    std::filesystem::remove_all(state_dir);
  }

  std::string state_dir;
  std::optional<ledger::RecordLog> log;
  std::optional<output::Broadcaster> live;
  std::optional<output::LogServer> server;
  std::optional<ledger::Writer> writer;
};

/// When the last stage answered, by the article's id.
class Answered {
 public:
  void note(const std::string& id) {
    const std::lock_guard lock(mutex_);
    at_[id] = Clock::now();
  }
  std::optional<double> since(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto found = at_.find(id);
    return found == at_.end() ? std::nullopt : std::optional(milliseconds(Clock::now() - found->second));
  }

 private:
  std::mutex mutex_;
  std::map<std::string, Clock::time_point> at_;
};

/// One article through the writer, each step asked for in the callback of the last.
void carry(House& house, Answered& answered, int number) {
  house.writer->accept(poll_of(number), [&, number](auto accepted) {
    for (const auto& row : must(accepted))
      house.writer->decide(submission_of(row, number), [&](auto decided) {
        for (const auto& ready : must(decided).to_annotate) {
          answered.note(ready.id);
          house.writer->publish(draft_of(ready), [](auto published) { must(published); });
        }
      });
  });
}

std::string id_in(const zmq::message_t& json) {
  const auto record = nlohmann::json::parse(json.to_string_view(), nullptr, false);
  return record.is_object() ? record.value("id", "") : "";
}

/// Delays of live records, until `over`.
std::vector<double> listen(House& house, Answered& answered, const std::atomic<bool>& over) {
  zmq::context_t context;
  zmq::socket_t socket(context, zmq::socket_type::sub);
  socket.set(zmq::sockopt::subscribe, "article.");
  socket.set(zmq::sockopt::rcvhwm, 0);
  socket.set(zmq::sockopt::rcvtimeo, 100);
  socket.connect(house.live->endpoints().front());
  std::vector<double> delays;
  while (!over) {
    zmq::message_t topic, json;
    if (!socket.recv(topic) || !socket.recv(json)) continue;
    if (const auto delay = answered.since(id_in(json))) delays.push_back(*delay);
  }
  return delays;
}

/// `rate` articles a second, spread evenly, until `over`.
void issue(House& house, Answered& answered, int first, int rate, const std::function<bool()>& over) {
  const auto begin = Clock::now();
  for (int i = 0; !over(); ++i) {
    std::this_thread::sleep_until(begin + i * 1'000'000us / rate);
    carry(house, answered, first + i);
  }
}

void print_delays(const std::vector<double>& delays, const std::vector<double>& fsyncs) {
  const double fsync = part(fsyncs, .5);
  std::printf("%zu records live: p50 %.1f ms, p99 %.1f ms; an fsync %.1f ms (p50 of %zu): p50 is %.1f fsyncs\n", delays.size(),
              part(delays, .5), part(delays, .99), fsync, fsyncs.size(), part(delays, .5) / fsync);
}

void delay(const std::string& folder) {
  House house(folder);
  Answered answered;
  std::atomic<bool> over = false;
  std::vector<double> delays;
  std::thread listener([&] { delays = listen(house, answered, over); });
  std::this_thread::sleep_for(1s);
  FsyncProbe probe(house.state_dir);
  const auto end = Clock::now() + 30s;
  issue(house, answered, 0, 100, [&] { return Clock::now() > end; });
  std::this_thread::sleep_for(2s);
  over = true;
  listener.join();
  const auto counters = house.writer->counters();
  print_delays(delays, probe.stop());
  std::printf("%.1f items a commit\n", static_cast<double>(counters.items) / static_cast<double>(counters.commits));
}

/// Replays from the beginning; counts what came.
void replay(const std::string& endpoint, std::atomic<int>& count, const std::atomic<bool>& over) {
  zmq::context_t context;
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::rcvtimeo, 100);
  socket.connect(endpoint);
  socket.send(zmq::str_buffer(R"({"op":"READ","epoch":null,"after":0,"topics":[],"credit":1000000})"));
  while (!over) {
    zmq::message_t word, json;
    if (!socket.recv(word) || !socket.recv(json)) continue;
    if (word.to_string_view() == "RECORD") ++count;
  }
}

void fill(House& house, int entries) {
  std::atomic<int> done = 0;
  Answered unused;
  for (int number = 0; number < entries; ++number) {
    while (number - done > 512) std::this_thread::sleep_for(1ms);
    house.writer->accept(poll_of(number), [&, number](auto accepted) {
      for (const auto& row : must(accepted))
        house.writer->decide(submission_of(row, number), [&](auto decided) {
          for (const auto& ready : must(decided).to_annotate)
            house.writer->publish(draft_of(ready), [&](auto published) { must(published), ++done; });
        });
    });
  }
  while (done < entries) std::this_thread::sleep_for(10ms);
}

void many_readers(const std::string& folder, int entries) {
  House house(folder);
  fill(house, entries);
  std::printf("%d entries are in the log\n", entries);
  Answered answered;
  std::atomic<bool> over = false;
  std::vector<double> delays;
  std::vector<std::atomic<int>> counts(readers);
  std::vector<std::thread> threads;
  threads.emplace_back([&] { delays = listen(house, answered, over); });
  for (auto& count : counts)
    threads.emplace_back([&] { replay(house.server->endpoints().front(), count, over); });
  FsyncProbe probe(house.state_dir);
  const auto begin = Clock::now();
  int half_least = 0, half_most = 0;
  const auto all_done = [&] {
    const auto [least, most] = std::minmax_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a < b; });
    if (half_most == 0 && *least >= entries / 2) half_least = *least, half_most = *most;
    return *least >= entries;
  };
  issue(house, answered, entries, 5, all_done);
  const double seconds = milliseconds(Clock::now() - begin) / 1000;
  over = true;
  for (std::thread& thread : threads) thread.join();
  std::printf("%d readers replayed %d entries each in %.1f s (%.0f entries/s in all); half way the slowest had %d, the fastest %d\n",
              readers, entries, seconds, readers * entries / seconds, half_least, half_most);
  print_delays(delays, probe.stop());
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  const std::string folder = argc > 2 ? argv[2] : ".";
  if (what == "delay") return delay(folder), 0;
  if (what == "readers") return many_readers(folder, argc > 3 ? std::atoi(argv[3]) : 100'000), 0;
  std::fprintf(stderr, "delivery_bench delay|readers [folder] [entries]\n");
  return 2;
}
