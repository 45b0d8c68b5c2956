#include "stages/tagging/weight_table.h"

#include <cassert>
#include <cstring>

#include "stages/tagging/bytes.h"

namespace newswired::tagging {
namespace {

constexpr std::uint32_t table_magic = 0x31545757;  // "WWT1"
constexpr std::size_t header_bytes = 32;
constexpr double load_max = 0.8;

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
