#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"
#include "stages/tagging/words.h"

namespace newswired::tagging {

/// Rows of 8-bit numbers by key, in one block of bytes that can be mapped from a file: open addressing in
/// buckets, 16 bits of the key kept as a check (a foreign key is taken for a known one about once in 10,000).
///
/// Borrows its bytes. Thread-safe for const use.
class WeightTable {
 public:
  WeightTable() = default;

  /// Refuses bytes that `build` did not write, or whose rows are not `width` wide.
  static Result<WeightTable> open(std::string_view bytes, std::uint32_t width);

  /// The row of `key`, nullptr when there is none.
  const std::int8_t* find(Key key) const;

  /// Asks the processor to fetch where `key` would lie: buckets lie across two cache lines.
  void prefetch(Key key) const {
    const char* bucket = slots_ + bucket_of(key) * bucket_bytes();
    __builtin_prefetch(bucket);
    __builtin_prefetch(bucket + line_bytes);
  }

  float scale() const { return scale_; }  ///< What 1 stands for.
  std::uint32_t row_count() const { return row_count_; }

  /// Writes a table. `rows` holds `width` numbers for each key; keys are distinct. The same input gives the
  /// same bytes.
  static std::string build(std::span<const Key> keys, std::span<const std::int8_t> rows, std::uint32_t width,
                           float scale);

 private:
  static constexpr std::uint32_t bucket_slots = 8;
  static constexpr std::size_t line_bytes = 64;
  std::size_t stride() const { return 2 + width_; }
  std::size_t bucket_bytes() const { return stride() * bucket_slots; }
  std::size_t bucket_of(Key key) const {
    return static_cast<std::size_t>(((key >> 32) * bucket_count_) >> 32);
  }
  // 0 marks an empty slot.
  static std::uint16_t check_of(Key key) {
    return static_cast<std::uint16_t>(key & 0xffff ? key & 0xffff : 1);
  }

  const char* slots_ = nullptr;
  std::uint64_t bucket_count_ = 0;
  std::uint32_t width_ = 0, row_count_ = 0;
  float scale_ = 0;
};

}  // namespace newswired::tagging
