#include "proto/span.h"

#include <algorithm>

namespace newswired {
namespace {

constexpr std::uint32_t block_points = 64;  // 64 * 4 bytes - 4 still fits the 8-bit distance

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

}  // namespace

CodePoints::CodePoints(std::string_view text) : byte_count_(static_cast<std::uint32_t>(text.size())) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
  if (ascii) return;
  for (std::uint32_t byte = 0; byte < byte_count_; ++byte) {
    if (!starts_character(text[byte])) continue;
    if (distance_.size() % block_points == 0) block_byte_.push_back(byte);
    distance_.push_back(static_cast<std::uint8_t>(byte - block_byte_.back()));
  }
}

std::uint32_t CodePoints::from_byte(std::uint32_t offset) const {
  offset = std::min(offset, byte_count_);
  if (distance_.empty()) return offset;
  const auto next_block = std::upper_bound(block_byte_.begin(), block_byte_.end(), offset);
  if (next_block == block_byte_.begin()) return 0;
  const auto block = static_cast<std::size_t>(next_block - block_byte_.begin()) - 1;
  const auto begin = distance_.begin() + static_cast<std::ptrdiff_t>(block * block_points);
  const auto end = distance_.size() > (block + 1) * block_points ? begin + block_points : distance_.end();
  // Code points of the block that begin before `offset`.
  const auto wanted = offset - block_byte_[block];
  const auto first_not_before = std::lower_bound(begin, end, wanted, [](std::uint8_t distance, std::uint32_t limit) {
    return distance < limit;
  });
  return static_cast<std::uint32_t>(first_not_before - distance_.begin());
}

std::uint32_t CodePoints::to_byte(std::uint32_t index) const {
  if (distance_.empty()) return std::min(index, byte_count_);
  if (index >= distance_.size()) return byte_count_;
  return block_byte_[index / block_points] + distance_[index];
}

}  // namespace newswired
