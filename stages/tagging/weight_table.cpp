#include "stages/tagging/weight_table.h"

#include <cassert>
#include <cstring>

#include "stages/tagging/bytes.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace newswired::tagging {
namespace {

constexpr std::uint32_t table_magic = 0x31545757;  // "WWT1"
constexpr std::size_t header_bytes = 32;
constexpr double load_max = 0.8;

#ifdef __SSE2__
// Slots as wide as this are looked at eight at a time: a loop that ends anywhere costs more than it reads.
constexpr std::size_t wide_slot = 8;

/// Where checks of a bucket of eight wide slots are equal to those of `wanted`, two bits a slot, slots in the
/// order 0 2 4 6 1 3 5 7.
struct BucketChecks {
  explicit BucketChecks(const char* bucket) {
    const __m128i low = _mm_set1_epi64x(0xffff);
    const auto pair = [&](int i) {
      return _mm_and_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bucket) + i), low);
    };
    checks = _mm_or_si128(_mm_or_si128(pair(0), _mm_slli_epi64(pair(1), 16)),
                          _mm_or_si128(_mm_slli_epi64(pair(2), 32), _mm_slli_epi64(pair(3), 48)));
  }
  unsigned equal_to(std::uint16_t wanted) const {
    const __m128i all = _mm_set1_epi16(static_cast<short>(wanted));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi16(checks, all)));
  }
  __m128i checks;
};

/// The first slot, in their own order, that a mask of `BucketChecks` names.
unsigned first_slot(unsigned mask) {
  const unsigned even = mask & 0xff, odd = mask >> 8;
  const unsigned even_slot = even ? static_cast<unsigned>(__builtin_ctz(even)) : 16;
  const unsigned odd_slot = odd ? static_cast<unsigned>(__builtin_ctz(odd)) + 1 : 17;
  return even_slot < odd_slot ? even_slot : odd_slot;
}
#endif

}  // namespace

Result<WeightTable> WeightTable::open(std::string_view bytes, std::uint32_t width) {
  const Error broken{ErrorKind::invalid, "a table of weights is damaged; retrain or reinstall the model"};
  if (bytes.size() < header_bytes || load<std::uint32_t>(bytes.data()) != table_magic) return broken;
  WeightTable table;
  table.width_ = load<std::uint32_t>(bytes.data() + 4);
  table.bucket_count_ = load<std::uint64_t>(bytes.data() + 8);
  table.row_count_ = load<std::uint32_t>(bytes.data() + 16);
  table.scale_ = load<float>(bytes.data() + 20);
  table.slots_ = bytes.data() + header_bytes;
  const bool fits = table.width_ == width && table.bucket_count_ > 0 && table.bucket_count_ < (1u << 28) &&
                    bytes.size() == header_bytes + table.bucket_count_ * table.bucket_bytes();
  // One slot at least must be empty, or a search for a missing key would not end.
  if (!fits || table.row_count_ >= table.bucket_count_ * bucket_slots) return broken;
  return table;
}

const std::int8_t* WeightTable::find(Key key) const {
  const std::uint16_t wanted = check_of(key);
#ifdef __SSE2__
  if (stride() == wide_slot) {
    for (std::size_t step = 0, bucket = bucket_of(key); step < bucket_count_; ++step) {
      const char* slots = slots_ + bucket * bucket_bytes();
      const BucketChecks checks(slots);
      if (const unsigned mask = checks.equal_to(wanted))
        return reinterpret_cast<const std::int8_t*>(slots + first_slot(mask) * wide_slot + 2);
      // Slots are filled in order, so that nothing lies behind an empty one.
      if (checks.equal_to(0)) return nullptr;
      bucket = bucket + 1 == bucket_count_ ? 0 : bucket + 1;
    }
    return nullptr;
  }
#endif
  for (std::size_t step = 0, bucket = bucket_of(key); step < bucket_count_; ++step) {
    const char* slot = slots_ + bucket * bucket_bytes();
    for (std::uint32_t i = 0; i < bucket_slots; ++i, slot += stride()) {
      const auto check = load<std::uint16_t>(slot);
      if (check == wanted) return reinterpret_cast<const std::int8_t*>(slot + 2);
      if (check == 0) return nullptr;
    }
    bucket = bucket + 1 == bucket_count_ ? 0 : bucket + 1;
  }
  return nullptr;
}

std::string WeightTable::build(std::span<const Key> keys, std::span<const std::int8_t> rows,
                               std::uint32_t width, float scale) {
  assert(rows.size() == keys.size() * width);
  WeightTable table;
  table.width_ = width;
  table.bucket_count_ =
      static_cast<std::uint64_t>(static_cast<double>(keys.size()) / load_max / bucket_slots) + 1;

  std::string out(header_bytes + table.bucket_count_ * table.bucket_bytes(), '\0');
  char* slots = out.data() + header_bytes;
  std::uint32_t row_count = 0;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    std::size_t at = table.bucket_of(keys[k]) * bucket_slots;
    const std::size_t slot_count = table.bucket_count_ * bucket_slots;
    while (load<std::uint16_t>(slots + at * table.stride()) != 0) at = at + 1 == slot_count ? 0 : at + 1;
    const std::uint16_t check = check_of(keys[k]);
    std::memcpy(slots + at * table.stride(), &check, 2);
    std::memcpy(slots + at * table.stride() + 2, rows.data() + k * width, width);
    ++row_count;
  }
  std::string header;
  append(header, table_magic);
  append(header, width);
  append(header, table.bucket_count_);
  append(header, row_count);
  append(header, scale);
  std::memcpy(out.data(), header.data(), header.size());
  return out;
}

}  // namespace newswired::tagging
