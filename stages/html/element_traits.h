#pragma once

#include <cstdint>

#include "stages/html/attribute_name.h"
#include "stages/html/tag.h"

namespace newswired::html {

/// How an element takes part in tree construction (HTML Standard, 13.2.4.2 and 13.2.6). A set of these is a bit mask.
namespace trait {
inline constexpr std::uint16_t special = 1;         ///< Ends the search for what an end tag ends.
inline constexpr std::uint16_t closes_p = 2;        ///< Its start tag ends an open paragraph.
inline constexpr std::uint16_t formatting = 4;      ///< Is opened again after a block that was closed over it.
inline constexpr std::uint16_t is_void = 8;         ///< Has no content and no end tag.
inline constexpr std::uint16_t raw = 16;            ///< Its content is text up to its end tag.
inline constexpr std::uint16_t decoded = 32;        ///< With `raw`: character references count.
inline constexpr std::uint16_t ends_by_itself = 64; ///< Its end tag may be left out.
inline constexpr std::uint16_t scope = 128;         ///< What is open outside of it is out of reach.
inline constexpr std::uint16_t heading = 256;
inline constexpr std::uint16_t table_part = 512;    ///< Stands in a table only.
inline constexpr std::uint16_t table_body = 1024;   ///< Holds table parts only.
inline constexpr std::uint16_t in_head = 2048;      ///< May stand in the head.
inline constexpr std::uint16_t ends_as_block = 4096; ///< Its end tag closes what is open inside.
inline constexpr std::uint16_t unusual = 8192;      ///< Has rules of its own, which few pages need.
}  // namespace trait

/// A name that is hashed when the program is compiled.
struct KnownName {
  consteval KnownName(const char* name) : hash(name_hash(name)) {}
  std::uint32_t hash;
};

struct ElementKind {
  std::uint32_t name = 0;  ///< `name_hash` of its name.
  Tag tag = Tag::other;
  std::uint16_t traits = 0;

  bool has(std::uint16_t any_of) const { return (traits & any_of) != 0; }
  bool is(KnownName known) const { return name == known.hash; }
};

/// The element of that `name_hash`; one without traits when HTML does not know it.
ElementKind element_kind(std::uint32_t name);

}  // namespace newswired::html
