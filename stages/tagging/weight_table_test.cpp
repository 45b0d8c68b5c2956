#include "stages/tagging/weight_table.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace newswired::tagging {
namespace {

std::string table_of(std::size_t count) {
  std::vector<Key> keys;
  std::vector<std::int8_t> rows;
  for (std::size_t i = 0; i < count; ++i) {
    keys.push_back(key_of(std::to_string(i)));
    rows.push_back(static_cast<std::int8_t>(i % 100));
    rows.push_back(static_cast<std::int8_t>(-1));
  }
  return WeightTable::build(keys, rows, 2, 0.5f);
}

TEST(WeightTable, FindsEveryRowAgain) {
  const std::string bytes = table_of(5000);
  const auto table = WeightTable::open(bytes, 2);

  ASSERT_TRUE(table);
  EXPECT_EQ(table->scale(), 0.5f);
  int wrong = 0;  // a foreign row with the same 16 bits may stand before the right one
  for (int i = 0; i < 5000; ++i) {
    const std::int8_t* row = table->find(key_of(std::to_string(i)));
    ASSERT_NE(row, nullptr);
    wrong += row[0] != i % 100;
  }
  EXPECT_LT(wrong, 10);
}

TEST(WeightTable, KnowsAlmostNoForeignKey) {
  const std::string bytes = table_of(5000);
  const auto table = WeightTable::open(bytes, 2);

  int found = 0;
  for (int i = 5000; i < 15000; ++i) found += table->find(key_of(std::to_string(i))) != nullptr;
  EXPECT_LT(found, 20);
}

TEST(WeightTable, FindsRowsOfEveryWidth) {
  for (std::uint32_t width = 1; width < 12; ++width) {
    std::vector<Key> keys;
    std::vector<std::int8_t> rows;
    for (std::size_t i = 0; i < 3000; ++i) {
      keys.push_back(key_of(std::to_string(i)));
      for (std::uint32_t k = 0; k < width; ++k) rows.push_back(static_cast<std::int8_t>((i + k) % 100));
    }
    const std::string bytes = WeightTable::build(keys, rows, width, 1);
    const auto table = WeightTable::open(bytes, width);

    ASSERT_TRUE(table) << width;
    int wrong = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const std::int8_t* row = table->find(keys[i]);
      ASSERT_NE(row, nullptr) << width;
      wrong += row[width - 1] != static_cast<std::int8_t>((i + width - 1) % 100);
    }
    EXPECT_LT(wrong, 10) << width;
    EXPECT_EQ(table->find(key_of("none")), nullptr) << width;
  }
}

TEST(WeightTable, SumsTheRowsOfKnownKeys) {
  const std::string bytes = table_of(5000);
  const auto table = WeightTable::open(bytes, 2);
  std::vector<Key> keys;
  int first = 0, second = 0;
  for (int i = 4900; i < 5100; ++i) {
    keys.push_back(key_of(std::to_string(i)));
    const std::int8_t* row = table->find(keys.back());
    if (i > 4900 && i < 5099 && row) first += row[0], second += row[1];
  }

  std::array<std::int16_t, WeightTable::summed_width(2)> sums{};
  table->sum(keys, 1, keys.size() - 1, sums.data());

  EXPECT_EQ(sums[0], first);
  EXPECT_EQ(sums[1], second);
}

TEST(WeightTable, MayBeEmpty) {
  const std::string bytes = table_of(0);
  const auto table = WeightTable::open(bytes, 2);

  ASSERT_TRUE(table);
  EXPECT_EQ(table->find(key_of("a")), nullptr);
}

TEST(WeightTable, RefusesOtherWidthsAndCutBytes) {
  const std::string bytes = table_of(10);

  EXPECT_FALSE(WeightTable::open(bytes, 3));
  EXPECT_FALSE(WeightTable::open(std::string_view(bytes).substr(0, bytes.size() - 1), 2));
  EXPECT_FALSE(WeightTable::open("", 2));
}

}  // namespace
}  // namespace newswired::tagging
