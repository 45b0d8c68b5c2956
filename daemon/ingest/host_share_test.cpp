#include "daemon/ingest/host_share.h"

#include <gtest/gtest.h>

namespace newswired::ingest {
namespace {

TEST(HostShare, GivesAHostItsPlacesAndPutsTheRestInItsLine) {
  HostShare share;
  EXPECT_TRUE(share.enter("a", "1", 2));
  EXPECT_TRUE(share.enter("a", "2", 2));
  EXPECT_FALSE(share.enter("a", "3", 2));
  EXPECT_FALSE(share.enter("a", "4", 2));
  EXPECT_TRUE(share.enter("b", "5", 2)) << "another host";

  share.leave("a");
  EXPECT_EQ(share.next("a"), "3");
  EXPECT_TRUE(share.enter("a", "3", 2));
  share.leave("a");
  EXPECT_EQ(share.next("a"), "4");
  EXPECT_EQ(share.next("a"), std::nullopt);
  EXPECT_EQ(share.next("nobody"), std::nullopt);
}

TEST(HostShare, KnowsAFeedThatWaitsOnlyOnce) {
  HostShare share;
  share.enter("a", "1", 1);
  EXPECT_FALSE(share.enter("a", "2", 1));
  EXPECT_FALSE(share.enter("a", "2", 1));

  EXPECT_EQ(share.next("a"), "2");
  EXPECT_EQ(share.next("a"), std::nullopt);
}

}  // namespace
}  // namespace newswired::ingest
