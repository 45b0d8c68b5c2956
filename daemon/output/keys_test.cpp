#include "daemon/output/keys.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "daemon/output/broadcaster.h"
#include "daemon/output/gate.h"
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
  const KeyPair pair = new_key_pair();
  ASSERT_TRUE(write_key_pair(file, pair).ok());

  struct stat status {};
  ASSERT_EQ(stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(read_key_pair(file).value(), pair);
  EXPECT_EQ(read_public_key(file).value(), pair.public_key);
}

TEST_F(Keys, AreNeverOverwritten) {
  const std::string file = folder_ + "/a.key";
  ASSERT_TRUE(write_key_pair(file, new_key_pair()).ok());

  EXPECT_FALSE(write_key_pair(file, new_key_pair()).ok());
}

TEST_F(Keys, AreRefusedWhenOthersMayReadThem) {
  const std::string file = folder_ + "/a.key";
  ASSERT_TRUE(write_key_pair(file, new_key_pair()).ok());
  chmod(file.c_str(), 0644);

  const auto read = read_key_pair(file);

  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().message.find("chmod 600"), std::string::npos);
}

TEST_F(Keys, OfClientsStandOneALineWithNamesAndComments) {
  const std::string a = new_key_pair().public_key;
  const std::string b = new_key_pair().public_key;
  const std::string file = write("clients", "# who may come in\n" + a + " desk\n\npublic " + b + "\n");

  EXPECT_EQ(read_client_keys(file).value(), (std::vector<std::string>{a, b}));
}

TEST_F(Keys, OfClientsAreRefusedWithTheirLine) {
  const auto read = read_client_keys(write("clients", new_key_pair().public_key + "\nnot-a-key\n"));

  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().message.find("clients:2:"), std::string::npos);
}

TEST(Gate, TellsWhichEndpointsLeaveTheMachine) {
  EXPECT_FALSE(leaves_this_machine("ipc:///run/a"));
  EXPECT_FALSE(leaves_this_machine("tcp://127.0.0.1:7601"));
  EXPECT_FALSE(leaves_this_machine("tcp://[::1]:7601"));
  EXPECT_TRUE(leaves_this_machine("tcp://*:7601"));
  EXPECT_TRUE(leaves_this_machine("tcp://0.0.0.0:7601"));
  EXPECT_TRUE(leaves_this_machine("tcp://[::]:7601"));
  EXPECT_TRUE(leaves_this_machine("tcp://eth0:7601"));
}

class Gated : public testing::Test {
 protected:
  Gated() : broadcaster(options()) {}
  void SetUp() override { ASSERT_TRUE(broadcaster.start().ok()); }

  BroadcasterOptions options() {
    return {.endpoints = {"tcp://127.0.0.1:*"},
            .state = [] { return ledger::LogState{"e1", 1, 1}; },
            .now = [] { return Timestamp{}; },
            .keys = ServerKeys{server, {friend_keys.public_key}}};
  }

  /// A beat comes within `wait`.
  bool hears(const std::optional<ClientKeys>& keys, std::chrono::milliseconds wait) {
    LiveClient client;
    EXPECT_TRUE(client.connect(broadcaster.endpoints().front(), {}, keys).ok());
    return client.next(wait).has_value();
  }

  const KeyPair server = new_key_pair();
  const KeyPair friend_keys = new_key_pair();
  Broadcaster broadcaster;
};

TEST_F(Gated, AdmitsAClientOfTheList) { EXPECT_TRUE(hears(ClientKeys{friend_keys, server.public_key}, 20s)); }

TEST_F(Gated, AdmitsNobodyElse) {
  const KeyPair stranger = new_key_pair();

  EXPECT_FALSE(hears(ClientKeys{stranger, server.public_key}, 1500ms));
  EXPECT_FALSE(hears(ClientKeys{friend_keys, stranger.public_key}, 1500ms));
  EXPECT_FALSE(hears(std::nullopt, 1500ms));
}

}  // namespace
}  // namespace newswired::output
