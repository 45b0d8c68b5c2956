#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

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
