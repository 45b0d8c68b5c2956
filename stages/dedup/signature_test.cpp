#include "stages/dedup/signature.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/dedup/test_articles.h"

namespace newswired::dedup {
namespace {

TEST(Sign, GivesAnEmptyTextEmptyLists) {
  const Signature signature = sign("", "");

  EXPECT_EQ(signature.token_count, 0u);
  EXPECT_TRUE(signature.shingles.empty());
  EXPECT_EQ(signature.text_hash, sign("another title", "").text_hash);
}

TEST(Sign, GivesTheSameWordsTheSameHashWhateverTheirTypography) {
  EXPECT_EQ(sign("", "He said “no” twice.").text_hash, sign("", "he said \"no\"  twice").text_hash);
  EXPECT_NE(sign("", "He said no twice").text_hash, sign("", "He twice said no").text_hash);
}

TEST(Sign, KeepsListsSortedWithinTheirLimits) {
  const Signature signature = sign(made_up_text(1, 100), made_up_text(2, 60'000));

  for (const auto* list : {&signature.shingles, &signature.names, &signature.numbers, &signature.figures,
                           &signature.title_terms, &signature.body_terms}) {
    EXPECT_TRUE(std::is_sorted(list->begin(), list->end()));
    EXPECT_EQ(std::adjacent_find(list->begin(), list->end()), list->end());
  }
  EXPECT_EQ(signature.shingles.size(), shingles_max);
  EXPECT_LE(signature.names.size(), names_max);
  EXPECT_LE(signature.body_terms.size(), body_terms_max);
}

TEST(DecodeSignature, GivesBackWhatWasEncoded) {
  for (const Signature& signature : {Signature{}, sign("Ferry aground", ferry_text), sign("", made_up_text(3, 30'000))}) {
    const auto decoded = decode_signature(encode(signature));

    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(*decoded, signature);
  }
}

TEST(DecodeSignature, RefusesOtherVersions) {
  std::string bytes = encode(sign("Ferry aground", ferry_text));
  bytes[0] = 2;

  const auto decoded = decode_signature(bytes);

  ASSERT_FALSE(decoded.ok());
  EXPECT_NE(decoded.error().message.find("version 2"), std::string::npos);
}

TEST(DecodeSignature, RefusesDamagedBytes) {
  const std::string bytes = encode(sign("Ferry aground", ferry_text));

  EXPECT_FALSE(decode_signature("").ok());
  EXPECT_FALSE(decode_signature(bytes + '\0').ok());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode_signature(bytes.substr(0, size)).ok());
}

}  // namespace
}  // namespace newswired::dedup
