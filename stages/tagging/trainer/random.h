#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace newswired::tagging {

/// A small generator (xorshift64*, Vigna 2016) whose numbers are the same on every platform, unlike the standard
/// library's distributions and shuffle.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL | 1) {}

  std::uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1DULL;
  }
  /// Evenly from [0, bound).
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>((next() >> 32) * bound >> 32); }
  /// True in about `share` of the calls.
  bool chance(float share) { return (next() >> 40) < static_cast<std::uint64_t>(share * (1 << 24)); }

  template <class T>
  void shuffle(std::span<T> items) {
    for (std::uint32_t i = static_cast<std::uint32_t>(items.size()); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace newswired::tagging
