#pragma once

#include <cstddef>
#include <cstdint>

namespace newswired::html {

/// What a page may cost. Over a limit the page is cut or flattened, never refused.
struct Limits {
  std::size_t bytes_max = 10u << 20;            ///< Markup beyond is cut off.
  std::uint32_t depth_max = 512;                ///< Elements opened deeper are left out, their text stays.
  std::uint32_t nodes_max = 1'000'000;          ///< Elements and texts beyond are cut off.
  std::uint16_t attributes_max = 256;           ///< Of one element.
  std::uint32_t attribute_bytes_max = 64 * 1024;
  /// Open `<b>`, `<font>` …: each one is opened again in every block that follows an unclosed one, so n of them make
  /// n times the page.
  std::uint32_t formatting_max = 32;
};

}  // namespace newswired::html
