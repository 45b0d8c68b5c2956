#include "proto/record.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace newswired {
namespace {

std::string golden(const std::string& name) {
  std::ifstream file(std::string(NEWSWIRED_SOURCE_DIR) + "/proto/testdata/" + name);
  EXPECT_TRUE(file) << name << " is missing";
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

nlohmann::json golden_json(const std::string& name) { return *parse_json(golden(name)); }

TEST(Record, ReadsAndWritesTheGoldenRecordUnchanged) {
  const auto json = golden_json("record.json");

  const auto record = record_from_json(json);

  ASSERT_TRUE(record.ok()) << record.error().message;
  EXPECT_EQ(to_json(*record), json);
}

TEST(Record, ShowsCodePointsAndHoldsBytes) {
  const auto record = record_from_json(golden_json("record.json"));
  ASSERT_TRUE(record.ok());
  const std::string& text = record->article.text;

  // The golden text has "Zoë Àlvarez" before the quote, so bytes and code points differ.
  const Quote& quote = record->quotes.front();

  EXPECT_EQ(quote.spans.front().of(text), "The bridge will open before the winter");
  EXPECT_EQ(record->entities.front().mentions.front().span.of(text), "Zoë Àlvarez");
}

TEST(Record, WritesNullWhereThereIsNeitherCueNorSpeaker) {
  Record record;
  record.article.text = "“No comment.”";
  record.quotes.push_back({.kind = QuoteKind::direct, .spans = {{3, 14}}, .confidence = 0.12345});

  const auto json = to_json(record);

  EXPECT_TRUE(json["quotes"][0]["cue"].is_null());
  EXPECT_TRUE(json["quotes"][0]["speaker"].is_null());
  EXPECT_EQ(json["quotes"][0]["confidence"], 0.123);
  EXPECT_EQ(json["quotes"][0]["start"], 1);
}

TEST(Record, JoinsTheTextOfAnInterruptedQuote) {
  Record record;
  record.article.text = "“Yes,” she said, “we can.”";
  record.quotes.push_back({.kind = QuoteKind::direct, .spans = {{3, 7}, {24, 31}}});

  EXPECT_EQ(to_json(record)["quotes"][0]["text"], "Yes, we can.");
}

TEST(Record, NamesTheMemberThatIsWrong) {
  auto json = golden_json("record.json");
  json["seq"] = "three";

  const auto record = record_from_json(json);

  ASSERT_FALSE(record.ok());
  EXPECT_NE(record.error().message.find("seq"), std::string::npos);
}

TEST(Record, RefusesAPlaceBeyondThePoles) {
  auto json = golden_json("record.json");
  json["entities"][1]["coordinates"]["latitude"] = 90.5;

  const auto record = record_from_json(json);

  ASSERT_FALSE(record.ok());
  EXPECT_NE(record.error().message.find("coordinates: latitude: expected -90 to 90"), std::string::npos);
}

TEST(Record, OfAnotherSchemaIsRefused) {
  auto json = golden_json("record.json");
  json["schema"] = "newswired/record/2";

  EXPECT_FALSE(record_from_json(json).ok());
}

TEST(Record, OffsetsBeyondTheTextBecomeItsEnd) {
  auto json = golden_json("record.json");
  json["entities"][0]["mentions"][0]["end"] = 4'000'000'000u;

  const auto record = record_from_json(json);

  ASSERT_TRUE(record.ok());
  EXPECT_EQ(record->entities[0].mentions[0].span.end, record->article.text.size());
}

TEST(DuplicateEntry, ReadsAndWritesTheGoldenEntryUnchanged) {
  const auto json = golden_json("duplicate.json");

  const auto entry = duplicate_from_json(json);

  ASSERT_TRUE(entry.ok()) << entry.error().message;
  EXPECT_EQ(to_json(*entry), json);
}

TEST(ParseJson, RefusesNestingBeyondTheLimitAndTakesTheLimit) {
  const std::string deep = std::string(64, '[') + std::string(64, ']');

  EXPECT_TRUE(parse_json(deep).ok());
  EXPECT_EQ(parse_json('[' + deep + ']').error().kind, ErrorKind::limit);
  EXPECT_EQ(parse_json(std::string(1'000'000, '[')).error().kind, ErrorKind::limit);
}

TEST(ParseJson, CountsNoBracketsInsideStrings) {
  EXPECT_TRUE(parse_json('"' + std::string(1000, '[') + "\\\"[\"").ok());
}

TEST(ParseJson, AnswersBrokenInputWithAnError) {
  for (const std::string bytes : {"", "{", "\"\\ud800\"", "nul", "\"\xff\""}) EXPECT_FALSE(parse_json(bytes).ok()) << bytes;
}

TEST(DumpJson, ReplacesBytesThatAreNotUtf8) { EXPECT_EQ(dump_json("a\xff"), "\"a\uFFFD\""); }

}  // namespace
}  // namespace newswired
