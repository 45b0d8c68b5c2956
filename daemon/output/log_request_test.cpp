#include "daemon/output/log_request.h"

#include <gtest/gtest.h>

namespace newswired::output {
namespace {

TEST(LogRequest, ReadsARead) {
  const auto request = parse_log_request(R"({"op":"READ","epoch":null,"after":5,"topics":["article.en."],"credit":256})");

  ASSERT_TRUE(request.ok()) << request.error().message;
  EXPECT_EQ(std::get<ReadRequest>(*request), (ReadRequest{"", 5, {"article.en."}, 256}));
}

TEST(LogRequest, TakesAReadWithoutTopicsAsEverything) {
  const auto request = parse_log_request(R"({"op":"READ","epoch":"e1","after":0,"credit":1})");

  ASSERT_TRUE(request.ok());
  EXPECT_TRUE(std::get<ReadRequest>(*request).topics.empty());
}

TEST(LogRequest, ReadsCreditStopAndSeqAt) {
  EXPECT_EQ(std::get<CreditRequest>(*parse_log_request(R"({"op":"CREDIT","n":7})")).n, 7u);
  EXPECT_TRUE(std::holds_alternative<StopRequest>(*parse_log_request(R"({"op":"STOP"})")));
  EXPECT_TRUE(std::holds_alternative<SeqAtRequest>(*parse_log_request(R"({"op":"SEQ_AT","time":"2026-03-05T07:30:00Z"})")));
}

TEST(LogRequest, RefusesEverythingElseWithASentence) {
  for (const char* frame : {"", "[]", "{}", R"({"op":"WRITE"})", R"({"op":"READ"})", R"({"op":"READ","after":-1,"credit":1})",
                            R"({"op":"READ","after":0,"credit":1,"topics":[1]})", R"({"op":"READ","after":0,"credit":1,"epoch":3})",
                            R"({"op":"CREDIT","n":1.5})", R"({"op":"SEQ_AT","time":"noon"})", R"({"op":{"op":{"op":{"op":1}}}})"}) {
    const auto request = parse_log_request(frame);
    ASSERT_FALSE(request.ok()) << frame;
    EXPECT_FALSE(request.error().message.empty());
  }
}

TEST(LogRequest, HoldsItsLimits) {
  std::string topics = "\"t\"";
  for (int i = 1; i < 64; ++i) topics += ",\"t\"";
  const auto with = [](const std::string& list) { return R"({"op":"READ","after":0,"credit":1,"topics":[)" + list + "]}"; };

  EXPECT_TRUE(parse_log_request(with(topics)).ok());
  EXPECT_FALSE(parse_log_request(with(topics + ",\"t\"")).ok());
  EXPECT_TRUE(parse_log_request(with('"' + std::string(256, 't') + '"')).ok());
  EXPECT_FALSE(parse_log_request(with('"' + std::string(257, 't') + '"')).ok());
  EXPECT_FALSE(parse_log_request(std::string(70'000, ' ')).ok());
}

}  // namespace
}  // namespace newswired::output
