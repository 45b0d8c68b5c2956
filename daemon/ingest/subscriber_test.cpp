#include "daemon/ingest/subscriber.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace newswired::ingest {
namespace {

using namespace std::chrono_literals;

/// A scripted world: what was sent, kept and delivered, and a clock that only the test turns.
struct World {
  Timestamp now = Timestamp(std::chrono::seconds(1'800'000'000));
  std::vector<FetchRequest> sent;
  std::map<std::string, PushLease> kept;
  std::vector<std::string> delivered;
  bool room = true;
  int names = 0;
  Subscriber subscriber;

  explicit World(std::map<std::string, PushLease> known = {})
      : subscriber({.callback = "https://us.example/websub/"},
                   {.now = [this] { return now; },
                    .fetch = [this](FetchRequest request, std::function<void(FetchResult)>) { sent.push_back(std::move(request)); },
                    .random = [this] { return std::string(31, '0') + std::to_string(names++ % 10); },
                    .keep = [this](const std::string& feed, const PushLease& lease) { kept[feed] = lease; },
                    .deliver =
                        [this](const std::string& feed, std::string, std::string body) {
                          if (room) delivered.push_back(feed + " " + body);
                          return room;
                        }},
                   std::move(known)) {}

  HubReply verify(const std::string& mode, const std::string& topic, const std::string& token, const std::string& seconds = "86400") {
    return subscriber.answer({.token = token, .query = {{"hub.mode", mode}, {"hub.topic", topic}, {"hub.challenge", "why"}, {"hub.lease_seconds", seconds}}});
  }
  HubReply deliver(const std::string& token, const std::string& secret, const std::string& body) {
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha256(), secret.data(), int(secret.size()), reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac, &size);
    std::string header = "sha256=";
    for (unsigned i = 0; i < size; ++i) {
      char digits[3];
      std::snprintf(digits, sizeof digits, "%02x", mac[i]);
      header += digits;
    }
    return subscriber.answer({.is_delivery = true, .token = token, .content_type = "application/rss+xml", .signature = header, .body = body});
  }
};

const PushOffer offer{"https://hub.example/", "https://news.example/rss?a=1"};

TEST(Subscriber, AsksTheHubThatAFeedOffersAndConfirmsWhatItAskedFor) {
  World world;
  world.subscriber.offer("news", offer, {});

  ASSERT_EQ(world.sent.size(), 1u);
  EXPECT_EQ(world.sent[0].url, "https://hub.example/");
  EXPECT_EQ(world.sent[0].form,
            "hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Frss%3Fa%3D1&hub.callback=https%3A%2F%2Fus.example%2Fwebsub%2F"
            "00000000000000000000000000000000&hub.secret=0000000000000000000000000000000100000000000000000000000000000002&hub.lease_seconds=864000");

  const HubReply reply = world.verify("subscribe", offer.topic, world.kept["news"].token);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "why");
  EXPECT_EQ(world.kept["news"].until, world.now + 24h);
  EXPECT_EQ(world.subscriber.alive_count(), 1u);
}

TEST(Subscriber, ConfirmsNothingThatItDidNotAskFor) {
  World world;
  world.subscriber.offer("news", offer, {});
  const std::string token = world.kept["news"].token;

  EXPECT_EQ(world.verify("subscribe", "https://other.example/", token).status, 404);
  EXPECT_EQ(world.verify("subscribe", offer.topic, "ffff").status, 404);
  EXPECT_EQ(world.verify("unsubscribe", offer.topic, token).status, 404);
  EXPECT_EQ(world.subscriber.alive_count(), 0u);
}

TEST(Subscriber, AsksOnceHoweverOftenTheFeedOffers) {
  World world;
  for (int i = 0; i < 5; ++i) world.subscriber.offer("news", offer, {});

  EXPECT_EQ(world.sent.size(), 1u);
}

TEST(Subscriber, RenewsWithTheSameCallbackAFifthOfTheLeaseBeforeItsEnd) {
  World world;
  world.subscriber.offer("news", offer, {});
  const std::string token = world.kept["news"].token;
  world.verify("subscribe", offer.topic, token, "100000");
  const Timestamp confirmed = world.now;

  EXPECT_EQ(world.subscriber.tick(), confirmed + 80'000s);
  world.now = confirmed + 80'000s;
  world.subscriber.tick();
  ASSERT_EQ(world.sent.size(), 2u);
  EXPECT_NE(world.sent[1].form.find(token), std::string::npos);

  world.verify("subscribe", offer.topic, token, "100000");
  EXPECT_EQ(world.kept["news"].until, world.now + 100'000s);
}

TEST(Subscriber, AsksAHubThatStaysSilentEverMoreSeldom) {
  World world;
  world.subscriber.offer("news", offer, {});
  std::vector<std::chrono::seconds> waits;
  for (int i = 0; i < 12; ++i) {
    const Timestamp next = world.subscriber.tick();
    waits.push_back(next - world.now);
    world.now = next;
  }

  EXPECT_EQ(waits.front(), 10min);
  EXPECT_EQ(waits[2], 40min);
  EXPECT_EQ(waits.back(), 24h);
}

TEST(Subscriber, GoesOnAfterARestartWithWhatWasKept) {
  World before;
  before.subscriber.offer("news", offer, {});
  before.verify("subscribe", offer.topic, before.kept["news"].token);

  World after(before.kept);
  after.subscriber.tick();

  EXPECT_TRUE(after.sent.empty());
  EXPECT_EQ(after.deliver(before.kept["news"].token, before.kept["news"].secret, "<rss/>").status, 202);
  EXPECT_EQ(after.delivered, std::vector<std::string>{"news <rss/>"});
}

TEST(Subscriber, DropsADeliveryWhoseSignatureIsWrongWithoutTellingTheForger) {
  World world;
  world.subscriber.offer("news", offer, {});
  const PushLease lease = world.kept["news"];
  world.verify("subscribe", offer.topic, lease.token);

  EXPECT_EQ(world.deliver(lease.token, "guessed", "<rss/>").status, 202);
  EXPECT_EQ(world.subscriber.answer({.is_delivery = true, .token = lease.token, .body = "<rss/>"}).status, 202);
  EXPECT_TRUE(world.delivered.empty());
}

TEST(Subscriber, TellsTheHubToComeAgainWhenThereIsNoRoom) {
  World world;
  world.subscriber.offer("news", offer, {});
  const PushLease lease = world.kept["news"];
  world.room = false;

  EXPECT_EQ(world.deliver(lease.token, lease.secret, "<rss/>").status, 503);
  EXPECT_EQ(world.deliver("ffff", lease.secret, "<rss/>").status, 410);
}

TEST(Subscriber, EndsTheSubscriptionOfAFeedThatLeftTheList) {
  World world;
  world.subscriber.offer("news", offer, {});
  const std::string token = world.kept["news"].token;
  world.verify("subscribe", offer.topic, token);

  world.subscriber.keep_only({"another"});

  ASSERT_EQ(world.sent.size(), 2u);
  EXPECT_TRUE(world.sent[1].form.starts_with("hub.mode=unsubscribe&"));
  EXPECT_EQ(world.verify("unsubscribe", offer.topic, token).body, "why");
  EXPECT_EQ(world.verify("subscribe", offer.topic, token).status, 404);
}

TEST(Subscriber, ChangesToTheHubThatTheFeedNamesNow) {
  World world;
  world.subscriber.offer("news", offer, {});
  const std::string old = world.kept["news"].token;
  world.verify("subscribe", offer.topic, old);

  world.subscriber.offer("news", {"https://new.example/", offer.topic}, {});

  EXPECT_NE(world.kept["news"].token, old);
  ASSERT_EQ(world.sent.size(), 3u);
  EXPECT_EQ(world.sent[2].url, "https://new.example/");

  world.subscriber.offer("news", {}, {});
  EXPECT_TRUE(world.kept["news"].hub.empty());
}

TEST(Subscriber, BelievesNoLeaseOfSecondsNorOfYears) {
  World world;
  world.subscriber.offer("news", offer, {});
  const std::string token = world.kept["news"].token;

  world.verify("subscribe", offer.topic, token, "1");
  EXPECT_EQ(world.kept["news"].length, 60s);
  world.verify("subscribe", offer.topic, token, "999999999999");
  EXPECT_EQ(world.kept["news"].length, 30 * 24h);
}

}  // namespace
}  // namespace newswired::ingest
