#include "proto/envelope.h"

#include <gtest/gtest.h>

namespace newswired {
namespace {

Header sample() {
  return {.kind = Header::Kind::answer, .boot = "b00t", .job = "6b1f", .revision = 2, .stage = Stage::quotes, .attempt = 3};
}

TEST(Envelope, ReturnsWhatWasEncoded) {
  const auto decoded = decode_header(encode(sample()));

  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  EXPECT_EQ(*decoded, sample());
}

TEST(Envelope, RefusesAnotherVersionByName) {
  Header other = sample();
  other.version = 9;

  const auto decoded = decode_header(encode(other));

  ASSERT_FALSE(decoded.ok());
  EXPECT_NE(decoded.error().message.find("version 9 is not 1"), std::string::npos);
}

TEST(Envelope, RefusesWhatIsNoHeader) {
  for (const std::string frame : {"", "[]", "{}", "{\"version\":1}", "\xff\x00", "{\"version\":-1}"})
    EXPECT_FALSE(decode_header(frame).ok()) << frame;
}

TEST(Envelope, RefusesAHeaderOverSixtyFourKibibytes) {
  Header big = sample();
  big.job = std::string(70'000, 'j');

  EXPECT_EQ(decode_header(encode(big)).error().kind, ErrorKind::limit);
}

TEST(Envelope, CarriesAWorkersIntroduction) {
  const Introduction worker{.model = "en-7", .release = "1.0.0", .pid = 4711};

  EXPECT_EQ(*decode_introduction(encode(worker)), worker);
  EXPECT_FALSE(decode_introduction("{\"model\":\"en-7\"}").ok());
}

TEST(Envelope, CarriesAFailureOfEveryKind) {
  for (const ErrorKind kind :
       {ErrorKind::invalid, ErrorKind::unavailable, ErrorKind::limit, ErrorKind::internal}) {
    const Error failure{kind, "page: no text"};

    EXPECT_EQ(*decode_failure(encode_failure(failure)), failure);
  }
  for (const std::string frame : {"", "{}", "{\"kind\":\"odd\",\"message\":\"\"}"})
    EXPECT_FALSE(decode_failure(frame)) << frame;
}

TEST(Stage, IsFoundByItsName) {
  for (const Stage stage : {Stage::parse, Stage::entities, Stage::quotes}) EXPECT_EQ(stage_from(to_string(stage)), stage);
  EXPECT_FALSE(stage_from("dedup"));
}

}  // namespace
}  // namespace newswired
