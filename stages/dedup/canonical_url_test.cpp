#include "stages/dedup/canonical_url.h"

#include <gtest/gtest.h>

#include <random>

namespace newswired::dedup {
namespace {

struct Pair {
  std::string_view a;
  std::string_view b;
};

class SameAddress : public testing::TestWithParam<Pair> {};
TEST_P(SameAddress, HasOneForm) { EXPECT_EQ(canonical_url(GetParam().a), canonical_url(GetParam().b)); }
INSTANTIATE_TEST_SUITE_P(
    CanonicalUrl, SameAddress,
    testing::Values(Pair{"http://WWW.Gazette.example:80/a", "https://gazette.example/a"},
                    Pair{"https://gazette.example/a?utm_source=x&id=7&fbclid=q", "https://gazette.example/a?id=7"},
                    Pair{"https://gazette.example/a?ref=rss", "https://gazette.example/a"},
                    Pair{"https://gazette.example/a?b=2&a=1", "https://gazette.example/a?a=1&b=2"},
                    Pair{"https://gazette.example/a?b=", "https://gazette.example/a?b"},
                    Pair{"https://gazette.example/a/%7ebob/../c/", "https://gazette.example/a/c"},
                    Pair{"https://gazette.example/é", "https://gazette.example/%c3%a9"},
                    Pair{"https://bücher.example/", "https://xn--bcher-kva.example"},
                    Pair{"https://ｇazette.example/a", "https://gazette.example/a"},
                    Pair{"https://gazette.example/s/(S(k1x))/a", "https://gazette.example/s/a"},
                    Pair{"https://amp.gazette.example/a.amp.html", "https://gazette.example/a.html"},
                    Pair{"https://en.m.gazette.example/a", "https://en.gazette.example/a"},
                    Pair{"https://en.m.sport.m.gazette.example/a", "https://en.sport.gazette.example/a"},
                    Pair{"https://www.google.com/amp/s/gazette.example/a", "https://gazette.example/a"},
                    Pair{"//gazette.example/a", "https://gazette.example/a"},
                    Pair{"https://user:pw@gazette.example/a#comments", "https://gazette.example/a"}));

class OtherAddress : public testing::TestWithParam<Pair> {};
TEST_P(OtherAddress, StaysApart) { EXPECT_NE(canonical_url(GetParam().a), canonical_url(GetParam().b)); }
INSTANTIATE_TEST_SUITE_P(
    CanonicalUrl, OtherAddress,
    testing::Values(Pair{"https://gazette.example/a?cid=1", "https://gazette.example/a?cid=2"},
                    Pair{"https://gazette.example/a?ref=17", "https://gazette.example/a"},
                    Pair{"https://gazette.example/a?sid=17", "https://gazette.example/a"},
                    Pair{"https://gazette.example/a?page=2", "https://gazette.example/a"},
                    Pair{"https://gazette.example/A", "https://gazette.example/a"},
                    Pair{"https://gazette.example:8443/a", "https://gazette.example/a"},
                    Pair{"https://gazette.example/a%2Fb", "https://gazette.example/a/b"},
                    Pair{"https://gazette.example/a?q=1%262", "https://gazette.example/a?q=1&2"},
                    Pair{"https://gazette.example/#/story/1", "https://gazette.example/#/story/2"},
                    Pair{"https://m.example/a", "https://example/a"},
                    Pair{"https://gazette.example/stamp", "https://gazette.example/st"}));

TEST(CanonicalUrl, LeavesWhatIsNoWebAddressAsItIs) {
  EXPECT_EQ(canonical_url(""), "");
  EXPECT_EQ(canonical_url("  tag:gazette.example,2026:17 "), "tag:gazette.example,2026:17");
  EXPECT_EQ(canonical_url("http://"), "http://");
  EXPECT_EQ(canonical_url("https://bad host/a"), "https://bad host/a");
}

TEST(CanonicalUrl, ChangesNothingTheSecondTime) {
  const std::string_view pieces[] = {"http://", "https://", "www.", "m.", "amp", "gazette.example", "/", "//", "..", ".",
                                     "?", "&", "&amp;", "=", "#", "#!", "%2F", "%", "%41", "é", "index.html", ".amp",
                                     "utm_x=1", "id=2", ";jsessionid=3", ":80", ":", "@", "+", " ", "\t", "\xff", "a",
                                     "google.com/url", "?url=https%3A%2F%2Fb.example", "cdn.ampproject.org/c/s/"};
  std::mt19937 random(11);
  for (int i = 0; i < 20'000; ++i) {
    std::string url = i % 2 ? "https://gazette.example/" : "https://";
    for (unsigned k = random() % 9; k > 0; --k) url += pieces[random() % std::size(pieces)];
    const std::string once = canonical_url(url);
    ASSERT_EQ(canonical_url(once), once) << url;
  }
}

TEST(CanonicalUrl, ReadsAddressesOfNumbersAndLeavesWhatIsNone) {
  EXPECT_EQ(canonical_url("http://[2001:DB8::1]:8080/a"), "https://[2001:db8::1]:8080/a");
  EXPECT_EQ(canonical_url("https://[::1]/"), canonical_url("http://[::1]:80"));
  for (const std::string_view broken : {"//[..-m..::", "http://[::1", "http://[]/a", "http://[zz]/a"})
    EXPECT_EQ(canonical_url(broken), broken);
}

}  // namespace
}  // namespace newswired::dedup
