#include "daemon/settings/load.h"

#include <gtest/gtest.h>

#include "daemon/settings/keys.h"
#include "daemon/settings/toml_text.h"

namespace newswired::settings {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> messages(std::string_view text) {
  std::vector<std::string> lines;
  for (const Problem& problem : parse(text, "n.toml").problems) lines.push_back(problem.to_string());
  return lines;
}

TEST(ParseSettings, OfAnEmptyFileAreTheDefaults) {
  const Loaded loaded = parse("", "n.toml");

  EXPECT_TRUE(loaded.ok());
  EXPECT_EQ(loaded.settings, Settings{});
}

TEST(ParseSettings, TakeEveryKindOfValue) {
  const Loaded loaded = parse(R"(
state_dir = "/srv/newswired"
feeds = ["a.opml"]
[fetch]
interval_min = "5m"
body_max = "1MiB"
backlog = "all"
full_text = "never"
allow_networks = ["127.0.0.0/8"]
host_connections = 2
[output]
duplicates = false
)", "n.toml");

  ASSERT_TRUE(loaded.problems.empty()) << loaded.problems[0].to_string();
  EXPECT_EQ(loaded.settings.state_dir, "/srv/newswired");
  EXPECT_EQ(loaded.settings.feeds, std::vector<std::string>{"a.opml"});
  EXPECT_EQ(loaded.settings.fetch.interval_min, 5min);
  EXPECT_EQ(loaded.settings.fetch.body_max, 1u << 20);
  EXPECT_FALSE(loaded.settings.fetch.backlog);
  EXPECT_EQ(loaded.settings.fetch.full_text, FullText::never);
  EXPECT_EQ(loaded.settings.fetch.host_connections, 2);
  EXPECT_FALSE(loaded.settings.output.duplicates);
}

TEST(ParseSettings, NameLineColumnAndWhatWasExpected) {
  EXPECT_EQ(messages("[fetch]\ninterval_min = \"fast\"\n"),
            std::vector<std::string>{"n.toml:2:16: fetch.interval_min: expected a duration such as \"2m\", got \"fast\""});
}

TEST(ParseSettings, SuggestTheKeyThatWasMeant) {
  EXPECT_EQ(messages("[fetch]\nintervall_max = \"6h\"\n"),
            std::vector<std::string>{"n.toml:2:1: fetch.intervall_max: unknown key; did you mean interval_max?"});
  EXPECT_EQ(messages("[fetsch]\na = 1\n"), std::vector<std::string>{"n.toml:1:2: fetsch: unknown key; did you mean fetch?"});
}

TEST(ParseSettings, FindEveryProblemAtOnceInTheOrderOfTheFile) {
  const auto found = messages("state_dir = 3\n[stages]\nparse = 0\nquotes = \"two\"\n[http]\nlisten = true\n");

  ASSERT_EQ(found.size(), 4u);
  EXPECT_TRUE(found[0].starts_with("n.toml:1:13: state_dir: expected a string, got 3"));
  EXPECT_TRUE(found[1].starts_with("n.toml:3:9: stages.parse: expected a whole number from 1 to 64, got 0"));
  EXPECT_TRUE(found[2].starts_with("n.toml:4:10: stages.quotes"));
  EXPECT_TRUE(found[3].starts_with("n.toml:6:10: http.listen"));
}

TEST(ParseSettings, OfSomethingThatIsNotTomlSayWhere) {
  const auto found = messages("state_dir = \n");

  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].starts_with("n.toml:1:")) << found[0];
  EXPECT_NE(found[0].find("not TOML"), std::string::npos);
}

TEST(ParseSettings, RefuseATableWhereAValueBelongsAndAValueWhereATableBelongs) {
  EXPECT_EQ(messages("fetch = 1\n").size(), 1u);
  EXPECT_EQ(messages("[fetch.interval_min]\n").size(), 1u);
}

TEST(ParseSettings, RefuseAnIntervalMinAboveTheMax) {
  EXPECT_EQ(messages("[fetch]\ninterval_min = \"7h\"\n").size(), 1u);
}

TEST(ParseSettings, RefuseAStateDirWhoseSocketsWouldNotFit) {
  EXPECT_TRUE(messages("state_dir = \"/" + std::string(93, 'd') + "\"").empty());
  EXPECT_EQ(messages("state_dir = \"/" + std::string(94, 'd') + "\"").size(), 1u);
}

TEST(LoadSettings, OfAFileThatIsNotThereNameItAndTheRemedy) {
  const Loaded loaded = load("/nonexistent/newswired.toml");

  ASSERT_EQ(loaded.problems.size(), 1u);
  EXPECT_EQ(loaded.problems[0].to_string(),
            "/nonexistent/newswired.toml: No such file or directory; give another with --config FILE");
  EXPECT_FALSE(loaded.ok());
}

TEST(ParseSettings, ReadTheSelectorsOfSites) {
  const Loaded loaded = parse("[[site]]\nhost = \"gazette.example\"\nselect = \"div.story\"\nremove = \".box, #more\"\n", "n.toml");

  ASSERT_TRUE(loaded.problems.empty()) << loaded.problems[0].to_string();
  EXPECT_EQ(loaded.settings.sites, (std::vector<clean::SiteRule>{{"gazette.example", "div.story", ".box, #more"}}));
}

TEST(ParseSettings, SayWhereASiteIsWrong) {
  EXPECT_EQ(messages("[[site]]\nhost = \"gazette.example\"\nselect = \"div > p\"\n"),
            std::vector<std::string>{"n.toml:3:10: site.select: character 5: expected \",\" or the end; a selector is made of tag, #id, "
                                     ".class and [name=value] without blanks, several parted by commas"});
  EXPECT_EQ(messages("[[site]]\nhost = \"https://gazette.example/\"\nselect = \"p\"\n"),
            std::vector<std::string>{"n.toml:2:8: site.host: expected a host such as \"gazette.example\", got \"https://gazette.example/\""});
  EXPECT_EQ(messages("[[site]]\nhost = \"a.example\"\nselekt = \"p\"\n"),
            std::vector<std::string>{"n.toml:3:1: site.selekt: unknown key; did you mean select?"});
  EXPECT_EQ(messages("[[site]]\nselect = \"p\"\n"),
            std::vector<std::string>{"n.toml:1:1: site: host is missing; name the host whose pages the selectors are for"});
  EXPECT_EQ(messages("site = 3\n"), std::vector<std::string>{"n.toml:1:8: site: expected tables [[site]]"});
}

TEST(Manual, HoldsEveryKeyWithItsDefault) {
  const std::string file = std::string(NEWSWIRED_SOURCE_DIR) + "/config/newswired.toml";
  std::string error;
  const auto text = read_file(file, error);
  ASSERT_TRUE(text) << file << ": " << error;

  const Loaded loaded = parse(*text, file);

  ASSERT_TRUE(loaded.problems.empty()) << loaded.problems[0].to_string();
  EXPECT_EQ(loaded.settings, Settings{});
  const toml::table document = toml::parse(std::string_view(*text), std::string_view(file));
  for (const Key& key : all_keys()) EXPECT_TRUE(document.at_path(key.path)) << key.path << " is missing in " << file;
}

}  // namespace
}  // namespace newswired::settings
