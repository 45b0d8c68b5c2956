#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace newswired::dedup {

/// The heads of a hash table whose chains run through a `Window`, newest entry first, so that entries can be taken
/// back at one end and forgotten at the other without touching a chain: a link that leaves the window ends its chain.
///
/// The number of chains depends on the number of living entries alone, never on the way there: a table rebuilt from
/// its entries walks exactly as the one that grew.
class ChainTable {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// A chain is followed this far. Only floods of entries under one key make chains that long.
  static constexpr int steps_max = 1024;

  std::uint32_t& head(std::uint64_t key_hash) { return heads_[key_hash >> (64 - bits_)]; }
  std::uint32_t head(std::uint64_t key_hash) const { return heads_[key_hash >> (64 - bits_)]; }

  /// True when `entry_count` living entries want another size; after `resize` every entry must be linked anew.
  bool misfits(std::uint32_t entry_count) const { return bits_for(entry_count) != bits_; }
  void resize(std::uint32_t entry_count) {
    bits_ = bits_for(entry_count);
    std::vector<std::uint32_t>(std::size_t{1} << bits_, none).swap(heads_);
  }

 private:
  static constexpr int bits_min = 8;
  static int bits_for(std::uint32_t entry_count) {
    const int bits = static_cast<int>(std::bit_width(entry_count));
    return bits < bits_min ? bits_min : bits;
  }

  int bits_ = bits_min;
  std::vector<std::uint32_t> heads_ = std::vector<std::uint32_t>(std::size_t{1} << bits_min, none);
};

}  // namespace newswired::dedup
