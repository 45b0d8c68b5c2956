#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "stages/dedup/archive.h"

namespace newswired::dedup {

/// An article's id as the index keeps it: 32 lower-case hex digits, which the ledger's are, as 16 bytes; any other
/// text on the heap.
class StoredId {
 public:
  StoredId() = default;
  explicit StoredId(std::string_view id);

  bool empty() const { return !other_ && !hex_; }
  std::string text() const;
  bool operator==(std::string_view id) const;

  void exchange(Archive& archive);

 private:
  std::array<std::uint8_t, 16> bytes_{};
  std::unique_ptr<std::string> other_;
  bool hex_ = false;
};

}  // namespace newswired::dedup
