#pragma once

#include <cstring>
#include <string>
#include <type_traits>

namespace newswired::tagging {

/// Reads a number of the machine's byte order from bytes of any alignment. Model files are little-endian; so
/// are the machines that we support.
template <class T>
T load(const char* bytes) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

template <class T>
void append(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace newswired::tagging
