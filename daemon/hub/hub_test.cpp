#include "daemon/hub/hub.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/wait.h>

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
#include "daemon/hub/testing/hub_fixture.h"

namespace newswired::hub {
namespace {

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
