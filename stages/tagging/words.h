#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace newswired::tagging {

/// Names a feature, a word or a piece of one; equal content gives equal keys on every machine. 0 means
/// "none".
using Key = std::uint64_t;

/// FNV-1a, finished by a multiplication so that all bits are good.
constexpr Key key_of(std::string_view bytes) {
  Key hash = 1469598103934665603ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  hash ^= hash >> 29;
  hash *= 0xbf58476d1ce4e5b9ULL;
  return hash ^ hash >> 32;
}

/// Ordered combination of two keys.
constexpr Key combine(Key a, Key b) {
  Key hash = (a + 0x9e3779b97f4a7c15ULL) * 0xff51afd7ed558ccdULL ^ b;
  hash ^= hash >> 32;
  hash *= 0xc4ceb9fe1a85ec53ULL;
  return hash ^ hash >> 29;
}

inline namespace literals {
/// A feature's name as a key, made at compile time: `"word-1"_key`.
consteval Key operator""_key(const char* text, std::size_t size) {
  return key_of({text, size});
}
}  // namespace literals

/// A token as features see it: numbers, made once, so that no feature builds a string.
struct Word {
  Key form = 0;                 ///< Lower case, digits as 0, curly apostrophes straight.
  std::array<Key, 4> suffix{};  ///< The last 1 to 4 bytes of the form; 0 where it is not longer than that.
  std::array<Key, 3> prefix{};  ///< The first 1 to 3 bytes, likewise.
  Key shape = 0;                ///< Classes of characters, runs as one: `Aa`, `0`, `A.`
  std::uint8_t size = 0;        ///< Bytes of the form, at most 255.
  bool has_letter = false;      ///< Or a digit: it is no sign.
  bool is_capitalised = false;
  bool has_hyphen = false;
};

/// The form that `Word::form` is the key of.
std::string normal_form(std::string_view token);

Word describe(std::string_view token);

/// A word that stands for a sign whatever its spelling, such as an opening mark.
Word symbolic(std::string_view name);

}  // namespace newswired::tagging
