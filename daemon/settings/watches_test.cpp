#include <gtest/gtest.h>

#include "daemon/settings/load.h"

namespace newswired::settings {
namespace {

std::vector<std::string> messages(std::string_view text) {
  std::vector<std::string> lines;
  for (const Problem& problem : parse(text, "n.toml").problems) lines.push_back(problem.to_string());
  return lines;
}

TEST(Watchlists, AreReadWithAllTheirLists) {
  const Loaded loaded = parse(R"(
[[watch]]
name = "harbour"
any = ["ferry", "port lisse"]
none = ["football"]
[[watch]]
name = "haddad"
people = ["Leila Haddad"]
feeds = ["courier"]
)", "n.toml");

  ASSERT_TRUE(loaded.problems.empty()) << loaded.problems[0].to_string();
  ASSERT_EQ(loaded.settings.watches.size(), 2u);
  EXPECT_EQ(loaded.settings.watches[0], (Watch{"harbour", {"ferry", "port lisse"}, {}, {"football"}, {}, {}}));
  EXPECT_EQ(loaded.settings.watches[1].people, std::vector<std::string>{"Leila Haddad"});
}

TEST(Watchlists, NameWhatIsWrongWithLineAndColumn) {
  EXPECT_EQ(messages("[[watch]]\nname = \"Port Lisse\"\nany = [\"x\"]\n"),
            std::vector<std::string>{"n.toml:2:8: watch.name: expected [a-z0-9-]{1,64}, got \"Port Lisse\"; \"port-lisse\" would do"});
  EXPECT_EQ(messages("[[watch]]\nname = \"a\"\nanny = [\"x\"]\n"),
            std::vector<std::string>{"n.toml:3:1: watch.anny: unknown key; did you mean any?"});
  EXPECT_EQ(messages("[[watch]]\nname = \"a\"\nany = [\"x\", 3]\n"),
            std::vector<std::string>{"n.toml:3:13: watch.any: expected strings of 1 to 200 bytes, got 3"});
  EXPECT_EQ(messages("[[watch]]\nname = \"a\"\nnone = [\"x\"]\n"),
            std::vector<std::string>{"n.toml:1:1: watch a: would match everything; give any, all, people or feeds"});
  EXPECT_EQ(messages("[watch]\nname = \"a\"\n").size(), 1u);
}

TEST(Watchlists, HaveNamesOfTheirOwn) {
  const auto found = messages("[[watch]]\nname = \"a\"\nany = [\"x\"]\n[[watch]]\nname = \"a\"\nany = [\"y\"]\n");

  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find("\"a\" is there already"), std::string::npos) << found[0];
}

}  // namespace
}  // namespace newswired::settings
