#pragma once

#include <cstddef>
#include <string_view>

#include "stages/clean/blocks.h"

namespace newswired::clean {

/// The block that is the page's headline: the h1 that is `title`, another block that is, a heading that holds
/// it behind a kicker, the first h1; the first of these that there is, and the number of blocks when there is
/// none.
std::size_t find_headline(const Blocks& blocks, std::string_view title);

}  // namespace newswired::clean
