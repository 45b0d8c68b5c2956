#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stages/html/limits.h"

namespace newswired::html {

/// Markup that a tree builder can take in linear time.
struct GuardedMarkup {
  std::string_view given;              ///< The caller's bytes, or the first of them.
  std::optional<std::string> changed;  ///< What stands for them when they had to be changed.
  bool truncated = false;

  std::string_view markup() const { return changed ? std::string_view(*changed) : given; }
};

/// Reads the markup once, keeps a rough count of what is open, and leaves out the tags that would go beyond `limits`
/// (with their end tags); beyond the number of nodes or bytes the rest is cut off. Ordinary pages come back as they
/// are, without a copy. Knows comments, quoted attributes and raw text (scripts), so that nothing in them counts.
///
/// Tree builders are quadratic in the depth of open elements and multiply unclosed formatting elements; this
/// stands before them. Linear in the size of the markup.
GuardedMarkup guard_markup(std::string_view markup, const Limits& limits);

}  // namespace newswired::html
