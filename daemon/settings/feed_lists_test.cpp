#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "daemon/settings/feed_table.h"
#include "daemon/settings/load.h"

namespace newswired::settings {
namespace {

/// A configuration folder that goes when the test ends.
class FeedLists : public testing::Test {
 protected:
  FeedLists() {
    std::string pattern = (std::filesystem::temp_directory_path() / "newswired-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~FeedLists() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  Loaded load() { return settings::load((folder_ / "newswired.toml").string()); }

  std::filesystem::path folder_;
};

TEST_F(FeedLists, OfOpmlAndTomlComeTogetherInTheirOrder) {
  write("newswired.toml", "feeds = [\"feeds.opml\", \"feeds.d/*.toml\"]\n");
  write("feeds.opml", R"(<opml version="2.0"><body><outline text="World">
<outline type="rss" text="Example World" xmlUrl="https://world.example/rss"/></outline></body></opml>)");
  write("feeds.d/own.toml", "[[feed]]\nurl = \"file:own.xml\"\nid = \"own\"\ninterval = \"10m\"\nlanguage = \"en\"\n");

  const Loaded loaded = load();

  ASSERT_TRUE(loaded.problems.empty()) << loaded.problems[0].to_string();
  ASSERT_EQ(loaded.settings.feed_list.size(), 2u);
  EXPECT_EQ(loaded.settings.feed_list[0].id, "example-world");
  EXPECT_EQ(loaded.settings.feed_list[0].tags, std::vector<std::string>{"World"});
  EXPECT_EQ(loaded.settings.feed_list[1].id, "own");
  EXPECT_EQ(loaded.settings.feed_list[1].interval, std::chrono::minutes(10));
}

TEST_F(FeedLists, TakeEveryKeyAsTheManualShowsIt) {
  std::ifstream manual(std::string(NEWSWIRED_SOURCE_DIR) + "/config/newswired.toml");
  std::string list;
  for (std::string line; std::getline(manual, line);) {
    if (line == "# [[feed]]") list = "[[feed]]\n";
    else if (!list.empty() && line.starts_with("# ")) list += line.substr(2) + "\n";
    else if (!list.empty()) break;
  }
  for (const std::string& name : feed_members()) EXPECT_NE(list.find("\n" + name + " = "), std::string::npos) << name << " is not in the manual";
  write("newswired.toml", "feeds = [\"f.toml\"]\n");
  write("f.toml", list);
  write("press.login", "reader:secret");
  write("press.headers", "X-Key: 1");
  for (const char* name : {"press.login", "press.headers"}) std::filesystem::permissions(folder_ / name, std::filesystem::perms(0600));

  const Loaded loaded = load();

  ASSERT_TRUE(loaded.problems.empty()) << loaded.problems[0].to_string();
  ASSERT_EQ(loaded.settings.feed_list.size(), 1u);
  const Feed& feed = loaded.settings.feed_list[0];
  EXPECT_EQ(feed.id, "press");
  EXPECT_EQ(feed.title, "The Press");
  EXPECT_EQ(feed.language, "en");
  EXPECT_EQ(feed.interval, std::chrono::minutes(10));
  EXPECT_EQ(feed.full_text, FullText::always);
  EXPECT_EQ(feed.tags, (std::vector<std::string>{"economy", "north"}));
  EXPECT_EQ(feed.allow_networks, std::vector<std::string>{"10.1.0.0/16"});
  EXPECT_EQ(feed.body_max, 64u << 20);
  EXPECT_EQ(feed.proxy, "http://proxy.example:3128");
  EXPECT_EQ(feed.credentials, "reader:secret");
  EXPECT_EQ(feed.headers.size(), 1u);
}

TEST_F(FeedLists, HaveTheseDefaultsForKeysThatAreLeftOut) {
  write("newswired.toml", "feeds = [\"f.toml\"]\n");
  write("f.toml", "[[feed]]\nurl = \"https://press.example/rss\"\n");

  const Loaded loaded = load();

  ASSERT_EQ(loaded.settings.feed_list.size(), 1u);
  Feed expected;
  expected.url = "https://press.example/rss";
  expected.id = "press-example-rss";
  expected.from_toml = true;
  expected.place = (folder_ / "f.toml").string() + ":1";
  EXPECT_EQ(loaded.settings.feed_list[0], expected);
}

TEST_F(FeedLists, SkipABadEntryWithItsPlaceAndKeepTheRest) {
  write("newswired.toml", "feeds = [\"f.toml\"]\n");
  write("f.toml", "[[feed]]\nurl = \"ftp://x.example/\"\n[[feed]]\nurl = \"https://good.example/\"\nlangage = \"en\"\n"
                  "[[feed]]\nurl = \"https://better.example/\"\n");

  const Loaded loaded = load();

  EXPECT_TRUE(loaded.ok());
  ASSERT_EQ(loaded.problems.size(), 2u);
  EXPECT_NE(loaded.problems[0].to_string().find("f.toml:1:1: url: expected an http or https URL"), std::string::npos)
      << loaded.problems[0].to_string();
  EXPECT_NE(loaded.problems[1].to_string().find("f.toml:5:"), std::string::npos);
  EXPECT_NE(loaded.problems[1].message.find("did you mean language?"), std::string::npos);
  ASSERT_EQ(loaded.settings.feed_list.size(), 1u);
}

TEST_F(FeedLists, RefuseTheStartWhenANamedFileIsMissing) {
  write("newswired.toml", "feeds = [\"gone.opml\"]\n");

  const Loaded loaded = load();

  EXPECT_FALSE(loaded.ok());
  ASSERT_EQ(loaded.problems.size(), 1u);
  EXPECT_NE(loaded.problems[0].message.find("gone.opml is not there"), std::string::npos);
}

TEST_F(FeedLists, OfAPatternWithoutFilesAreEmpty) {
  write("newswired.toml", "feeds = [\"feeds.d/*.opml\"]\n");

  EXPECT_TRUE(load().problems.empty());
}

TEST_F(FeedLists, OfOpmlMayNotNameFiles) {
  write("newswired.toml", "feeds = [\"f.opml\"]\n");
  write("f.opml", R"(<opml version="2.0"><body><outline type="rss" text="A" xmlUrl="file:///etc/passwd"/></body></opml>)");

  const Loaded loaded = load();

  ASSERT_EQ(loaded.problems.size(), 1u);
  EXPECT_TRUE(loaded.settings.feed_list.empty());
}

TEST_F(FeedLists, KeepFeedsOfOneTitleApart) {
  write("newswired.toml", "feeds = [\"f.toml\"]\n");
  write("f.toml", "[[feed]]\nurl = \"https://a.example/\"\ntitle = \"News\"\n[[feed]]\nurl = \"https://b.example/\"\ntitle = \"News\"\n");

  const Loaded loaded = load();

  ASSERT_EQ(loaded.settings.feed_list.size(), 2u);
  EXPECT_EQ(loaded.settings.feed_list[0].id, "news");
  EXPECT_TRUE(loaded.settings.feed_list[1].id.starts_with("news-"));
}

TEST_F(FeedLists, TakeAUrlOnce) {
  write("newswired.toml", "feeds = [\"f.toml\"]\n");
  write("f.toml", "[[feed]]\nurl = \"https://a.example/\"\n[[feed]]\nurl = \"https://a.example/\"\nid = \"b\"\n");

  const Loaded loaded = load();

  EXPECT_EQ(loaded.settings.feed_list.size(), 1u);
  ASSERT_EQ(loaded.problems.size(), 1u);
  EXPECT_NE(loaded.problems[0].message.find("already"), std::string::npos);
}

}  // namespace
}  // namespace newswired::settings
