#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "proto/result.h"
#include "stages/tagging/hash.h"

namespace newswired::tagging {

/// A read-only map from hashed phrases to 32 bits: gazetteers, word clusters. A view of a model file's section, which
/// must outlive it. Thread-safe.
///
/// Keys are kept as 32 bits beside their slot, so that about one strange phrase in a billion seems known.
class PhraseTable {
 public:
  PhraseTable() = default;

  /// Refuses bytes that `build_phrase_table` did not write.
  static Result<PhraseTable> view(std::span<const std::byte> bytes);

  /// The value of a phrase, 0 when it is not there.
  std::uint32_t find(Hash phrase) const {
    if (slots_ == nullptr) return 0;
    const std::uint32_t key = key_of(phrase);
    for (std::uint64_t at = phrase & slot_mask_;; at = (at + 1) & slot_mask_) {
      std::uint32_t slot[2];
      std::memcpy(slot, slots_ + at * sizeof slot, sizeof slot);
      if (slot[0] == key) return slot[1];
      if (slot[0] == 0) return 0;
    }
  }

  static std::uint32_t key_of(Hash phrase) {
    const auto key = static_cast<std::uint32_t>(phrase >> 32);
    return key == 0 ? 1 : key;
  }

 private:
  const std::byte* slots_ = nullptr;
  std::uint64_t slot_mask_ = 0;
};

/// The section for `entries` (distinct phrases, values not 0).
std::string build_phrase_table(const std::vector<std::pair<Hash, std::uint32_t>>& entries);

}  // namespace newswired::tagging
