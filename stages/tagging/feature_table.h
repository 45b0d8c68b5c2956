#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "proto/result.h"
#include "stages/tagging/hash.h"

namespace newswired::tagging {

inline constexpr int classes_max = 24;

/// The weights of hashed features, 8 bits each, for up to `classes_max` classes (labels). A view of a model file's
/// section, which must outlive it. Thread-safe.
///
/// Features lie in buckets by the top bits of their hash; within one they are told apart by 16 more bits, so that about
/// one unknown feature in 10,000 finds a strange weight. Format: see README.md.
class FeatureTable {
 public:
  FeatureTable() = default;

  /// Refuses bytes that `build_feature_table` did not write.
  static Result<FeatureTable> view(std::span<const std::byte> bytes);

  int class_count() const { return class_count_; }
  /// What one unit of an 8-bit weight is worth.
  float scale() const { return scale_; }

  /// Adds the weights of all `features` to `sums[0 .. class_count)`, in units of `scale`.
  void add(std::span<const Hash> features, std::int32_t* sums) const;

  /// Adds `value` times the weights of one feature to `scores[0 .. class_count)`, scaled.
  void add_scaled(Hash feature, float value, float* scores) const;

 private:
  struct Row {
    std::uint32_t classes = 0;             // a bit for each class that has a weight
    const std::int8_t* weights = nullptr;  // in the order of those bits
  };
  Row find(Hash feature) const;
  Row find_in(const std::byte* bucket, Hash feature) const;
  const std::byte* bucket_of(Hash feature) const;

  int class_count_ = 0;
  int bucket_bits_ = 0;
  float scale_ = 0;
  const std::byte* offsets_ = nullptr;
  const std::byte* buckets_ = nullptr;
};

/// A feature and its weights, one for each class.
struct WeightedFeature {
  Hash feature = 0;
  const float* weights = nullptr;
};

/// What is too small to keep. A step is the worth of one unit of the 8-bit scale.
struct Pruning {
  float weight_min = 0;         ///< A smaller weight is left out.
  int weight_steps_min = 1;     ///< So is one of fewer steps,
  int feature_steps_min = 1;    ///< and a feature whose largest weight has fewer.
};

/// The section for `features`: pruned, and rounded to 8 bits with `weight_max` (or the largest weight) as the end of the
/// scale. The same features give the same bytes whatever their order.
std::string build_feature_table(std::span<const WeightedFeature> features, int class_count, const Pruning& pruning,
                                float weight_max = 8);

}  // namespace newswired::tagging
