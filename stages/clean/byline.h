#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/clean/blocks.h"

namespace newswired::clean {

/// Who wrote it, by the lines around the headline, for pages that say it nowhere else: "By Ana Costa and Tom
/// Ashby", or names beside the day. Empty when nobody is named there.
std::vector<std::string> find_byline(const Blocks& blocks, std::string_view title);

}  // namespace newswired::clean
