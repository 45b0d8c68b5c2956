#include "stages/text/url_reference.h"

#include <gtest/gtest.h>

namespace newswired::text {
namespace {

// The examples of RFC 3986, 5.4.
TEST(ResolveUrl, FollowsTheStandardsExamples) {
  const struct {
    const char* reference;
    const char* url;
  } cases[] = {
      {"g:h", "g:h"},           {"g", "http://a/b/c/g"},       {"./g", "http://a/b/c/g"},     {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},     {"//g", "http://g"},           {"?y", "http://a/b/c/d;p?y"},  {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"}, {"g#s", "http://a/b/c/g#s"}, {";x", "http://a/b/c/;x"}, {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},   {"..", "http://a/b/"},         {"../g", "http://a/b/g"},      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"}, {"/./g", "http://a/g"},    {"g..", "http://a/b/c/g.."},   {"./../g", "http://a/b/g"},
      {"g/./h", "http://a/b/c/g/h"}, {"g?y/../x", "http://a/b/c/g?y/../x"},
  };
  for (const auto& test : cases) EXPECT_EQ(resolve_url("http://a/b/c/d;p?q", test.reference), test.url) << test.reference;
}

TEST(ResolveUrl, CleansWhatMarkupBreaks) {
  EXPECT_EQ(resolve_url("https://example.org", " \n story one\n.html "), "https://example.org/story%20one.html");
}

TEST(ResolveUrl, TakesNoScriptForABase) {
  EXPECT_EQ(resolve_url("javascript:alert(1)", "a.html"), "a.html");
  EXPECT_EQ(resolve_url("data:text/html,x", "a.html"), "a.html");
  EXPECT_EQ(resolve_url("", "//cdn.example/a.png"), "//cdn.example/a.png");
}

}  // namespace
}  // namespace newswired::text
