#include "daemon/output/log_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <random>

#include "daemon/ledger/ledger_fixture.h"
#include "daemon/output/log_client.h"
#include "daemon/wire/socket.h"
#include "proto/record.h"

namespace newswired::output {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using nlohmann::json;

// Only a broken server takes so long.
#ifdef NEWSWIRED_SANITIZED
constexpr auto patience = 200s;
#else
constexpr auto patience = 20s;
#endif

/// A client that sends what it likes.
class Stranger {
 public:
  explicit Stranger(const std::string& endpoint) {
    wire::set_client_limits(socket_);
    socket_.connect(endpoint);
  }

  void say(const std::vector<std::string_view>& frames) { wire::send(socket_, frames); }
  void ask(const json& request) { say({dump_json(request)}); }

  /// The next message as word and JSON; nothing after `wait`.
  std::optional<std::pair<std::string, json>> hear(std::chrono::milliseconds wait) {
    zmq::pollitem_t item{socket_.handle(), 0, ZMQ_POLLIN, 0};
    if (zmq::poll(&item, 1, wait) == 0) return std::nullopt;
    const auto frames = wire::receive(socket_, 2);
    if (!frames || frames->size() != 2) return std::nullopt;
    return std::pair((*frames)[0], json::parse((*frames)[1]));
  }

  std::optional<json> hear_word(const std::string& word) {
    const auto until = Clock::now() + patience;
    while (Clock::now() < until)
      if (const auto message = hear(1s); message && message->first == word) return message->second;
    return std::nullopt;
  }

 private:
  zmq::context_t context_{1};
  zmq::socket_t socket_{context_, zmq::socket_type::dealer};
};

json read_request(std::uint64_t after, std::uint64_t credit, std::vector<std::string> topics = {}) {
  return {{"op", "READ"}, {"epoch", nullptr}, {"after", after}, {"topics", topics}, {"credit", credit}};
}

class LogServing : public ledger::testing::LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    auto opened = ledger::RecordLog::open(folder.state());
    ASSERT_TRUE(opened) << opened.error().message;
    log_.emplace(std::move(*opened));
    start("tcp://127.0.0.1:*");
  }

  void start(const std::string& endpoint) {
    server.emplace(LogServerOptions{.endpoints = {endpoint}, .log = &*log_});
    const auto started = server->start();
    ASSERT_TRUE(started) << started.error().message;
  }

  void write(const std::string& feed, int count) {
    for (int i = 0; i < count; ++i) {
      const std::string name = "e" + std::to_string(++written_);
      walk(feed, ledger::testing::entry(name), ledger::testing::story_text(name));
    }
    server->ring();
  }

  /// Entries until `last` or until none comes for long.
  std::vector<std::uint64_t> read_to(LogClient& client, std::uint64_t last) {
    std::vector<std::uint64_t> seqs;
    const auto until = Clock::now() + patience;
    while ((seqs.empty() || seqs.back() < last) && Clock::now() < until) {
      const auto news = client.next(1s);
      if (!news) break;
      if (const auto* entry = std::get_if<Received>(&*news)) seqs.push_back(entry->seq);
    }
    return seqs;
  }

  const std::string& endpoint() const { return server->endpoints().front(); }

  std::optional<ledger::RecordLog> log_;
  std::optional<LogServer> server;
  int written_ = 0;
};

std::vector<std::uint64_t> all_to(std::uint64_t last) {
  std::vector<std::uint64_t> seqs;
  for (std::uint64_t seq = 1; seq <= last; ++seq) seqs.push_back(seq);
  return seqs;
}

TEST_P(LogServing, StreamsTheOldAndThenTheNewWithoutASeam) {
  write("north", 300);
  LogClient client({.endpoint = endpoint(), .credit = 16});
  ASSERT_TRUE(client.connect().ok());

  auto seqs = read_to(client, 300);
  write("north", 5);
  const auto later = read_to(client, 305);
  seqs.insert(seqs.end(), later.begin(), later.end());

  EXPECT_EQ(seqs, all_to(305));
}

TEST_P(LogServing, SendsNoMoreThanTheCredit) {
  write("north", 10);
  Stranger reader(endpoint());
  reader.ask(read_request(0, 3));

  int records = 0;
  for (int marks = 0; marks < 2;) {  // the page's own AT, and the next second's
    const auto message = reader.hear(patience);
    ASSERT_TRUE(message);
    ++(message->first == "RECORD" ? records : marks);
  }
  EXPECT_EQ(records, 3);
  reader.ask({{"op", "CREDIT"}, {"n", 1}});
  const auto next = reader.hear_word("RECORD");
  ASSERT_TRUE(next);
  EXPECT_EQ((*next)["seq"], 4);
}

TEST_P(LogServing, TellsAReaderOfAQuietTopicHowFarItCame) {
  write("north", 20);
  Stranger reader(endpoint());
  reader.ask(read_request(0, 100, {"article.en.south."}));

  const auto at = reader.hear_word("AT");

  ASSERT_TRUE(at);
  EXPECT_EQ((*at)["seq"], 20);
}

TEST_P(LogServing, ShowsOnlyWhatWasAskedFor) {
  write("north", 3);
  write("south", 2);
  write("north", 1);
  LogClient client({.endpoint = endpoint(), .topics = {"article.en.south."}});
  ASSERT_TRUE(client.connect().ok());

  EXPECT_EQ(read_to(client, 5), (std::vector<std::uint64_t>{4, 5}));
}

TEST_P(LogServing, TellsTheReaderOfAnotherLog) {
  write("north", 2);
  Stranger reader(endpoint());
  json request = read_request(1, 10);
  request["epoch"] = "another";
  reader.ask(request);

  const auto now = reader.hear_word("EPOCH");

  ASSERT_TRUE(now);
  EXPECT_EQ((*now)["epoch"], ledger->epoch());
  EXPECT_EQ((*now)["head"], 2);
}

TEST_P(LogServing, FindsThePlaceOfATime) {
  write("north", 3);
  now += std::chrono::hours(1);
  const Timestamp later = now;
  write("north", 2);
  LogClient client({.endpoint = endpoint()});
  ASSERT_TRUE(client.connect().ok());

  const auto place = client.place_at(later, patience);
  const auto end = client.place_at(later + std::chrono::hours(1), patience);

  ASSERT_TRUE(place.ok()) << place.error().message;
  EXPECT_EQ(*place, 3u);
  EXPECT_EQ(*end, 5u);
}

TEST_P(LogServing, OutlivesHostileFrames) {
  write("north", 3);
  std::mt19937 random(5);
  Stranger stranger(endpoint());
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  const std::string huge = "{\"op\":\"READ\",\"after\":0,\"credit\":1,\"x\":\"" + std::string(100'000, 'x') + "\"}";
  for (int i = 0; i < 200; ++i) {
    std::string noise;
    for (unsigned k = random() % 60; k > 0; --k) noise += static_cast<char>(random());
    stranger.say({noise});
    stranger.say({noise, noise, noise, noise});
  }
  stranger.say({deep});
  stranger.say({huge});
  stranger.say({""});
  stranger.say({"{\"op\":\"READ\",\"after\":-1,\"credit\":1}"});
  stranger.say({"{\"op\":\"READ\",\"after\":1e300,\"credit\":1}"});
  stranger.say({"{\"op\":\"READ\",\"after\":18446744073709551615,\"credit\":18446744073709551615}"});
  stranger.say({"{\"op\":[],\"after\":0}"});
  stranger.say({"{\"op\":\"READ\",\"after\":0,\"credit\":1,\"topics\":[1]}"});
  stranger.say(std::vector<std::string_view>(10'000, "x"));
  Stranger oversized(endpoint());
  oversized.say({std::string(4 << 20, 'x')});

  ASSERT_TRUE(stranger.hear_word("ERROR"));
  LogClient client({.endpoint = endpoint()});
  ASSERT_TRUE(client.connect().ok());
  EXPECT_EQ(read_to(client, 3), all_to(3));
  EXPECT_GE(server->refused_frames(), 400u);
}

/// Sends bytes that are no ZMTP and hangs up.
void throw_garbage(const std::string& endpoint, std::mt19937& random) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1))));
  ASSERT_EQ(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  std::string bytes = random() % 2 ? std::string("\xff\0\0\0\0\0\0\0\1\x7f", 10) : std::string();
  for (unsigned k = random() % 300; k > 0; --k) bytes += static_cast<char>(random());
  [[maybe_unused]] const auto written = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  ::close(fd);
}

TEST_P(LogServing, OutlivesConnectionsThatAreNoZeroMq) {
  write("north", 3);
  std::mt19937 random(6);
  for (int i = 0; i < 300; ++i) throw_garbage(endpoint(), random);

  LogClient client({.endpoint = endpoint()});
  ASSERT_TRUE(client.connect().ok());

  EXPECT_EQ(read_to(client, 3), all_to(3));
}

TEST_P(LogServing, DoesNotLetAReaderThatStopsReadingSlowTheOthers) {
  write("north", 200);
  Stranger lazy(endpoint());
  lazy.ask(read_request(0, 1'000'000));
  LogClient client({.endpoint = endpoint()});
  ASSERT_TRUE(client.connect().ok());
  ASSERT_EQ(read_to(client, 200).size(), 200u);

  write("north", 100);

  EXPECT_EQ(read_to(client, 300).size(), 100u);
}

TEST_P(LogServing, ServesManyReadersInEqualShares) {
  write("north", 400);
  std::vector<std::unique_ptr<LogClient>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<LogClient>(LogClient::Options{.endpoint = endpoint()}));
    ASSERT_TRUE(clients.back()->connect().ok());
  }

  for (auto& client : clients) EXPECT_EQ(read_to(*client, 400), all_to(400));
}

TEST_P(LogServing, IsFoundAgainByItsReadersAfterARestart) {
  write("north", 5);
  const std::string place = endpoint();
  LogClient client({.endpoint = place, .silence_max = 300ms});
  ASSERT_TRUE(client.connect().ok());
  ASSERT_EQ(read_to(client, 5).size(), 5u);

  server.reset();
  start(place);
  write("north", 2);

  EXPECT_EQ(read_to(client, 7), (std::vector<std::uint64_t>{6, 7}));
}

TEST_P(LogServing, RefusesAnEndpointThatIsTaken) {
  LogServer second({.endpoints = {endpoint()}, .log = &*log_});

  const auto started = second.start();

  ASSERT_FALSE(started.ok());
  EXPECT_NE(started.error().message.find(endpoint()), std::string::npos);
  EXPECT_NE(started.error().message.find("in use"), std::string::npos);
}

TEST_P(LogServing, RefusesToBeReachedFromOtherMachinesWithoutKeys) {
  for (const char* endpoint : {"tcp://0.0.0.0:*", "tcp://*:*", "tcp://192.0.2.1:7602", "tcp://[::]:*"}) {
    LogServer open({.endpoints = {endpoint}, .log = &*log_});

    const auto started = open.start();

    ASSERT_FALSE(started.ok()) << endpoint;
    EXPECT_NE(started.error().message.find("server_key"), std::string::npos) << started.error().message;
  }
}

INSTANTIATE_TEST_SUITE_P(Log, LogServing, testing::Values("/dev/shm"), ledger::testing::where_tests_run);

}  // namespace
}  // namespace newswired::output
