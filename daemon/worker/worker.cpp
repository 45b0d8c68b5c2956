#include "daemon/worker/worker.h"

#include <unistd.h>

#include <cstdio>
#include <deque>
#include <exception>
#include <new>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>
#include <zmq.hpp>

#include "daemon/wire/gate.h"

#ifndef NEWSWIRED_VERSION
#define NEWSWIRED_VERSION "0"
#endif

namespace newswired::worker {
namespace {

using Clock = std::chrono::steady_clock;
using Frames = std::vector<std::string>;

constexpr std::size_t frames_max = 17;  // The header and a task's 16.
constexpr int linger_ms = 2000;         // For the last answer to leave.

/// What the stage makes of the task, whatever it does short of crashing.
Result<std::string> run(const StageFunction& stage, const Header& header, std::span<const std::string> frames,
                        std::size_t answer_bytes_max) {
  try {
    auto answer = stage(header, frames);
    if (answer && answer->size() > answer_bytes_max)
      return Error{ErrorKind::limit, "an answer of " + std::to_string(answer->size()) +
                                         " bytes is above the limit of " + std::to_string(answer_bytes_max)};
    return answer;
  } catch (const std::bad_alloc&) {
    return Error{ErrorKind::limit, "out of memory: the task needs more than the worker's limit"};
  } catch (const std::exception& error) {
    return Error{ErrorKind::internal, error.what()};
  }
}

class Server {
 public:
  Server(const WorkerOptions& options, const StageFunction& stage)
      : options_(options), stage_(stage), context_(1), socket_(context_, zmq::socket_type::dealer) {
    socket_.set(zmq::sockopt::linger, linger_ms);
    if (options.keys) wire::use_keys(socket_, *options.keys);
    socket_.connect(options.endpoint);
  }

  int run(const std::string& model) {
    say_hello(model);
    heard_ = Clock::now();
    while (true) {
      receive_all(tasks_.empty() ? options_.beat_interval : std::chrono::milliseconds(0));
      if (bye_) return leave();
      if (options_.parent != 0 && ::getppid() != options_.parent) return give_up();
      if (tasks_.empty() && Clock::now() - heard_ > options_.head_silence_max) {
        std::fprintf(stderr, "the head at %s is silent; leaving%s\n", options_.endpoint.c_str(),
                     options_.keys && !welcome_ ? ". If it runs: is our key in its [curve] clients, and --server-key its own?" : "");
        return give_up();
      }
      beat_if_due();
      if (!tasks_.empty()) work();
    }
  }

 private:
  void say_hello(const std::string& model) {
    const Introduction introduction{.model = model, .release = NEWSWIRED_VERSION, .pid = ::getpid()};
    send({.kind = Header::Kind::hello, .boot = options_.boot, .stage = options_.stage}, encode(introduction));
  }

  /// Takes everything that is there: a bye stands behind the tasks that were sent before it.
  void receive_all(std::chrono::milliseconds wait) {
    zmq::pollitem_t item{socket_.handle(), 0, ZMQ_POLLIN, 0};
    zmq::poll(&item, 1, wait);
    while (auto frames = receive()) take(std::move(*frames));
  }

  std::optional<Frames> receive() {
    Frames frames;
    zmq::message_t part;
    do {
      if (!socket_.recv(part, zmq::recv_flags::dontwait)) return std::nullopt;
      if (frames.size() < frames_max) frames.push_back(part.to_string());
    } while (part.more());
    return frames;
  }

  void take(Frames frames) {
    const auto header = decode_header(frames[0]);
    if (!header) {
      std::fprintf(stderr, "the head sent what is no message of ours: %s\n", header.error().message.c_str());
      return;
    }
    heard_ = Clock::now();
    switch (header->kind) {
      case Header::Kind::hello:
        welcome_ = true;
        boot_ = header->boot;
        return;
      case Header::Kind::task:
        return tasks_.push_back({*header, std::move(frames)});
      case Header::Kind::bye:
        bye_ = true;
        reason_ = frames.size() > 1 ? frames[1] : "";
        return;
      default:
        return;
    }
  }

  void work() {
    auto [header, frames] = std::move(tasks_.front());
    tasks_.pop_front();
    write_down(frames[0]);
    const auto answer = worker::run(stage_, header, std::span<const std::string>(frames).subspan(1),
                                    options_.answer_bytes_max);
    header.kind = answer ? Header::Kind::answer : Header::Kind::failed;
    send(header, answer ? *answer : encode_failure(answer.error()));
    write_down("");
  }

  /// One synchronous write: it is there whatever kills us next, while a message may not have left yet.
  void write_down(std::string_view header) {
    if (options_.in_hand_fd < 0) return;
    std::string line(header);
    line += '\n';
    [[maybe_unused]] const ssize_t count = ::pwrite(options_.in_hand_fd, line.data(), line.size(), 0);
  }

  void beat_if_due() {
    const auto now = Clock::now();
    if (!welcome_ || now - beat_at_ < options_.beat_interval) return;
    beat_at_ = now;
    Header beat = tasks_.empty() ? Header{.stage = options_.stage} : tasks_.front().header;
    beat.kind = Header::Kind::beat;
    beat.boot = boot_;
    send(beat, std::nullopt);
  }

  /// Nobody is there to take what was not sent yet.
  int give_up() {
    socket_.set(zmq::sockopt::linger, 0);
    return exit_alone;
  }

  int leave() {
    if (!welcome_) std::fprintf(stderr, "the head refused: %s\n", reason_.c_str());
    return welcome_ ? exit_asked : exit_refused;
  }

  void send(const Header& header, const std::optional<std::string>& body) {
    socket_.send(zmq::buffer(encode(header)), body ? zmq::send_flags::sndmore : zmq::send_flags::none);
    if (body) socket_.send(zmq::buffer(*body), zmq::send_flags::none);
  }

  struct Task {
    Header header;
    Frames frames;
  };

  const WorkerOptions& options_;
  const StageFunction& stage_;
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::deque<Task> tasks_;
  std::string boot_;
  std::string reason_;
  bool welcome_ = false;
  bool bye_ = false;
  Clock::time_point heard_;
  Clock::time_point beat_at_{};
};

}  // namespace

int serve(const WorkerOptions& options, const std::string& model, const StageFunction& stage) {
  try {
    return Server(options, stage).run(model);
  } catch (const zmq::error_t& error) {
    std::fprintf(stderr, "%s: %s\n", options.endpoint.c_str(), error.what());
    return exit_refused;
  }
}

}  // namespace newswired::worker
