#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newswired::testing {

inline void append_little_endian(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

inline std::uint32_t crc32_of(std::string_view text) {
  std::uint32_t crc = 0xffffffff;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
  }
  return ~crc;
}

inline const std::string gzip_head("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);

/// `text` (at most 65,535 bytes) as gzip, in one stored block: RFC 1951 and 1952.
inline std::string gzip_of(std::string_view text) {
  std::string out = gzip_head + '\x01';
  append_little_endian(out, static_cast<std::uint32_t>(text.size()), 2);
  append_little_endian(out, ~static_cast<std::uint32_t>(text.size()), 2);
  out += text;
  append_little_endian(out, crc32_of(text), 4);
  append_little_endian(out, static_cast<std::uint32_t>(text.size()), 4);
  return out;
}

/// The start of a gzip stream that unfolds to more than `bytes` zeros, 13 bits for each 258 of them, and
/// never ends.
inline std::string gzip_bomb(std::uint64_t bytes) {
  std::string out = gzip_head;
  std::uint32_t pending = 0;
  int pending_bits = 0;
  const auto put = [&](std::uint32_t bits, int count) {  // most significant bit first, as Huffman codes go
    for (int i = count - 1; i >= 0; --i) {
      pending |= ((bits >> i) & 1) << pending_bits;
      if (++pending_bits == 8) {
        out += static_cast<char>(pending);
        pending = 0;
        pending_bits = 0;
      }
    }
  };
  put(0, 1);           // not the last block
  put(0b10, 2);        // fixed codes (least significant bit first: 01)
  put(0b00110000, 8);  // literal 0
  for (std::uint64_t made = 1; made <= bytes; made += 258) {
    put(0b11000101, 8);  // length 258
    put(0, 5);           // distance 1
  }
  return out;
}

/// `text` (at most 255 bytes) as one raw block of zstd: RFC 8878.
inline std::string zstd_of(std::string_view text) {
  std::string out("\x28\xb5\x2f\xfd\x20", 5);
  out += static_cast<char>(text.size());
  append_little_endian(out, static_cast<std::uint32_t>(text.size() << 3 | 1), 3);
  return out + std::string(text);
}

/// "hello" as brotli: RFC 7932.
inline const std::string brotli_hello("\x0b\x02\x80hello\x03", 9);

}  // namespace newswired::testing
