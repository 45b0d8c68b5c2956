#include "stages/tagging/trainer/feature_index.h"

#include <algorithm>
#include <bit>

namespace newswired::tagging {

FeatureIndex::FeatureIndex() { resize(1 << 20); }

void FeatureIndex::resize(std::size_t slots) {
  std::vector<Hash> keys(slots);
  std::vector<std::uint32_t> values(slots);
  keys.swap(keys_);
  values.swap(values_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == 0) continue;
    const std::size_t slot = slot_of(keys[i]);
    keys_[slot] = keys[i];
    values_[slot] = values[i];
  }
}

std::size_t FeatureIndex::slot_of(Hash feature) const {
  const std::size_t mask = keys_.size() - 1;
  std::size_t slot = (feature >> 20) & mask;
  while (keys_[slot] != 0 && keys_[slot] != feature) slot = (slot + 1) & mask;
  return slot;
}

void FeatureIndex::count(Hash feature) {
  if (feature == 0) return;
  const std::size_t slot = slot_of(feature);
  if (keys_[slot] == 0) {
    keys_[slot] = feature;
    if (++used_ * 10 > keys_.size() * 7) {
      ++values_[slot];
      resize(keys_.size() * 2);
      return;
    }
  }
  ++values_[slot];
}

std::uint32_t FeatureIndex::number(std::uint32_t count_min) {
  for (std::size_t i = 0; i < keys_.size(); ++i)
    if (keys_[i] != 0 && values_[i] >= count_min) features_.push_back(keys_[i]);
  std::sort(features_.begin(), features_.end());
  used_ = features_.size();
  keys_.clear();
  values_.clear();
  resize(std::bit_ceil(features_.size() * 2 + 2));
  for (std::uint32_t i = 0; i < features_.size(); ++i) {
    const std::size_t slot = slot_of(features_[i]);
    keys_[slot] = features_[i];
    values_[slot] = i;
  }
  return static_cast<std::uint32_t>(features_.size());
}

std::uint32_t FeatureIndex::id(Hash feature) const {
  const std::size_t slot = slot_of(feature);
  return keys_[slot] == feature && feature != 0 ? values_[slot] : unknown;
}

}  // namespace newswired::tagging
