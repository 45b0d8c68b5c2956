#include "daemon/settings/secret_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "daemon/settings/load.h"

namespace newswired::settings {
namespace {

/// A folder with one list whose feed has secrets.
class SecretFile : public testing::Test {
 protected:
  SecretFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "newswired-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~SecretFile() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text, mode_t mode) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path) << text;
    chmod(path.c_str(), mode);
    return path;
  }

  std::filesystem::path folder_;
};

TEST_F(SecretFile, GivesAFeedItsCredentialsHeadersProxyAndLimit) {
  write("login", "reader:s3:cret\n", 0600);
  write("headers", "# for the press\nX-Api-Key: 12: 34\r\n\nCookie: a=b\n", 0400);
  write("feeds.toml", "[[feed]]\nurl = \"https://press.example/rss\"\ncredentials_file = \"login\"\nheaders_file = \"headers\"\n"
                      "proxy = \"http://proxy.example:3128\"\nbody_max = \"64MiB\"\n", 0644);
  const Loaded loaded = load(write("newswired.toml", "feeds = [\"feeds.toml\"]\n", 0644));

  ASSERT_TRUE(loaded.problems.empty()) << loaded.problems[0].to_string();
  const Feed& feed = loaded.settings.feed_list.at(0);
  EXPECT_EQ(feed.credentials, "reader:s3:cret");
  ASSERT_EQ(feed.headers.size(), 2u);
  EXPECT_EQ(feed.headers[0], (std::pair<std::string, std::string>("X-Api-Key", "12: 34")));
  EXPECT_EQ(feed.proxy, "http://proxy.example:3128");
  EXPECT_EQ(feed.body_max, 64u << 20);
}

TEST_F(SecretFile, IsRefusedWhenOthersCanReadItWithoutShowingIt) {
  const auto text = read_secret_file(write("login", "reader:secret", 0640));

  ASSERT_FALSE(text);
  EXPECT_NE(text.error().message.find("login: has mode 0640"), std::string::npos) << text.error().message;
  EXPECT_NE(text.error().message.find("chmod 600"), std::string::npos);
  EXPECT_EQ(text.error().message.find("secret\""), std::string::npos);
}

TEST_F(SecretFile, IsReadUpToItsLimitAndNotBeyond) {
  EXPECT_TRUE(read_secret_file(write("fits", std::string(secret_bytes_max, 'x'), 0600)));
  EXPECT_FALSE(read_secret_file(write("long", std::string(secret_bytes_max + 1, 'x'), 0600)));
  EXPECT_FALSE(read_secret_file(folder_.string()));
  EXPECT_FALSE(read_secret_file((folder_ / "none").string()));
}

TEST(ParseHeaders, RefusesWhatWouldChangeTheRequestAndSaysWhere) {
  EXPECT_EQ(parse_headers("A: 1\nHost: evil.example\n", "h").error().message, "h:2: the header Host is newswired's own; take it out");
  EXPECT_FALSE(parse_headers("no header", "h"));
  EXPECT_FALSE(parse_headers("bad name: 1", "h"));
  EXPECT_FALSE(parse_credentials("nobody", "c"));
  EXPECT_FALSE(parse_credentials("a:b\nc:d", "c"));
}

}  // namespace
}  // namespace newswired::settings
