#include "daemon/ingest/unannounced_gzip.h"

#include <gtest/gtest.h>

#include "tests/support/coded.h"

namespace newswired::ingest {
namespace {

TEST(GunzipUnannounced, DecodesABodyThatNobodySaidIsCompressed) {
  std::string body = testing::gzip_of("<rss/>") + testing::gzip_of("and more");

  EXPECT_TRUE(gunzip_unannounced(body, 1000).decoded);
  EXPECT_EQ(body, "<rss/>and more");
}

TEST(GunzipUnannounced, LeavesEverythingElseAlone) {
  std::string feed = "<rss/>", empty, false_start("\x1F\x8B\x08 no gzip", 12);
  for (std::string* body : {&feed, &empty, &false_start}) {
    const std::string before = *body;
    EXPECT_FALSE(gunzip_unannounced(*body, 1000).decoded);
    EXPECT_EQ(*body, before);
  }
}

TEST(GunzipUnannounced, StopsAtTheLimitAndSaysSo) {
  std::string body = testing::gzip_of(std::string(5000, 'x'));
  std::string exact = body;

  EXPECT_TRUE(gunzip_unannounced(body, 4999).truncated);
  EXPECT_EQ(body.size(), 4999u);
  EXPECT_FALSE(gunzip_unannounced(exact, 5000).truncated);
  EXPECT_EQ(exact.size(), 5000u);
}

TEST(GunzipUnannounced, KeepsWhatCameOfABodyThatBreaksOff) {
  std::string body = testing::gzip_of(std::string(5000, 'x'));
  body.resize(4000);

  const Gunzipped unpacked = gunzip_unannounced(body, 10'000);

  EXPECT_TRUE(unpacked.incomplete);
  EXPECT_GT(body.size(), 3000u);
}

}  // namespace
}  // namespace newswired::ingest
