#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace newswired::html {

constexpr std::uint32_t name_hash_step(std::uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c | 0x20)) * 16777619u;
}

/// FNV-1a over the letters in lower case: how names of elements and attributes are looked up.
constexpr std::uint32_t name_hash(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (const char c : name) hash = name_hash_step(hash, c);
  return hash;
}

/// An attribute to ask for. A literal is hashed when the program is compiled; `of` takes any other text.
struct AttributeName {
  std::string_view text;
  std::uint32_t hash = 0;

  template <std::size_t size>
  consteval AttributeName(const char (&literal)[size]) : text(literal, size - 1), hash(name_hash(text)) {}

  static constexpr AttributeName of(std::string_view text) { return AttributeName(text, name_hash(text)); }

 private:
  constexpr AttributeName(std::string_view name, std::uint32_t its_hash) : text(name), hash(its_hash) {}
};

/// The attributes that a reader of the page will ask for. Most bytes of a page's tags are others, and what is not read
/// is not parsed.
class WantedAttributes {
 public:
  static constexpr std::size_t names_max = 64;
  bool link_targets = false;  ///< Also where `<a href>` leads; else only that it does. A fifth of the bytes of all tags.

  constexpr WantedAttributes(std::initializer_list<AttributeName> names) {
    for (const AttributeName& name : names) add(name.text);
  }

  /// Beyond `names_max` names nothing is added: false.
  constexpr bool add(std::string_view name) {
    const std::uint32_t hash = name_hash(name) | 1u;
    if (has(name_hash(name))) return true;
    if (count_ == names_max) return false;
    std::size_t slot = hash % slots;
    while (hashes_[slot] != 0) slot = (slot + 1) % slots;
    hashes_[slot] = hash;
    ++count_;
    return true;
  }

  /// May say yes to a name that nobody wants, never no to one that somebody does.
  constexpr bool has(std::uint32_t hash) const {
    for (std::size_t slot = (hash | 1u) % slots; hashes_[slot] != 0; slot = (slot + 1) % slots)
      if (hashes_[slot] == (hash | 1u)) return true;
    return false;
  }

 private:
  static constexpr std::size_t slots = 256;
  std::array<std::uint32_t, slots> hashes_{};
  std::size_t count_ = 0;
};

}  // namespace newswired::html
