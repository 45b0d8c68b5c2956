#include "stages/text/utf8.h"

#include <cstdint>
#include <cstring>

namespace newswired::text {
namespace {

/// Where the ASCII that begins at `at` ends.
std::size_t ascii_end(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::uint64_t words[4];
    std::memcpy(words, bytes.data() + at, sizeof words);
    if ((words[0] | words[1] | words[2] | words[3]) & high_bits) break;
  }
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, 8);
    if (word & high_bits) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

/// A character, or as much as an invalid sequence takes.
struct Sequence {
  std::size_t size;
  bool valid;
  bool cut;  ///< The bytes end before it does.
};

/// `bytes[at]` is not ASCII. The table is Unicode's 3-7, "Well-Formed UTF-8 Byte Sequences".
Sequence sequence_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(at);
  std::size_t size = 0;
  unsigned char low = 0x80, high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    size = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {1, false, false};
  }
  for (std::size_t i = 1; i < size; ++i) {
    if (at + i == bytes.size()) return {i, false, true};
    if (byte(at + i) < low || byte(at + i) > high) return {i, false, false};
    low = 0x80;
    high = 0xBF;
  }
  return {size, true, false};
}

bool is_pair(char lead, char rest) {
  const auto first = static_cast<unsigned char>(lead);
  return first >= 0xC2 && first <= 0xDF && (static_cast<unsigned char>(rest) & 0xC0) == 0x80;
}

}  // namespace

Utf8Census count_utf8(std::string_view bytes) {
  Utf8Census census;
  for (std::size_t at = ascii_end(bytes, 0); at < bytes.size();) {
    // Letters of Latin, Greek, Cyrillic, Hebrew, Arabic: two bytes each, in long runs.
    while (at + 1 < bytes.size() && is_pair(bytes[at], bytes[at + 1])) {
      ++census.multibyte_count;
      at += 2;
    }
    if (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) at = ascii_end(bytes, at);
    if (at >= bytes.size()) break;
    const Sequence sequence = sequence_at(bytes, at);
    census.multibyte_count += sequence.valid;
    census.error_count += !sequence.valid && !sequence.cut;
    census.cut_at_end = sequence.cut;
    at += sequence.size;
    if (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) at = ascii_end(bytes, at);
  }
  return census;
}

std::size_t append_valid_utf8(std::string& out, std::string_view bytes) {
  out.reserve(out.size() + bytes.size());
  std::size_t error_count = 0;
  std::size_t start = 0;  // of the valid run not yet added
  for (std::size_t at = ascii_end(bytes, 0); at < bytes.size();) {
    const Sequence sequence = sequence_at(bytes, at);
    if (!sequence.valid) {
      out.append(bytes, start, at - start);
      out += replacement_character;
      start = at + sequence.size;
      ++error_count;
    }
    at += sequence.size;
    if (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) at = ascii_end(bytes, at);
  }
  out.append(bytes, start);
  return error_count;
}

void append_utf8(std::string& out, char32_t point) {
  if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) point = 0xFFFD;
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | point >> 6);
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | point >> 18);
    out += static_cast<char>(0x80 | (point >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

char32_t windows_1252_point(unsigned char byte) {
  constexpr char16_t upper_controls[32] = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  return byte >= 0x80 && byte < 0xA0 ? upper_controls[byte - 0x80] : byte;
}

}  // namespace newswired::text
