#include "daemon/web/card.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "daemon/search/test_entries.h"

namespace newswired::web {
namespace {

using search::testing::record;

std::string text_of(const nlohmann::json& lead) {
  std::string text;
  for (const auto& piece : lead) text += piece.at("text").get<std::string>();
  return text;
}

TEST(CardOf, CutsTheLeadAtNames) {
  const auto card = card_of(record(1, "a", "Bridge", "Mayor Ana Lopez came.", {"Ana Lopez"}));

  ASSERT_EQ(card["lead"].size(), 3u);
  EXPECT_EQ(card["lead"][1], (nlohmann::json{{"text", "Ana Lopez"}, {"type", "person"}, {"id", "person/ana-lopez"}}));
  EXPECT_EQ(text_of(card["lead"]), "Mayor Ana Lopez came.");
}

TEST(CardOf, EndsALongLeadBetweenWords) {
  std::string text;
  while (text.size() <= lead_bytes_max) text += "zwölf ";
  const auto card = card_of(record(1, "a", "T", text));

  const std::string lead = text_of(card["lead"]);
  EXPECT_TRUE(lead.ends_with("zwölf…")) << lead;
  EXPECT_LE(lead.size(), lead_bytes_max + 3);
}

TEST(CardOf, EndsALeadWithoutBlanksBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "語";

  const auto lead = card_of(record(1, "a", "T", text))["lead"];

  ASSERT_EQ(lead.size(), 2u);
  EXPECT_TRUE(lead[0]["text"].get<std::string>().ends_with("語"));
}

TEST(CardOf, NamesWhoSpeaks) {
  const auto card = card_of(record(1, "a", "T", "“Yes,” Ana Lopez said.", {"Ana Lopez"}, "Yes"));

  EXPECT_EQ(card["quotes"][0]["speaker"], (nlohmann::json{{"name", "Ana Lopez"}, {"id", "person/ana-lopez"}}));
  EXPECT_EQ(card["quotes"][0]["parts"], (nlohmann::json{"Yes"}));
}

TEST(CardOfEntry, IsNullForWhatNobodyKnows) {
  EXPECT_TRUE(card_of_entry("newswired/other/9", "{}").is_null());
  EXPECT_TRUE(card_of_entry(record_schema, "{").is_null());
  EXPECT_EQ(card_of_entry(tombstone_schema, R"({"id":"a"})")["kind"], "tombstone");
}

}  // namespace
}  // namespace newswired::web
