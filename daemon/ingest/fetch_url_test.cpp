#include "daemon/ingest/fetch_url.h"

#include <gtest/gtest.h>

namespace newswired::ingest {
namespace {

TEST(SplitUrl, GivesTheHostThatWillBeAsked) {
  EXPECT_EQ(split_url("HTTP://Example.ORG./a?b=c#d")->host, "example.org");
  EXPECT_EQ(split_url("http://example.org@evil.example/")->host, "evil.example");
  EXPECT_EQ(split_url("http://0x7f.1/")->host, "127.0.0.1");
  EXPECT_EQ(split_url("http://2130706433/")->host, "127.0.0.1");
  EXPECT_EQ(split_url("http://0177.0.0.1/")->host, "127.0.0.1");
  EXPECT_EQ(split_url("http://[::1]:8080/")->host, "[::1]");
}

TEST(SplitUrl, KeepsPathAndQueryAndNamesThePort) {
  const UrlParts parts = split_url("https://example.org/a/b?c=d#e").value();

  EXPECT_EQ(parts.path, "/a/b?c=d");
  EXPECT_EQ(parts.port, "443");
  EXPECT_EQ(parts.origin(), "https://example.org:443");
  EXPECT_EQ(split_url("http://example.org")->path, "/");
}

TEST(SplitUrl, RefusesWhatIsNoAbsoluteUrl) {
  EXPECT_FALSE(split_url(""));
  EXPECT_FALSE(split_url("/path"));
  EXPECT_FALSE(split_url("http://"));
  EXPECT_FALSE(split_url("http://exa mple.org/"));
  EXPECT_TRUE(split_url("http://example.org/" + std::string(7900, 'a')));
  EXPECT_FALSE(split_url("http://example.org/" + std::string(8000, 'a')));
}

TEST(WireUrl, EncodesWhatFeedsLeaveRawAndNothingElse) {
  EXPECT_EQ(wire_url(" https://example.org/a b?q=\xC3\xA9&r=%20#x\n"),
            "https://example.org/a%20b?q=%C3%A9&r=%20#x");
  EXPECT_EQ(wire_url("https://b\xC3\xBC"
                     "cher.example/\xC3\xBC"),
            "https://b\xC3\xBC"
            "cher.example/%C3%BC");
  EXPECT_EQ(wire_url("https://example.org/a\n  b"), "https://example.org/a%20%20b");
  EXPECT_EQ(wire_url(""), "");
  EXPECT_EQ(split_url("https://example.org?a b")->path, "/?a%20b");
}

TEST(ShownUrl, HidesUserPasswordAndFragment) {
  EXPECT_EQ(shown_url("https://user:secret@example.org/a#b"), "https://example.org/a");
  EXPECT_EQ(shown_url("not a url"), "not a url");
}

}  // namespace
}  // namespace newswired::ingest
