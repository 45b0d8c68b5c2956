#include "stages/tagging/phrase_table.h"

#include <bit>
#include <cassert>

namespace newswired::tagging {
namespace {

constexpr std::size_t slot_bytes = 8;

}  // namespace

Result<PhraseTable> PhraseTable::view(std::span<const std::byte> bytes) {
  const std::size_t slot_count = bytes.size() / slot_bytes;
  if (bytes.size() % slot_bytes != 0 || !std::has_single_bit(slot_count))
    return Error{ErrorKind::invalid, "a phrase table of an impossible size"};
  // `find` ends at an empty slot: without one it would walk for ever.
  bool has_empty = false;
  for (std::size_t i = 0; i < slot_count && !has_empty; ++i) {
    std::uint32_t key = 0;
    std::memcpy(&key, bytes.data() + i * slot_bytes, sizeof key);
    has_empty = key == 0;
  }
  if (!has_empty) return Error{ErrorKind::invalid, "a phrase table without an empty slot"};
  PhraseTable table;
  table.slots_ = bytes.data();
  table.slot_mask_ = slot_count - 1;
  return table;
}

std::string build_phrase_table(const std::vector<std::pair<Hash, std::uint32_t>>& entries) {
  const std::size_t slot_count = std::bit_ceil(entries.size() * 5 / 4 + 1);
  std::vector<std::uint32_t> slots(slot_count * 2);
  for (const auto& [phrase, value] : entries) {
    assert(value != 0);
    std::uint64_t at = phrase & (slot_count - 1);
    while (slots[2 * at] != 0) at = (at + 1) & (slot_count - 1);
    slots[2 * at] = PhraseTable::key_of(phrase);
    slots[2 * at + 1] = value;
  }
  return {reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(std::uint32_t)};
}

}  // namespace newswired::tagging
