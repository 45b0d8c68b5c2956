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
/// buckets of eight, 16 bits of the key kept as a check (a foreign key is taken for a known one about once in
/// 10,000). The checks of a bucket come first, then its rows, and no bucket of narrow rows crosses a cache line
/// when the bytes begin at one: a search waits for one line of memory.
///
/// Borrows its bytes. Thread-safe for const use.
class WeightTable {
 public:
  static constexpr std::uint32_t format = 2;  ///< Of the bytes.

  WeightTable() = default;

  /// Refuses bytes that `build` did not write, or whose rows are not `width` wide.
  static Result<WeightTable> open(std::string_view bytes, std::uint32_t width);

  /// The row of `key`, nullptr when there is none.
  const std::int8_t* find(Key key) const;

  /// Adds the rows of `keys[first, last)`, `summed_max` at most, to `sums`, which holds `summed_width` numbers (those
  /// behind the width are of no meaning). What `keys` hold behind `last` is fetched ahead.
  void sum(std::span<const Key> keys, std::size_t first, std::size_t last, std::int16_t* sums) const;
  static constexpr std::size_t summed_max = 256;  ///< 16 bits hold the sum of as many rows.
  static constexpr std::size_t summed_width(std::size_t width) { return (width + 7) / 8 * 8; }

  float scale() const { return scale_; }  ///< What 1 stands for.
  std::uint32_t row_count() const { return row_count_; }

  /// Writes a table. `rows` holds `width` numbers for each key; keys are distinct. The same input gives the
  /// same bytes.
  static std::string build(std::span<const Key> keys, std::span<const std::int8_t> rows, std::uint32_t width,
                           float scale);

 private:
  const std::int8_t* search(Key key) const;
  void prefetch(Key key) const { __builtin_prefetch(buckets_ + bucket_of(key) * bucket_bytes_); }
  std::size_t bucket_of(Key key) const {
    return static_cast<std::size_t>(((key >> 32) * bucket_count_) >> 32);
  }
  /// Lays out `buckets` for rows of `width`.
  void set_shape(std::uint64_t buckets, std::uint32_t width);

  const char* buckets_ = nullptr;
  std::uint64_t bucket_count_ = 0;
  std::size_t bucket_bytes_ = 0;
  std::uint32_t width_ = 0, row_count_ = 0;
  float scale_ = 0;
};

}  // namespace newswired::tagging
