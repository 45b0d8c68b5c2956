#include "daemon/ingest/push_offer.h"

#include <gtest/gtest.h>

#include "daemon/ingest/push_signature.h"

namespace newswired::ingest {
namespace {

const std::string url = "https://news.example/rss";

TEST(PushOffer, ComesFromLinkHeadersBeforeTheFeedsOwnElements) {
  const std::vector<std::string> headers{R"(<https://hub.example/>; rel="hub", <https://news.example/a,b>; title="x, y"; rel=self)",
                                         "<https://other.example/>; rel=hub"};

  EXPECT_EQ(push_offer(headers, "https://own.example/hub", "https://news.example/own", url),
            (PushOffer{"https://hub.example/", "https://news.example/a,b"}));
  EXPECT_EQ(push_offer({}, "https://own.example/hub", "https://news.example/own", url), (PushOffer{"https://own.example/hub", "https://news.example/own"}));
}

TEST(PushOffer, OfAFeedThatDoesNotNameItselfIsForWhereItWasFound) {
  EXPECT_EQ(push_offer({}, "https://own.example/hub", "", url).topic, url);
}

TEST(PushOffer, IsNothingWithoutAWebHub) {
  EXPECT_EQ(push_offer({}, "", "https://news.example/own", url), PushOffer{});
  EXPECT_EQ(push_offer({"</hub>; rel=hub", "<javascript:x>; rel=hub", "<https://x.example/>; rel=hubbub"}, "file:///etc/passwd", "", url), PushOffer{});
}

TEST(LinksWith, LivesWithAnything) {
  for (const char* header : {"", "<", "<>", "<a", ";;;", "<https://x.example/>;rel=\"hub", "<https://x.example/>;rel=\"\\", ",,<,>", "<https://x.example/>; rel"})
    EXPECT_LE(links_with({header}, "hub").size(), 1u) << header;
  EXPECT_EQ(links_with({"<https://x.example/>; rel=\"next HUB\""}, "hub").size(), 1u);
}

TEST(IsSigned, KnowsTheFourMethodsOfTheStandard) {
  // RFC 2202 and RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?".
  const std::string body = "what do ya want for nothing?";
  EXPECT_TRUE(is_signed("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", "Jefe", body));
  EXPECT_TRUE(is_signed("sha256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843", "Jefe", body));
  EXPECT_TRUE(is_signed("sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649", "Jefe", body));
  EXPECT_TRUE(is_signed("sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
                        "Jefe", body));
}

TEST(IsSigned, RefusesEverythingElse) {
  const std::string body = "what do ya want for nothing?";
  EXPECT_FALSE(is_signed("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", "Jefe", body + "!"));
  EXPECT_FALSE(is_signed("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", "other", body));
  for (const char* header : {"", "sha1", "sha1=", "md5=750c783e6ab0b503eaa86e310a5db738", "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c7"})
    EXPECT_FALSE(is_signed(header, "Jefe", body)) << header;
}

TEST(RandomDigits, AreThirtyTwoAndNeverTheSame) {
  EXPECT_EQ(random_digits().size(), 32u);
  EXPECT_NE(random_digits(), random_digits());
}

}  // namespace
}  // namespace newswired::ingest
