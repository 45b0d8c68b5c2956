#include "daemon/ingest/body_facts.h"

#include <gtest/gtest.h>

namespace newswired::ingest {
namespace {

TEST(InsteadOfFeed, LeavesFeedsAlone) {
  for (const char* body :
       {"<rss version=\"2.0\">", "<?xml version=\"1.0\"?>\n<!-- <html> --><feed>",
        "{\"version\":\"https://jsonfeed.org/version/1\"}", "\xEF\xBB\xBF <?xml version=\"1.0\"?><rdf:RDF>",
        "<channel>", "garbage", "\xff\xfe<\0r"})
    EXPECT_FALSE(instead_of_feed(body)) << body;
}

TEST(InsteadOfFeed, NamesWhatCame) {
  EXPECT_EQ(instead_of_feed(""), "an empty body");
  EXPECT_EQ(instead_of_feed(" \r\n"), "an empty body");
  EXPECT_EQ(instead_of_feed("\xEF\xBB\xBF<!-- x --><!DOCTYPE HTML PUBLIC><p>"), "a web page");
  EXPECT_EQ(instead_of_feed("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"),
            "a web page");
  EXPECT_EQ(instead_of_feed("<html><input type='password'>"), "a login page");
  EXPECT_EQ(instead_of_feed("<html><script src=/cdn-cgi/challenge-platform/x></script>"), "a bot check");
}

TEST(HashOfBody, DiffersWithOneByte) {
  EXPECT_EQ(hash_of_body("a").size(), 32u);
  EXPECT_EQ(hash_of_body("a"), hash_of_body("a"));
  EXPECT_NE(hash_of_body("a"), hash_of_body("b"));
}

}  // namespace
}  // namespace newswired::ingest
