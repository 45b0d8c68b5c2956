#include "stages/tagging/weight_table.h"

#include <bit>
#include <cassert>
#include <cstring>

#include "stages/tagging/bytes.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newswired::tagging {
namespace {

constexpr std::uint32_t table_magic = 0x32545757;  // "WWT2"
constexpr std::size_t line_bytes = 64, header_bytes = line_bytes;
constexpr std::size_t bucket_slots = 8, check_bytes = 2, checks_bytes = bucket_slots * check_bytes;
constexpr double load_max = 0.8;
// Rows are read eight numbers at a time, beyond their end as well, so that as many bytes follow the last one.
constexpr std::size_t read_bytes = 8;
// Keys are looked up this many behind their prefetch.
constexpr std::size_t fetched_ahead = 24;

/// The check of a key; 0 marks an empty slot.
std::uint16_t check_of(Key key) {
  return static_cast<std::uint16_t>(key & 0xffff ? key & 0xffff : 1);
}

/// The checks of a bucket, to be compared all at once.
class Checks {
 public:
#ifdef __SSE2__
  explicit Checks(const char* bucket) : checks_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bucket))) {}

  /// The first slot that holds `check`, -1 when none does.
  int slot_of(std::uint16_t check) const {
    const __m128i all = _mm_set1_epi16(static_cast<short>(check));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi16(checks_, all)));
    return mask == 0 ? -1 : std::countr_zero(mask) / static_cast<int>(check_bytes);
  }

 private:
  __m128i checks_;
#else
  explicit Checks(const char* bucket) : bucket_(bucket) {}
  int slot_of(std::uint16_t check) const {
    for (std::size_t i = 0; i < bucket_slots; ++i)
      if (load<std::uint16_t>(bucket_ + i * check_bytes) == check) return static_cast<int>(i);
    return -1;
  }

 private:
  const char* bucket_;
#endif
};

/// Adds eight numbers.
void add_eight(const std::int8_t* row, std::int16_t* sums) {
#ifdef __SSE2__
  const __m128i small = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row));
  const __m128i wide = _mm_srai_epi16(_mm_unpacklo_epi8(small, small), 8);
  auto* const at = reinterpret_cast<__m128i*>(sums);
  _mm_storeu_si128(at, _mm_add_epi16(_mm_loadu_si128(at), wide));
#else
  for (std::size_t k = 0; k < read_bytes; ++k) sums[k] = static_cast<std::int16_t>(sums[k] + row[k]);
#endif
}

/// Checks and rows, filled up so that a bucket begins at a line or shares one with whole others.
std::size_t padded(std::size_t bytes) {
  return bytes < line_bytes ? std::bit_ceil(bytes) : (bytes + line_bytes - 1) / line_bytes * line_bytes;
}

}  // namespace

void WeightTable::set_shape(std::uint64_t buckets, std::uint32_t width) {
  bucket_count_ = buckets;
  width_ = width;
  bucket_bytes_ = padded(checks_bytes + bucket_slots * std::size_t{width});
}

Result<WeightTable> WeightTable::open(std::string_view bytes, std::uint32_t width) {
  const Error broken{ErrorKind::invalid, "a table of weights is damaged; retrain or reinstall the model"};
  if (bytes.size() < header_bytes || load<std::uint32_t>(bytes.data()) != table_magic) return broken;
  if (load<std::uint32_t>(bytes.data() + 4) != width) return broken;
  WeightTable table;
  table.set_shape(load<std::uint64_t>(bytes.data() + 8), width);
  table.row_count_ = load<std::uint32_t>(bytes.data() + 16);
  table.scale_ = load<float>(bytes.data() + 20);
  table.buckets_ = bytes.data() + header_bytes;
  const bool fits = table.bucket_count_ > 0 && table.bucket_count_ < (1u << 28) &&
                    bytes.size() == header_bytes + table.bucket_count_ * table.bucket_bytes_ + read_bytes;
  // One slot at least must be empty, or a search for a missing key would not end.
  if (!fits || table.row_count_ >= table.bucket_count_ * bucket_slots) return broken;
  return table;
}

inline const std::int8_t* WeightTable::search(Key key) const {
  const std::uint16_t wanted = check_of(key);
  for (std::size_t step = 0, number = bucket_of(key); step < bucket_count_; ++step) {
    const char* const bucket = buckets_ + number * bucket_bytes_;
    const Checks checks(bucket);
    if (const int slot = checks.slot_of(wanted); slot >= 0)
      return reinterpret_cast<const std::int8_t*>(bucket + checks_bytes +
                                                  static_cast<std::size_t>(slot) * width_);
    // Slots are filled in order, so that nothing lies behind an empty one.
    if (checks.slot_of(0) >= 0) return nullptr;
    number = number + 1 == bucket_count_ ? 0 : number + 1;
  }
  return nullptr;
}

const std::int8_t* WeightTable::find(Key key) const {
  return search(key);
}

void WeightTable::sum(std::span<const Key> keys, std::size_t first, std::size_t last,
                      std::int16_t* sums) const {
  assert(last - first <= summed_max);
  for (std::size_t at = first; at < last; ++at) {
    if (at + fetched_ahead < keys.size()) prefetch(keys[at + fetched_ahead]);
    const std::int8_t* const row = search(keys[at]);
    if (!row) continue;
    for (std::size_t k = 0; k < width_; k += read_bytes) add_eight(row + k, sums + k);
  }
}

std::string WeightTable::build(std::span<const Key> keys, std::span<const std::int8_t> rows,
                               std::uint32_t width, float scale) {
  assert(rows.size() == keys.size() * width);
  WeightTable table;
  table.set_shape(static_cast<std::uint64_t>(static_cast<double>(keys.size()) / load_max / bucket_slots) + 1,
                  width);

  std::string out(header_bytes + table.bucket_count_ * table.bucket_bytes_ + read_bytes, '\0');
  char* const buckets = out.data() + header_bytes;
  const std::size_t slot_count = table.bucket_count_ * bucket_slots;
  const auto bucket_at = [&](std::size_t slot) {
    return buckets + slot / bucket_slots * table.bucket_bytes_;
  };
  const auto check_at = [&](std::size_t slot) { return bucket_at(slot) + slot % bucket_slots * check_bytes; };
  for (std::size_t k = 0; k < keys.size(); ++k) {
    std::size_t at = table.bucket_of(keys[k]) * bucket_slots;
    while (load<std::uint16_t>(check_at(at)) != 0) at = at + 1 == slot_count ? 0 : at + 1;
    const std::uint16_t check = check_of(keys[k]);
    std::memcpy(check_at(at), &check, check_bytes);
    std::memcpy(bucket_at(at) + checks_bytes + at % bucket_slots * width, rows.data() + k * width, width);
  }
  std::string header;
  append(header, table_magic);
  append(header, width);
  append(header, table.bucket_count_);
  append(header, static_cast<std::uint32_t>(keys.size()));
  append(header, scale);
  std::memcpy(out.data(), header.data(), header.size());
  return out;
}

}  // namespace newswired::tagging
