#include "daemon/hub/hub.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <zmq.hpp>
#include <zmq_addon.hpp>

#include "daemon/hub/processes.h"

namespace newswired::hub {
namespace {

using namespace std::chrono_literals;
using End = Settled::End;

constexpr auto patience = 60s;  // Only a broken hub needs it.

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
bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::yield();
  }
  return true;
}

/// R, S, T (stopped), Z …; '-' when there is no such process. From proc(5).
char state_of(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(stat, line);
  const std::size_t end = line.rfind(')');
  return end == std::string::npos ? '-' : line[end + 2];
}

Task task(const std::string& job, std::vector<std::string> frames, int attempt = 1) {
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

TEST_F(HubTest, GivesATaskToAWorkerAndItsAnswerBack) {
  start(options(1));

  const Settled settled = settle(task("a1", {"echo", "a frame"}));

  EXPECT_EQ(settled.end, End::answered);
  EXPECT_EQ(settled.job, "a1");
  EXPECT_EQ(settled.revision, 1);
  EXPECT_EQ(settled.frame, "a frame");
  EXPECT_TRUE(hub_->ready(Stage::entities));
  EXPECT_FALSE(hub_->ready(Stage::quotes));
}

TEST_F(HubTest, PassesOnWhatTheStageReportsAsItsFailure) {
  start(options(1));

  EXPECT_EQ(settle(task("a1", {"fail"})).error, (Error{ErrorKind::invalid, "told to fail"}));
  EXPECT_EQ(settle(task("a2", {"throw"})).error, (Error{ErrorKind::internal, "told to throw"}));
  EXPECT_EQ(settle(task("a3", {"echo", "still here"})).frame, "still here");
}

TEST_F(HubTest, ReportsAStageThatBloatsAsALimit) {
  start(options(1));

  const Settled settled = settle(task("a1", {"bloat"}));

#ifdef NEWSWIRED_SANITIZED
  EXPECT_NE(settled.end, End::answered);
#else
  EXPECT_EQ(settled.end, End::refused);
  EXPECT_EQ(settled.error.kind, ErrorKind::limit);
#endif
}

TEST_F(HubTest, ReportsAnAnswerAboveTheLimitAndPassesOneAtTheLimit) {
  Options small = options(1);
  small.message_bytes_max = 1'000'000;
  start(small);

  EXPECT_EQ(settle(task("a1", {"long", "1000000"})).frame.size(), 1'000'000u);
  EXPECT_EQ(settle(task("a2", {"long", "1000001"})).error.kind, ErrorKind::limit);
}

TEST_F(HubTest, SettlesAPoisonTaskAsDiedEachTimeWhileOthersGoThrough) {
  start(options(2));
  std::size_t submitted = 0;
  for (int attempt = 1; attempt <= 3; ++attempt) {
    submit(task("poison", {"crash"}, attempt));
    for (int i = 0; i < 20; ++i) submit(task("good" + std::to_string(submitted++), {"echo", "fine"}));
  }

  int died = 0, answered = 0;
  for (const Settled& settled : outcomes_.take(63)) {
    if (settled.job == "poison") {
      EXPECT_EQ(settled.end, End::died);
      EXPECT_NE(settled.error.message.find("signal 11"), std::string::npos) << settled.error.message;
      ++died;
    } else {
      EXPECT_EQ(settled.end, End::answered) << settled.job << ": " << settled.error.message;
      ++answered;
    }
  }
  EXPECT_EQ(died, 3);
  EXPECT_EQ(answered, 60);
}

TEST_F(HubTest, KillsAStoppedWorkerAtTheDeadlineAndGoesOn) {
  Options impatient = options(1);
  impatient.stages[Stage::entities].deadline = 200ms;
  start(impatient);
  const pid_t before = worker_pid();
  submit(task("stopped", {"hang"}));
  submit(task("next", {"pid"}));

  const Settled stopped = outcomes_.next();
  const Settled next = outcomes_.next();

  EXPECT_EQ(stopped.job, "stopped");
  EXPECT_EQ(stopped.end, End::timed_out);
  EXPECT_EQ(next.end, End::answered) << "a task that waited behind it is not blamed";
  EXPECT_NE(std::stoi(next.frame), before);
}

TEST_F(HubTest, KillsABusyLoopAtTheDeadline) {
  Options impatient = options(1);
  impatient.stages[Stage::entities].deadline = 200ms;
  start(impatient);

  EXPECT_EQ(settle(task("busy", {"spin"})).end, End::timed_out);
}

TEST_F(HubTest, SettlesEachOfTwoThousandTasksOnceWhileWorkersAreKilled) {
  start(options(2));
  constexpr int count = 2'000;
  for (int i = 0; i < count; ++i) submit(task("j" + std::to_string(i), {"pid"}));

  std::set<std::string> seen;
  std::set<pid_t> killed;
  std::mt19937 random(7);
  for (int i = 0; i < count; ++i) {
    const Settled settled = outcomes_.next();
    ASSERT_TRUE(seen.insert(settled.job).second) << settled.job << " was settled twice";
    ASSERT_TRUE(settled.end == End::answered || settled.end == End::died) << settled.error.message;
    if (settled.end != End::answered || random() % 100 != 0) continue;
    const pid_t victim = std::stoi(settled.frame);
    if (killed.insert(victim).second) ::kill(victim, SIGKILL);
  }

  EXPECT_EQ(seen.size(), static_cast<std::size_t>(count));
  EXPECT_TRUE(outcomes_.empty());
  EXPECT_GE(killed.size(), 2u);
}

TEST_F(HubTest, TakesNoHarmFromGarbage) {
  start(options(1));
  ASSERT_EQ(settle(task("before", {"echo", "x"})).end, End::answered);
  zmq::context_t context;
  zmq::socket_t stranger(context, zmq::socket_type::dealer);
  stranger.set(zmq::sockopt::linger, 0);
  stranger.connect(folder_.endpoint());
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    std::vector<zmq::message_t> parts;
    for (unsigned part = 0; part <= random() % 12; ++part) {
      std::string bytes(random() % 300, '\0');
      for (char& byte : bytes) byte = static_cast<char>(random());
      parts.emplace_back(bytes.data(), bytes.size());
    }
    zmq::send_multipart(stranger, parts);
  }
  const std::string answer =
      encode(Header{.kind = Header::Kind::answer, .boot = hub_->boot(), .job = "before"});
  zmq::send_multipart(stranger,
                      std::vector<zmq::const_buffer>{zmq::buffer(answer), zmq::str_buffer("forged")});
  EXPECT_EQ(settle(task("after", {"echo", "y"})).frame, "y");
  EXPECT_TRUE(eventually([&] { return hub_->stats().frames_dropped == 500; }));
  EXPECT_TRUE(eventually([&] { return hub_->stats().answers_late == 1; })) << "the forged answer";
  EXPECT_TRUE(outcomes_.empty());
}

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

TEST_F(HubTest, LetsAWorkerFromOutsideInAndTellsItItsBoot) {
  start(options(0));
  Outsider worker(folder_.endpoint());
  worker.say_hello();

  const Header welcome = worker.next();
  submit(task("a1", {"x"}));
  const Header given = worker.next();
  worker.answer(given, "done");

  EXPECT_EQ(welcome.kind, Header::Kind::hello);
  EXPECT_EQ(welcome.boot, hub_->boot());
  EXPECT_EQ(given.job, "a1");
  EXPECT_EQ(outcomes_.next().frame, "done");
}

/// A hub that workers of other machines reach, and one such worker as a process of its own.
class RemoteWorkers : public HubTest {
 protected:
  void start_with_keys(std::vector<std::string> clients) {
    Options wanted = options(0);
    wanted.remote = {{"tcp://127.0.0.1:*", wire::ServerKeys{server_, std::move(clients)}}};
    start(std::move(wanted));
    write_pair("head", server_);
    write_pair("worker", worker_);
  }
  void write_pair(const std::string& name, const wire::KeyPair& pair) {
    ASSERT_TRUE(wire::write_key_pair(file(name), pair).ok());
  }
  std::string file(const std::string& name) const { return folder_.endpoint().substr(6) + "." + name; }

  Process run_worker(std::vector<std::string> more) {
    std::vector<std::string> arguments{"worker", "entities", "--connect", hub_->remote_endpoints().front()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto process = Process::start(NEWSWIRED_TEST_WORKER, arguments);
    EXPECT_TRUE(process.ok());
    return std::move(*process);
  }
  std::vector<std::string> its_keys() { return {"--server-key", file("head"), "--key", file("worker")}; }

  const wire::KeyPair server_ = wire::new_key_pair(), worker_ = wire::new_key_pair();
};

TEST_F(RemoteWorkers, DoTasksWhenTheirKeyIsOnTheList) {
  start_with_keys({worker_.public_key});
  const Process worker = run_worker(its_keys());

  EXPECT_EQ(settle(task("a1", {"echo", "from afar"})).frame, "from afar");
}

TEST_F(RemoteWorkers, AreNotAdmittedWithAKeyThatIsNotOnTheListNorWithoutOne) {
  start_with_keys({worker_.public_key});
  write_pair("stranger", wire::new_key_pair());
  const Process stranger = run_worker({"--server-key", file("head"), "--key", file("stranger")});
  const Process naked = run_worker({});
  const Process admitted = run_worker(its_keys());  // started last, so the others had their chance

  ASSERT_EQ(settle(task("a1", {"echo", "x"})).end, End::answered);
  EXPECT_EQ(hub_->stats().stages.at(Stage::entities).workers_ready, 1u);
}

TEST_F(RemoteWorkers, AreCutOffWhenTheirKeyIsTakenFromTheListAndTheirTaskGoesToAnother) {
  start_with_keys({worker_.public_key});
  const Process worker = run_worker(its_keys());
  ASSERT_EQ(settle(task("a1", {"echo", "x"})).end, End::answered);
  submit(task("held", {"hang"}));
  ASSERT_TRUE(eventually([&] { return state_of(worker.pid()) == 'T'; }));

  hub_->change_keys({{server_, {}}});
  ASSERT_TRUE(eventually([&] { return hub_->stats().stages.at(Stage::entities).workers_ready == 0; }));
  Outsider local(folder_.endpoint());
  local.say_hello();
  ASSERT_EQ(local.next().kind, Header::Kind::hello);
  const Header given = local.next();
  EXPECT_EQ(given.job, "held");
  EXPECT_EQ(given.attempt, 1) << "no fault of the article";
  local.answer(given, "done");
  EXPECT_EQ(outcomes_.next().frame, "done");
}

TEST_F(RemoteWorkers, CannotTakeTheSeatOfAProcessHereByNamingItsNumber) {
  Options wanted = options(1);
  wanted.remote = {{"tcp://127.0.0.1:*", std::nullopt}};
  start(std::move(wanted));
  const pid_t local = worker_pid();
  Outsider liar(hub_->remote_endpoints().front());
  liar.send({.kind = Header::Kind::hello, .stage = Stage::entities}, encode(Introduction{.pid = local}));

  EXPECT_EQ(liar.next().kind, Header::Kind::hello);
  EXPECT_NE(state_of(local), '-') << "a second HELLO of one process ends it";
  EXPECT_EQ(hub_->stats().stages.at(Stage::entities).workers_ready, 2u);
}

TEST_F(HubTest, RefusesToBeReachedFromOtherMachinesWithoutKeys) {
  Options wanted = options(0);
  wanted.remote = {{"tcp://0.0.0.0:*", std::nullopt}};
  Hub hub(std::move(wanted), [](Settled) {});

  const auto started = hub.start();

  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("needs keys"), std::string::npos) << started.error().message;
}

TEST_F(HubTest, RefusesAWorkerOfAnEarlierBoot) {
  start(options(0));
  Outsider worker(folder_.endpoint());
  worker.say_hello("an earlier one");

  EXPECT_EQ(worker.next().kind, Header::Kind::bye);
}

TEST_F(HubTest, SettlesATaskOnceAlthoughItIsAnsweredTwice) {
  start(options(0));
  Outsider worker(folder_.endpoint());
  worker.say_hello();
  submit(task("a1", {"x"}));
  submit(task("a2", {"x"}));
  ASSERT_EQ(worker.next().kind, Header::Kind::hello);
  const Header first = worker.next();
  const Header second = worker.next();
  worker.answer(first, "once");
  worker.answer(first, "twice");
  worker.answer(second, "after");

  EXPECT_EQ(outcomes_.next().frame, "once");
  EXPECT_EQ(outcomes_.next().frame, "after");
  EXPECT_TRUE(eventually([&] { return hub_->stats().answers_late == 1; }));
}

TEST_F(HubTest, DropsAnswersWhoseFenceIsNotTheLeases) {
  start(options(0));
  Outsider worker(folder_.endpoint());
  worker.say_hello();
  submit(task("a1", {"x"}, 2));
  ASSERT_EQ(worker.next().kind, Header::Kind::hello);
  const Header given = worker.next();
  Header boot = given, job = given, revision = given, stage = given, attempt = given;
  boot.boot = "another";
  job.job = "a2";
  revision.revision = 9;
  stage.stage = Stage::quotes;
  attempt.attempt = 1;
  for (const Header& wrong : {boot, job, revision, stage, attempt}) worker.answer(wrong, "wrong");
  worker.answer(given, "right");

  EXPECT_EQ(outcomes_.next().frame, "right");
  EXPECT_TRUE(eventually([&] { return hub_->stats().answers_late == 5; }));
}

TEST_F(HubTest, DropsTheLateAnswerOfAWorkerThatMissedItsDeadline) {
  Options impatient = options(0);
  impatient.stages[Stage::entities].deadline = 100ms;
  start(impatient);
  Outsider worker(folder_.endpoint());
  worker.say_hello();
  submit(task("a1", {"x"}));
  submit(task("a2", {"x"}));
  ASSERT_EQ(worker.next().kind, Header::Kind::hello);
  const Header first = worker.next();
  worker.next();

  const Settled settled = outcomes_.next();
  Header word = worker.next();
  worker.answer(first, "late");
  Outsider other(folder_.endpoint());
  other.say_hello();
  other.next();
  const Header again = other.next();
  other.answer(again, "by another");

  EXPECT_EQ(settled.end, End::timed_out);
  EXPECT_EQ(word.kind, Header::Kind::bye);
  EXPECT_EQ(again.job, "a2") << "the task behind it goes to another worker";
  EXPECT_EQ(again.attempt, 1) << "and is not counted";
  EXPECT_EQ(outcomes_.next().frame, "by another");
  EXPECT_TRUE(eventually([&] { return hub_->stats().answers_late == 1; }));
}

TEST_F(HubTest, GivesBackTheTasksOfAWorkerThatLeaves) {
  start(options(0));
  Outsider worker(folder_.endpoint());
  worker.say_hello();
  submit(task("a1", {"x"}));
  ASSERT_EQ(worker.next().kind, Header::Kind::hello);
  Header given = worker.next();
  given.kind = Header::Kind::bye;
  worker.send(given, "");
  Outsider other(folder_.endpoint());
  other.say_hello();
  other.next();

  EXPECT_EQ(other.next().job, "a1");
}

TEST_F(HubTest, GivesAWorkerNoMoreThanItsCredit) {
  Options narrow = options(0);
  narrow.credit = 2;
  start(narrow);
  for (int i = 0; i < 5; ++i) submit(task("j" + std::to_string(i), {"x"}));
  Outsider worker(folder_.endpoint());
  worker.say_hello();

  EXPECT_TRUE(eventually([&] { return hub_->stats().stages[Stage::entities].leased == 2; }));
  EXPECT_EQ(hub_->stats().stages[Stage::entities].queued, 3u);
}

TEST_F(HubTest, EndsItsWorkersWhenItIsKilled) {
  // Orphans become children of this process, so that their end can be waited for.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  auto head = Process::start(NEWSWIRED_TEST_HEAD, {NEWSWIRED_TEST_WORKER, folder_.endpoint()});
  ASSERT_TRUE(head.ok()) << head.error().message;
  std::vector<pid_t> workers;
  ASSERT_TRUE(eventually([&] {
    head->read_output([&](std::string_view line) { workers.push_back(std::stoi(std::string(line))); });
    return workers.size() == 2;
  }));

  head->kill();

  for (const pid_t worker : workers) {
    int status = 0;
    while (::waitpid(worker, &status, 0) < 0 && errno == ECHILD) std::this_thread::yield();  // Not ours yet.
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
  }
}

TEST_F(HubTest, StopsWithinItsDeadlineAlthoughAWorkerHangs) {
  start(options(1));
  const pid_t pid = worker_pid();
  submit(task("stuck", {"hang"}));
  submit(task("behind", {"pid"}));
  ASSERT_TRUE(eventually([&] { return state_of(pid) == 'T'; }));

  const auto before = std::chrono::steady_clock::now();
  hub_->stop(300ms);

  EXPECT_GE(std::chrono::steady_clock::now() - before, 300ms);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 3s);
  EXPECT_EQ(::kill(pid, 0), -1) << "its workers are gone";
  EXPECT_TRUE(outcomes_.empty()) << "what was not settled stays unsettled";
  EXPECT_EQ(hub_->submit(task("late", {"pid"})).error().kind, ErrorKind::unavailable);
}

TEST_F(HubTest, LetsAWorkerFinishWhatIsInItsHandWhenItStops) {
  start(options(1));
  const pid_t pid = worker_pid();
  submit(task("in hand", {"hang"}));
  ASSERT_TRUE(eventually([&] { return state_of(pid) == 'T'; }));

  std::thread stopping([&] { hub_->stop(patience); });
  ASSERT_TRUE(eventually([&] { return hub_->stats().stages[Stage::entities].workers_ready == 0; }));
  ::kill(pid, SIGCONT);
  stopping.join();

  EXPECT_EQ(outcomes_.next().frame, "continued");
}

TEST_F(HubTest, RefusesTasksBeyondItsCaps) {
  Options small = options(0);
  small.stages[Stage::entities].tasks_max = 2;
  small.stages[Stage::entities].task_bytes_max = 100;
  start(small);

  EXPECT_EQ(hub_->submit(task("none", {})).error().kind, ErrorKind::limit);
  EXPECT_TRUE(hub_->submit(task("a1", {std::string(40, 'x')})).ok());
  EXPECT_EQ(hub_->submit(task("a2", {std::string(61, 'x')})).error().kind, ErrorKind::limit);
  EXPECT_TRUE(hub_->submit(task("a3", {std::string(60, 'x')})).ok());
  EXPECT_EQ(hub_->submit(task("a4", {""})).error().kind, ErrorKind::limit);
  Task foreign = task("a5", {"x"});
  foreign.stage = Stage::quotes;
  EXPECT_EQ(hub_->submit(foreign).error().kind, ErrorKind::invalid);
}

TEST_F(HubTest, SaysWhyItCannotStart) {
  Options lost = options(1);
  lost.worker_command = "/nonexistent/newswired";
  const auto no_program = Hub(lost, [](Settled) {}).start();
  Options deep = options(1);
  deep.endpoint = "ipc:///tmp/" + std::string(120, 'd');
  const auto no_path = Hub(deep, [](Settled) {}).start();

  EXPECT_NE(no_program.error().message.find("/nonexistent/newswired"), std::string::npos);
  EXPECT_NE(no_path.error().message.find("107 bytes"), std::string::npos);
}

TEST_F(HubTest, RefusesAWorkerOfAnotherModel) {
  Options strict = options(1);
  strict.stages[Stage::entities].model = "test-2";
  start(strict);

  EXPECT_TRUE(eventually([&] { return hub_->stats().hellos_refused > 0; }));
  EXPECT_FALSE(hub_->ready(Stage::entities));
}

}  // namespace
}  // namespace newswired::hub
