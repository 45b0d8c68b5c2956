#pragma once

#include <cstdint>
#include <string_view>

namespace newswired::tagging {

/// A feature or a phrase as 64 bits. The two low bits of a feature may name its dropout group (see trainer).
using Hash = std::uint64_t;

/// FNV-1a, 64 bits. Part of the model file format: changing it makes every model unreadable.
constexpr Hash hash_bytes(std::string_view bytes, Hash seed = 1469598103934665603ULL) {
  for (const char byte : bytes) {
    seed ^= static_cast<unsigned char>(byte);
    seed *= 1099511628211ULL;
  }
  return seed;
}

/// Combines two values; order counts. Part of the model file format.
constexpr Hash mix(Hash a, Hash b) {
  a ^= b + 0x9e3779b97f4a7c15ULL + (a << 6) + (a >> 2);
  a *= 0xff51afd7ed558ccdULL;
  a ^= a >> 32;
  return a;
}

}  // namespace newswired::tagging
