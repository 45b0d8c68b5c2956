#include "stages/tagging/feature_table.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace newswired::tagging {
namespace {

// Section: Header, then (1 << bucket_bits) + 1 offsets of 32 bits into what follows, then the buckets:
// count (1 byte), count fingerprints (2 bytes each), count class sets (3 bytes each), the rows' weights (1 byte each).
struct Header {
  std::uint32_t class_count;
  std::uint32_t bucket_bits;
  float scale;
  std::uint32_t feature_count;
};

constexpr int features_per_bucket = 6;
constexpr int bucket_features_max = 255;
constexpr std::size_t fingerprint_bytes = 2;
constexpr std::size_t class_set_bytes = 3;

std::uint32_t bucket_index(Hash feature, int bucket_bits) {
  return bucket_bits == 0 ? 0 : static_cast<std::uint32_t>(feature >> (64 - bucket_bits));
}
std::uint16_t fingerprint(Hash feature) { return static_cast<std::uint16_t>(feature >> 8); }

template <class T>
T load(const std::byte* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::uint32_t load_class_set(const std::byte* at) {
  return std::to_integer<std::uint32_t>(at[0]) | std::to_integer<std::uint32_t>(at[1]) << 8 |
         std::to_integer<std::uint32_t>(at[2]) << 16;
}

/// Whether the bucket in `bytes` is what it says it is.
bool bucket_is_sound(std::span<const std::byte> bytes, int class_count) {
  if (bytes.empty()) return false;
  const auto count = std::to_integer<std::size_t>(bytes[0]);
  std::size_t size = 1 + count * (fingerprint_bytes + class_set_bytes);
  if (bytes.size() < size) return false;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t classes = load_class_set(bytes.data() + 1 + count * fingerprint_bytes + i * class_set_bytes);
    if (classes >> class_count != 0) return false;
    size += std::popcount(classes);
  }
  return bytes.size() == size;
}

/// A feature's row as the section holds it.
struct Rounded {
  Hash feature = 0;
  std::uint32_t classes = 0;
  std::string weights;
};

Rounded round_weights(const WeightedFeature& feature, int class_count, float scale, const Pruning& pruning) {
  Rounded row{feature.feature, 0, {}};
  int largest = 0;
  for (int c = 0; c < class_count; ++c) {
    const float exact = feature.weights[c];
    const auto steps = static_cast<int>(std::clamp(std::round(exact / scale), -127.f, 127.f));
    if (std::fabs(exact) < pruning.weight_min || std::abs(steps) < std::max(pruning.weight_steps_min, 1)) continue;
    row.classes |= 1u << c;
    row.weights.push_back(static_cast<char>(steps));
    largest = std::max(largest, std::abs(steps));
  }
  if (largest < pruning.feature_steps_min) row.classes = 0;
  return row;
}

}  // namespace

Result<FeatureTable> FeatureTable::view(std::span<const std::byte> bytes) {
  const Error unsound{ErrorKind::invalid, "a damaged table of weights"};
  if (bytes.size() < sizeof(Header)) return unsound;
  const auto header = load<Header>(bytes.data());
  if (header.class_count == 0 || header.class_count > classes_max || header.bucket_bits > 28) return unsound;
  const std::size_t bucket_count = std::size_t{1} << header.bucket_bits;
  const std::size_t buckets_at = sizeof(Header) + (bucket_count + 1) * 4;
  if (bytes.size() < buckets_at || !std::isfinite(header.scale)) return unsound;

  FeatureTable table;
  table.class_count_ = static_cast<int>(header.class_count);
  table.bucket_bits_ = static_cast<int>(header.bucket_bits);
  table.scale_ = header.scale;
  table.offsets_ = bytes.data() + sizeof(Header);
  table.buckets_ = bytes.data() + buckets_at;
  const std::size_t size = bytes.size() - buckets_at;
  for (std::size_t i = 0; i < bucket_count; ++i) {
    const auto from = load<std::uint32_t>(table.offsets_ + 4 * i);
    const auto to = load<std::uint32_t>(table.offsets_ + 4 * (i + 1));
    if (from > to || to > size || !bucket_is_sound({table.buckets_ + from, to - from}, table.class_count_))
      return unsound;
  }
  return table;
}

const std::byte* FeatureTable::bucket_of(Hash feature) const {
  return buckets_ + load<std::uint32_t>(offsets_ + 4 * std::size_t{bucket_index(feature, bucket_bits_)});
}

FeatureTable::Row FeatureTable::find_in(const std::byte* bucket, Hash feature) const {
  const auto count = std::to_integer<std::size_t>(bucket[0]);
  const std::uint16_t wanted = fingerprint(feature);
  const std::byte* const fingerprints = bucket + 1;
  std::size_t at = 0;
  while (at < count && load<std::uint16_t>(fingerprints + at * fingerprint_bytes) != wanted) ++at;
  if (at == count) return {};

  const std::byte* const class_sets = fingerprints + count * fingerprint_bytes;
  const std::byte* weights = class_sets + count * class_set_bytes;
  for (std::size_t i = 0; i < at; ++i) weights += std::popcount(load_class_set(class_sets + i * class_set_bytes));
  return {load_class_set(class_sets + at * class_set_bytes), reinterpret_cast<const std::int8_t*>(weights)};
}

FeatureTable::Row FeatureTable::find(Hash feature) const {
  return offsets_ == nullptr ? Row{} : find_in(bucket_of(feature), feature);
}

void FeatureTable::add(std::span<const Hash> features, std::int32_t* sums) const {
  if (offsets_ == nullptr) return;
  // The buckets are asked for in batches ahead of their use: most are not in the cache.
  constexpr std::size_t batch = 32;
  const std::byte* buckets[batch];
  for (std::size_t from = 0; from < features.size(); from += batch) {
    const std::size_t count = std::min(batch, features.size() - from);
    for (std::size_t i = 0; i < count; ++i) {
      buckets[i] = bucket_of(features[from + i]);
      __builtin_prefetch(buckets[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const Row row = find_in(buckets[i], features[from + i]);
      const std::int8_t* weight = row.weights;
      for (std::uint32_t rest = row.classes; rest != 0; rest &= rest - 1) sums[std::countr_zero(rest)] += *weight++;
    }
  }
}

void FeatureTable::add_scaled(Hash feature, float value, float* scores) const {
  const Row row = find(feature);
  const std::int8_t* weight = row.weights;
  for (std::uint32_t rest = row.classes; rest != 0; rest &= rest - 1)
    scores[std::countr_zero(rest)] += value * scale_ * static_cast<float>(*weight++);
}

std::string build_feature_table(std::span<const WeightedFeature> features, int class_count, const Pruning& pruning,
                                float weight_max) {
  assert(class_count > 0 && class_count <= classes_max);
  float largest = 0;
  for (const WeightedFeature& feature : features)
    for (int c = 0; c < class_count; ++c) largest = std::max(largest, std::fabs(feature.weights[c]));
  const float scale = std::max(std::min(largest, weight_max), 1e-6f) / 127;

  std::vector<Rounded> kept;
  for (const WeightedFeature& feature : features)
    if (Rounded row = round_weights(feature, class_count, scale, pruning); row.classes != 0) kept.push_back(std::move(row));
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.feature < b.feature; });

  Header header{};
  header.class_count = static_cast<std::uint32_t>(class_count);
  header.bucket_bits = std::bit_width(kept.size() / features_per_bucket);
  header.scale = scale;
  header.feature_count = static_cast<std::uint32_t>(kept.size());

  std::vector<std::uint32_t> offsets;
  std::string buckets;
  std::size_t at = 0;
  for (std::uint32_t b = 0; b < (1u << header.bucket_bits); ++b) {
    offsets.push_back(static_cast<std::uint32_t>(buckets.size()));
    std::string fingerprints, class_sets, weights;
    for (; at < kept.size() && bucket_index(kept[at].feature, static_cast<int>(header.bucket_bits)) == b; ++at) {
      const std::uint16_t print = fingerprint(kept[at].feature);
      fingerprints.append(reinterpret_cast<const char*>(&print), fingerprint_bytes);
      class_sets.append(reinterpret_cast<const char*>(&kept[at].classes), class_set_bytes);
      weights += kept[at].weights;
    }
    assert(fingerprints.size() <= bucket_features_max * fingerprint_bytes);
    buckets.push_back(static_cast<char>(fingerprints.size() / fingerprint_bytes));
    buckets += fingerprints + class_sets + weights;
  }
  offsets.push_back(static_cast<std::uint32_t>(buckets.size()));

  std::string section(reinterpret_cast<const char*>(&header), sizeof header);
  section.append(reinterpret_cast<const char*>(offsets.data()), offsets.size() * 4);
  return section + buckets;
}

}  // namespace newswired::tagging
