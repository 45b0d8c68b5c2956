#include "daemon/output/notices.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace newswired::output {
namespace {

std::string golden(const std::string& name) {
  std::ifstream file(std::string(NEWSWIRED_SOURCE_DIR) + "/proto/testdata/" + name);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

TEST(NoticesOf, ARecordAreItsAttributedQuotesAndItsEntities) {
  const auto notices = notices_of(golden("record.json"));

  std::vector<std::string> topics;
  for (const Notice& notice : notices) topics.push_back(notice.topic);
  EXPECT_EQ(topics, (std::vector<std::string>{"quote.en.zoe-alvarez.", "quote.en.zoe-alvarez.", "entity.person.zoe-alvarez.",
                                              "entity.location.port-lisse."}));
  const auto quote = nlohmann::json::parse(notices[1].json);
  EXPECT_EQ(quote["schema"], "newswired/quote/1");
  EXPECT_EQ(quote["index"], 1);
  EXPECT_EQ(quote["seq"], 48213);
  EXPECT_EQ(quote["article"]["feed"]["id"], "lisse-courier");
  const auto entity = nlohmann::json::parse(notices[2].json);
  EXPECT_FALSE(entity["entity"].contains("mentions"));
  EXPECT_EQ(entity["entity"]["name"], "Zoë Àlvarez");
}

TEST(NoticesOf, AQuoteWithoutSpeakerAreNone) {
  auto record = nlohmann::json::parse(golden("record.json"));
  for (auto& quote : record["quotes"]) quote["speaker"] = nullptr;
  record["entities"] = nlohmann::json::array();

  EXPECT_TRUE(notices_of(record.dump()).empty());
}

TEST(NoticesOf, OtherEntriesAndBrokenOnesAreNone) {
  EXPECT_TRUE(notices_of(golden("duplicate.json")).empty());
  EXPECT_TRUE(notices_of("").empty());
  EXPECT_TRUE(notices_of(R"({"schema":"newswired/record/1"})").empty());
}

}  // namespace
}  // namespace newswired::output
