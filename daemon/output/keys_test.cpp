#include "daemon/wire/keys.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "daemon/output/broadcaster.h"
#include "daemon/wire/gate.h"
#include "daemon/output/log_client.h"

namespace newswired::output {
namespace {

using namespace std::chrono_literals;

class Keys : public testing::Test {
 protected:
  Keys() {
    char pattern[] = "/tmp/nw-XXXXXX";
    folder_ = mkdtemp(pattern);
  }
  ~Keys() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
    return folder_ + "/" + name;
  }

  std::string folder_;
};

TEST_F(Keys, ComeBackFromTheirFileWhichIsItsOwnersAlone) {
  const std::string file = folder_ + "/a.key";
  const wire::KeyPair pair = wire::new_key_pair();
  ASSERT_TRUE(wire::write_key_pair(file, pair).ok());

  struct stat status {};
  ASSERT_EQ(stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(wire::read_key_pair(file).value(), pair);
  EXPECT_EQ(wire::read_public_key(file).value(), pair.public_key);
}

TEST_F(Keys, AreNeverOverwritten) {
  const std::string file = folder_ + "/a.key";
  ASSERT_TRUE(wire::write_key_pair(file, wire::new_key_pair()).ok());

  EXPECT_FALSE(wire::write_key_pair(file, wire::new_key_pair()).ok());
}

TEST_F(Keys, AreRefusedWhenOthersMayReadThem) {
  const std::string file = folder_ + "/a.key";
  ASSERT_TRUE(wire::write_key_pair(file, wire::new_key_pair()).ok());
  chmod(file.c_str(), 0644);

  const auto read = wire::read_key_pair(file);

  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().message.find("chmod 600"), std::string::npos);
}

TEST_F(Keys, OfClientsStandOneALineWithNamesAndComments) {
  const std::string a = wire::new_key_pair().public_key;
  const std::string b = wire::new_key_pair().public_key;
  const std::string file = write("clients", "# who may come in\n" + a + " desk\n\npublic " + b + "\n");

  EXPECT_EQ(wire::read_client_keys(file).value(), (std::vector<std::string>{a, b}));
}

TEST_F(Keys, OfClientsAreRefusedWithTheirLine) {
  const auto read = wire::read_client_keys(write("clients", wire::new_key_pair().public_key + "\nnot-a-key\n"));

  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().message.find("clients:2:"), std::string::npos);
}

TEST(Gate, TellsWhichEndpointsLeaveTheMachine) {
  EXPECT_FALSE(wire::leaves_this_machine("ipc:///run/a"));
  EXPECT_FALSE(wire::leaves_this_machine("tcp://127.0.0.1:7601"));
  EXPECT_FALSE(wire::leaves_this_machine("tcp://[::1]:7601"));
  EXPECT_TRUE(wire::leaves_this_machine("tcp://*:7601"));
  EXPECT_TRUE(wire::leaves_this_machine("tcp://0.0.0.0:7601"));
  EXPECT_TRUE(wire::leaves_this_machine("tcp://[::]:7601"));
  EXPECT_TRUE(wire::leaves_this_machine("tcp://eth0:7601"));
}

class Gated : public testing::Test {
 protected:
  Gated() : broadcaster(options()) {}
  void SetUp() override { ASSERT_TRUE(broadcaster.start().ok()); }

  BroadcasterOptions options() {
    return {.endpoints = {"tcp://127.0.0.1:*"},
            .state = [] { return ledger::LogState{"e1", 1, 1}; },
            .now = [] { return Timestamp{}; },
            .keys = wire::ServerKeys{server, {friend_keys.public_key}}};
  }

  /// A beat comes within `wait`.
  bool hears(const std::optional<wire::ClientKeys>& keys, std::chrono::milliseconds wait) {
    LiveClient client;
    EXPECT_TRUE(client.connect(broadcaster.endpoints().front(), {}, keys).ok());
    return client.next(wait).has_value();
  }

  const wire::KeyPair server = wire::new_key_pair();
  const wire::KeyPair friend_keys = wire::new_key_pair();
  Broadcaster broadcaster;
};

TEST_F(Gated, AdmitsAClientOfTheList) { EXPECT_TRUE(hears(wire::ClientKeys{friend_keys, server.public_key}, 20s)); }

TEST_F(Gated, CutsOffWhoIsTakenOffTheListAndKeepsTheOthers) {
  const wire::KeyPair other = wire::new_key_pair();
  broadcaster.change_keys({server, {friend_keys.public_key, other.public_key}});
  LiveClient revoked, stays;
  ASSERT_TRUE(revoked.connect(broadcaster.endpoints().front(), {}, wire::ClientKeys{friend_keys, server.public_key}).ok());
  ASSERT_TRUE(stays.connect(broadcaster.endpoints().front(), {}, wire::ClientKeys{other, server.public_key}).ok());
  ASSERT_TRUE(revoked.next(20s) && stays.next(20s));

  broadcaster.change_keys({server, {other.public_key}});

  int under_way = 0;
  while (revoked.next(1500ms) && under_way < 10) ++under_way;
  EXPECT_LT(under_way, 10) << "the beat goes on";
  EXPECT_TRUE(stays.next(20s)) << "it connects again by itself";
}

TEST_F(Gated, SpeaksItsNewKeyAfterAChange) {
  const wire::KeyPair fresh = wire::new_key_pair();

  broadcaster.change_keys({fresh, {friend_keys.public_key}});

  EXPECT_TRUE(hears(wire::ClientKeys{friend_keys, fresh.public_key}, 20s));
  EXPECT_FALSE(hears(wire::ClientKeys{friend_keys, server.public_key}, 1500ms));
}

TEST_F(Keys, NamedAsACredentialLieInTheFolderOfTheServiceManager) {
  const wire::KeyPair pair = wire::new_key_pair();
  ASSERT_TRUE(wire::write_key_pair(folder_ + "/server", pair).ok());
  ::chmod((folder_ + "/server").c_str(), 0440);  // as a manager that uses access lists shows it
  ::setenv("CREDENTIALS_DIRECTORY", folder_.c_str(), 1);

  EXPECT_EQ(wire::read_key_pair("credential:server").value(), pair);

  ::unsetenv("CREDENTIALS_DIRECTORY");
  const auto without = wire::read_key_pair("credential:server");
  ASSERT_FALSE(without);
  EXPECT_NE(without.error().message.find("LoadCredential"), std::string::npos) << without.error().message;
}

TEST_F(Gated, AdmitsNobodyElse) {
  const wire::KeyPair stranger = wire::new_key_pair();

  EXPECT_FALSE(hears(wire::ClientKeys{stranger, server.public_key}, 1500ms));
  EXPECT_FALSE(hears(wire::ClientKeys{friend_keys, stranger.public_key}, 1500ms));
  EXPECT_FALSE(hears(std::nullopt, 1500ms));
}

}  // namespace
}  // namespace newswired::output
