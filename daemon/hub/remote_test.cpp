#include <gtest/gtest.h>

#include "daemon/hub/processes.h"
#include "daemon/hub/testing/hub_fixture.h"
#include "daemon/wire/keys.h"

namespace newswired::hub {
namespace {

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
  EXPECT_TRUE(eventually([&] { return hub_->stats().stages.at(Stage::entities).workers_ready == 2; }));
}

TEST_F(RemoteWorkers, AreNotWaitedForWithoutKeys) {
  Options wanted = options(0);
  wanted.remote = {{"tcp://0.0.0.0:*", std::nullopt}};
  Hub hub(std::move(wanted), [](Settled) {});

  const auto started = hub.start();

  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("needs keys"), std::string::npos) << started.error().message;
}

}  // namespace
}  // namespace newswired::hub
