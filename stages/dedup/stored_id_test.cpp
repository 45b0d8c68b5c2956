#include "stages/dedup/stored_id.h"

#include <gtest/gtest.h>

namespace newswired::dedup {
namespace {

TEST(StoredId, GivesBackAnyText) {
  for (const std::string text : {"", "a", "0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789abcdef",
                                 "0123456789abcdef0123456789abcdeg", "0123456789abcdef0123456789abcdef0"}) {
    const StoredId id(text);
    EXPECT_EQ(id.text(), text);
    EXPECT_TRUE(id == text);
    EXPECT_EQ(id.empty(), text.empty());
  }
}

TEST(StoredId, TellsTextsApart) {
  EXPECT_FALSE(StoredId("0123456789abcdef0123456789abcdef") == "0123456789abcdef0123456789abcdee");
  EXPECT_FALSE(StoredId("0123456789abcdef0123456789abcdef") == "0123456789ABCDEF0123456789ABCDEF");
  EXPECT_FALSE(StoredId("a") == "b");
  EXPECT_FALSE(StoredId("") == "00000000000000000000000000000000");
}

}  // namespace
}  // namespace newswired::dedup
