#include "stages/dedup/stored_id.h"

#include <cstddef>
#include <optional>

namespace newswired::dedup {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

std::optional<Bytes> from_hex(std::string_view text) {
  Bytes bytes{};
  if (text.size() != 2 * bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = hex_value(text[2 * i]), low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return bytes;
}

}  // namespace

StoredId::StoredId(std::string_view id) {
  if (const auto bytes = from_hex(id)) {
    bytes_ = *bytes;
    hex_ = true;
  } else if (!id.empty()) {
    other_ = std::make_unique<std::string>(id);
  }
}

std::string StoredId::text() const {
  if (!hex_) return other_ ? *other_ : std::string();
  std::string text;
  for (const std::uint8_t byte : bytes_) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

void StoredId::exchange(Archive& archive) {
  bool other = other_ != nullptr;
  archive.value(hex_);
  archive.value(other);
  if (hex_) archive.bytes(bytes_.data(), bytes_.size());
  if (!other) return;
  if (!other_) other_ = std::make_unique<std::string>();
  archive.text(*other_);
}

bool StoredId::operator==(std::string_view id) const {
  if (!hex_) return other_ ? *other_ == id : id.empty();
  const auto bytes = from_hex(id);
  return bytes && *bytes == bytes_;
}

}  // namespace newswired::dedup
