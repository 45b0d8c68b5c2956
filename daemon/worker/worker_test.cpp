#include "daemon/worker/worker.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <zmq.hpp>
#include <zmq_addon.hpp>

namespace newswired::worker {
namespace {

using namespace std::chrono_literals;
using Kind = Header::Kind;

Result<std::string> echo(const Header&, std::span<const std::string> frames) {
  return frames[0];
}

struct Message {
  Header header;
  std::string body;
};

/// A head played by the test frame by frame, and a worker in a thread of this process.
class WorkerTest : public testing::Test {
 protected:
  WorkerTest() : socket_(context_, zmq::socket_type::router) {
    char path[] = "/tmp/nwwork.XXXXXX";
    folder_ = ::mkdtemp(path);
    options_.endpoint = "ipc://" + folder_ + "/hub";
    options_.stage = Stage::quotes;
    options_.boot = "b1";
    socket_.set(zmq::sockopt::linger, 0);
    socket_.set(zmq::sockopt::rcvtimeo, 60'000);
    socket_.bind(options_.endpoint);
  }
  ~WorkerTest() override {
    if (worker_.joinable()) end();
    std::filesystem::remove_all(folder_);
  }

  void start(StageFunction stage = echo) {
    worker_ = std::thread([this, stage = std::move(stage)] { status_ = serve(options_, "model-1", stage); });
  }
  /// Welcomes the worker; what it said of itself.
  Message welcome() {
    Message hello = next();
    send({.kind = Kind::hello, .boot = "b1"});
    return hello;
  }
  void send(Header header, const std::string& body = "") {
    const std::string first = encode(header);
    zmq::send_multipart(
        socket_, std::vector<zmq::const_buffer>{zmq::buffer(peer_), zmq::buffer(first), zmq::buffer(body)});
  }
  void give(const std::string& job, const std::string& frame) {
    send({.kind = Kind::task, .boot = "b1", .job = job, .revision = 3, .stage = Stage::quotes, .attempt = 2},
         frame);
  }
  Message next() {
    std::vector<zmq::message_t> frames;
    if (!zmq::recv_multipart(socket_, std::back_inserter(frames))) return {};
    peer_ = frames[0].to_string();
    return {*decode_header(frames[1].to_string_view()), frames.size() > 2 ? frames[2].to_string() : ""};
  }
  /// The next message that is no beat.
  Message next_word() {
    Message message = next();
    while (message.header.kind == Kind::beat) message = next();
    return message;
  }
  int end() {
    send({.kind = Kind::bye, .boot = "b1"}, "the test is over");
    worker_.join();
    return status_;
  }

  std::string folder_;
  WorkerOptions options_;
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::string peer_;
  std::thread worker_;
  int status_ = -1;
};

TEST_F(WorkerTest, SaysWhoItIsAndLeavesWhenAsked) {
  start();

  const Message hello = welcome();

  EXPECT_EQ(hello.header.kind, Kind::hello);
  EXPECT_EQ(hello.header.stage, Stage::quotes);
  EXPECT_EQ(hello.header.boot, "b1");
  EXPECT_EQ(decode_introduction(hello.body)->model, "model-1");
  EXPECT_EQ(decode_introduction(hello.body)->pid, ::getpid());
  EXPECT_EQ(end(), exit_asked);
}

TEST_F(WorkerTest, LeavesWithAnErrorWhenItIsRefused) {
  start();
  next();

  EXPECT_EQ(end(), exit_refused);
}

TEST_F(WorkerTest, AnswersInOrderUnderTheTasksOwnName) {
  start();
  welcome();
  give("a1", "one");
  give("a2", "two");

  const Message first = next_word();
  const Message second = next_word();

  EXPECT_EQ(first.body, "one");
  EXPECT_EQ(first.header, (Header{.kind = Kind::answer,
                                  .boot = "b1",
                                  .job = "a1",
                                  .revision = 3,
                                  .stage = Stage::quotes,
                                  .attempt = 2}));
  EXPECT_EQ(second.header.job, "a2");
  EXPECT_EQ(second.body, "two");
}

TEST_F(WorkerTest, ReportsWhatGoesWrongAndWorksOn) {
  options_.answer_bytes_max = 10;
  start([](const Header&, std::span<const std::string> frames) -> Result<std::string> {
    if (frames[0] == "refuse") return Error{ErrorKind::unavailable, "no model for Volapük"};
    if (frames[0] == "throw") throw std::runtime_error("broken");
    if (frames[0] == "memory") throw std::bad_alloc();
    return frames[0];
  });
  welcome();
  for (const char* order : {"refuse", "throw", "memory", "12345678901", "1234567890"}) give("a1", order);

  EXPECT_EQ(decode_failure(next_word().body), (Error{ErrorKind::unavailable, "no model for Volapük"}));
  EXPECT_EQ(decode_failure(next_word().body), (Error{ErrorKind::internal, "broken"}));
  EXPECT_EQ(decode_failure(next_word().body)->kind, ErrorKind::limit);
  EXPECT_EQ(decode_failure(next_word().body)->kind, ErrorKind::limit) << "one byte above the limit";
  EXPECT_EQ(next_word().body, "1234567890") << "at the limit";
}

TEST_F(WorkerTest, NamesTheTaskInHandInItsBeat) {
  options_.beat_interval = 0ms;
  start();
  welcome();
  give("a1", "one");

  Message message = next();
  while (message.header.kind == Kind::beat && message.header.job.empty()) message = next();

  EXPECT_EQ(message.header.kind, Kind::beat);
  EXPECT_EQ(message.header.job, "a1");
  EXPECT_EQ(message.header.boot, "b1");
}

TEST_F(WorkerTest, WritesDownWhatItHasInHandBeforeItBegins) {
  std::string during;
  const std::string file = folder_ + "/in-hand";
  std::FILE* mark = std::fopen(file.c_str(), "w");
  options_.in_hand_fd = ::fileno(mark);
  const auto first_line = [&] {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
  };
  start([&](const Header&, std::span<const std::string> frames) {
    during = first_line();
    return Result<std::string>(frames[0]);
  });
  welcome();
  give("a1", "one");
  next_word();
  end();
  std::fclose(mark);

  EXPECT_EQ(decode_header(during)->job, "a1");
  EXPECT_EQ(first_line(), "") << "nothing afterwards";
}

TEST_F(WorkerTest, LeavesWhenTheHeadIsSilent) {
  options_.beat_interval = 5ms;
  options_.head_silence_max = 20ms;
  start();
  welcome();

  worker_.join();

  EXPECT_EQ(status_, exit_alone);
}

TEST_F(WorkerTest, LeavesWhenItsParentIsAnotherOne) {
  options_.parent = ::getppid() + 1;
  options_.beat_interval = 1ms;
  start();

  worker_.join();

  EXPECT_EQ(status_, exit_alone);
}

TEST_F(WorkerTest, OverlooksWhatIsNoMessage) {
  start();
  welcome();
  zmq::send_multipart(socket_,
                      std::vector<zmq::const_buffer>{zmq::buffer(peer_), zmq::str_buffer("no header")});
  give("a1", "one");

  EXPECT_EQ(next_word().body, "one");
}

}  // namespace
}  // namespace newswired::worker
