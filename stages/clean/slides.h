#pragma once

#include <vector>

#include "stages/clean/blocks.h"

namespace newswired::clean {

/// Leaves picture galleries within an article out: elements whose lines count "1/50 …", "2/50 …" (or "1 of 50", in several
/// languages), unless next to nothing is kept beside them: then the gallery is the article. Linear in blocks and elements.
void drop_slides(const Blocks& blocks, std::vector<float>& shares);

}  // namespace newswired::clean
