#pragma once

#include <span>

namespace newswired::text {

/// One named character reference, without `&` and `;`. Plain arrays, so that the table needs no relocation at start.
struct NamedReference {
  char name[32];
  char value[7];  ///< UTF-8: one or two code points.
  bool legacy;    ///< Also counts without its semicolon.
};

inline constexpr std::size_t reference_name_bytes_max = 31;
inline constexpr std::size_t legacy_name_bytes_max = 6;

/// All 2125 names of the HTML Standard, sorted by name in byte order.
std::span<const NamedReference> named_references();

}  // namespace newswired::text
