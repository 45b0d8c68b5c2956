#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "stages/dedup/archive.h"
#include "stages/dedup/big_array.h"

namespace newswired::dedup {

/// The heads of a hash table whose chains run through a `Window`, newest entry first, so that entries can be taken
/// back at one end and forgotten at the other without touching a chain: a link that leaves the window ends its chain.
///
/// The number of chains depends on the number of living entries alone, never on the way there: a table rebuilt from
/// its entries walks exactly as the one that grew. Two to four entries share a chain.
class ChainTable {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// A chain is followed this far. Only floods of entries under one key make chains that long.
  static constexpr int steps_max = 1024;

  ChainTable() { resize(0); }

  std::uint32_t& head(std::uint64_t key_hash) { return heads_[key_hash >> (64 - bits_)]; }
  std::uint32_t head(std::uint64_t key_hash) const { return heads_[key_hash >> (64 - bits_)]; }
  void prefetch(std::uint64_t key_hash) const { __builtin_prefetch(&heads_[key_hash >> (64 - bits_)], 1); }

  /// True when `entry_count` living entries want another size; after `resize` every entry must be linked anew.
  bool misfits(std::uint32_t entry_count) const { return bits_for(entry_count) != bits_; }
  void resize(std::uint32_t entry_count) {
    bits_ = bits_for(entry_count);
    const std::size_t size = std::size_t{1} << bits_;
    heads_.reset();  // before the new ones are there: they are a good part of all memory
    heads_ = make_big_array<std::uint32_t>(size);
    std::fill_n(heads_.get(), size, none);
  }

  void exchange(Archive& archive) {
    archive.value(bits_);
    const std::size_t size = std::size_t{1} << bits_;
    if (archive.reads()) heads_ = make_big_array<std::uint32_t>(size);
    archive.bytes(heads_.get(), size * sizeof(std::uint32_t));
  }

 private:
  static constexpr int bits_min = 8;
  static int bits_for(std::uint32_t entry_count) {
    return std::max(static_cast<int>(std::bit_width(entry_count)) - 2, bits_min);
  }

  int bits_ = bits_min;
  BigArray<std::uint32_t> heads_;
};

}  // namespace newswired::dedup
