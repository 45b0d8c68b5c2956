#include "daemon/commands/tail_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace newswired::commands {
namespace {

nlohmann::json golden(const std::string& name) {
  std::ifstream file(std::string(NEWSWIRED_SOURCE_DIR) + "/proto/testdata/" + name);
  return nlohmann::json::parse(file);
}

TEST(TailText, OfARecordShowsHeadlinePeoplePlacesAndWhoSaidWhat) {
  const std::string text = tail_text(golden("record.json"), false);

  EXPECT_NE(text.find("#48213 07:30 Lisse Courier  New bridge to open before winter"), std::string::npos) << text;
  EXPECT_NE(text.find("people: Zoë Àlvarez (the council’s chief engineer)"), std::string::npos) << text;
  EXPECT_NE(text.find("places: Port Lisse (BE)"), std::string::npos) << text;
  EXPECT_NE(text.find("Zoë Àlvarez: “The bridge will open before the winter”"), std::string::npos) << text;
}

TEST(TailText, MarksWhereAnAttributionInterruptsAQuote) {
  auto record = golden("record.json");
  record["text"] = "“Yes,” she said, “we can.”";
  record["quotes"][0]["spans"] = nlohmann::json::parse("[[1,5],[18,25]]");

  EXPECT_NE(tail_text(record, false).find("“Yes, … we can.”"), std::string::npos) << tail_text(record, false);
}

TEST(TailText, NamesASourceThatIsNoEntityAndLeavesOutWhatNobodySaid) {
  auto record = golden("record.json");
  record["quotes"][0]["speaker"] = {{"name", nullptr}, {"entity", nullptr}, {"mention", {{"start", 0}, {"end", 8}, {"text", "the jury"}}}};
  record["quotes"][1]["speaker"] = nullptr;

  const std::string text = tail_text(record, false);

  EXPECT_NE(text.find("the jury: "), std::string::npos) << text;
  EXPECT_EQ(text.find("the budget"), std::string::npos) << text;
}

TEST(TailText, LeavesOutAQuoteWhoseSourceIsABareRelativePronoun) {
  auto record = golden("record.json");
  record["quotes"][0]["speaker"] = {{"name", nullptr}, {"entity", nullptr}, {"mention", {{"start", 0}, {"end", 5}, {"text", "which"}}}};

  EXPECT_EQ(tail_text(record, false).find("which: "), std::string::npos) << tail_text(record, false);
}

TEST(TailText, OfACopySaysWhoCarriesIt) {
  EXPECT_NE(tail_text(golden("duplicate.json"), false).find("Gazette"), std::string::npos);
}

TEST(TailText, OfAnUnknownSchemaIsEmpty) { EXPECT_EQ(tail_text({{"schema", "newswired/other/9"}}, false), ""); }

TEST(TerminalSafe, DropsWhatATerminalWouldObey) {
  EXPECT_EQ(terminal_safe("a\033[31mb\nc\u202Ed\u0085e"), "a[31mb cde");
}

}  // namespace
}  // namespace newswired::commands
