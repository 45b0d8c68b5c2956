#pragma once

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <zmq.hpp>
#include <zmq_addon.hpp>

#include "daemon/hub/hub.h"

// A hub with real worker processes, for this room's tests.
namespace newswired::hub {

using namespace std::chrono_literals;
using End = Settled::End;

inline constexpr auto patience = 60s;  // Only a broken hub needs it.

/// A short folder of its own: an ipc path has 107 bytes.
class ShortFolder {
 public:
  ShortFolder() {
    char path[] = "/tmp/nwhub.XXXXXX";
    path_ = ::mkdtemp(path);
  }
  ~ShortFolder() { std::filesystem::remove_all(path_); }
  std::string endpoint() const { return "ipc://" + path_ + "/hub"; }

 private:
  std::string path_;
};

/// What was settled, to be waited for.
class Outcomes {
 public:
  void add(Settled settled) {
    const std::lock_guard lock(mutex_);
    all_.push_back(std::move(settled));
    changed_.notify_all();
  }
  Settled next() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return !all_.empty(); }))
      return {.error = {ErrorKind::internal, "nothing came"}};
    Settled first = std::move(all_.front());
    all_.pop_front();
    return first;
  }
  std::vector<Settled> take(std::size_t count) {
    std::vector<Settled> taken;
    while (taken.size() < count) {
      taken.push_back(next());
      if (taken.back().job.empty()) break;
    }
    return taken;
  }
  bool empty() {
    const std::lock_guard lock(mutex_);
    return all_.empty();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Settled> all_;
};

/// Waits for what another process or thread will bring about.
inline bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::yield();
  }
  return true;
}

/// R, S, T (stopped), Z …; '-' when there is no such process. From proc(5).
inline char state_of(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(stat, line);
  const std::size_t end = line.rfind(')');
  return end == std::string::npos ? '-' : line[end + 2];
}

inline Task task(const std::string& job, std::vector<std::string> frames, int attempt = 1) {
  return {
      .stage = Stage::entities, .job = job, .revision = 1, .attempt = attempt, .frames = std::move(frames)};
}

class HubTest : public testing::Test {
 protected:
  HubTest() { spdlog::set_level(spdlog::level::off); }

  Options options(int workers) {
    Options options;
    options.endpoint = folder_.endpoint();
    options.stages[Stage::entities].workers = workers;
    options.worker_command = NEWSWIRED_TEST_WORKER;
    return options;
  }
  void start(Options options) {
    hub_ = std::make_unique<Hub>(std::move(options),
                                 [this](Settled settled) { outcomes_.add(std::move(settled)); });
    const auto started = hub_->start();
    ASSERT_TRUE(started.ok()) << started.error().message;
  }
  void submit(Task work) {
    const auto taken = hub_->submit(std::move(work));
    ASSERT_TRUE(taken.ok()) << taken.error().message;
  }
  /// Submits one task and waits for its end.
  Settled settle(Task work) {
    submit(std::move(work));
    return outcomes_.next();
  }
  pid_t worker_pid() { return std::stoi(settle(task("pid", {"pid"})).frame); }

  ShortFolder folder_;
  Outcomes outcomes_;
  std::unique_ptr<Hub> hub_;
};

/// A worker from outside, played by the test frame by frame.
class Outsider {
 public:
  explicit Outsider(const std::string& endpoint) : socket_(context_, zmq::socket_type::dealer) {
    socket_.set(zmq::sockopt::linger, 0);
    socket_.set(zmq::sockopt::rcvtimeo, 60'000);
    socket_.connect(endpoint);
  }
  void send(const Header& header, const std::string& body) {
    const std::string first = encode(header);
    zmq::send_multipart(socket_, std::vector<zmq::const_buffer>{zmq::buffer(first), zmq::buffer(body)});
  }
  void say_hello(const std::string& boot = "", const std::string& model = "") {
    send({.kind = Header::Kind::hello, .boot = boot, .stage = Stage::entities},
         encode(Introduction{.model = model}));
  }
  /// The next message's header; of kind `task` with an empty job when none came.
  Header next() {
    std::vector<zmq::message_t> frames;
    if (!zmq::recv_multipart(socket_, std::back_inserter(frames))) return {};
    return *decode_header(frames[0].to_string_view());
  }
  void answer(Header task, const std::string& body) {
    task.kind = Header::Kind::answer;
    send(task, body);
  }

 private:
  zmq::context_t context_;
  zmq::socket_t socket_;
};

}  // namespace newswired::hub
