#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/clean/blocks.h"

namespace newswired::clean {

/// What is known of the article before its text is found.
struct Anchor {
  std::string title;
  std::string description;   ///< Of the page, or the feed item's summary.
  std::string linked_body;   ///< articleBody of JSON-LD.
};

/// How surely each block belongs to the article, 0 to 1.
std::vector<float> judge_blocks(const Blocks& blocks, const Anchor& anchor);

}  // namespace newswired::clean
