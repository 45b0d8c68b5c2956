#pragma once

#include <cstdint>
#include <vector>

#include "stages/tagging/hash.h"

namespace newswired::tagging {

/// Numbers the features that occur often enough to be worth a weight: first count all, then number, then ask.
class FeatureIndex {
 public:
  static constexpr std::uint32_t unknown = 0xFFFFFFFF;

  FeatureIndex();
  void count(Hash feature);

  /// Numbers the features counted at least `count_min` times from 0, in the order of their hashes, and forgets the
  /// rest. Returns how many there are.
  std::uint32_t number(std::uint32_t count_min);

  std::uint32_t id(Hash feature) const;
  /// The features by their numbers.
  const std::vector<Hash>& features() const { return features_; }

 private:
  std::size_t slot_of(Hash feature) const;
  void resize(std::size_t slots);

  std::vector<Hash> keys_;              // 0: free
  std::vector<std::uint32_t> values_;   // counts, then numbers
  std::size_t used_ = 0;
  std::vector<Hash> features_;
};

}  // namespace newswired::tagging
