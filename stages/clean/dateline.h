#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/clean/blocks.h"

namespace newswired::clean {

/// The first date in the lines around the headline, for pages that say it nowhere else; empty when there is
/// none. `title`: the page's.
std::string find_date_near_headline(const Blocks& blocks, std::string_view title);

/// The first date in the lines before the first block that is likely text, by `shares`; empty when there is
/// none.
std::string find_date_before_text(const Blocks& blocks, const std::vector<float>& shares);

/// The first date in a short line with the time that follows it: "25.04.2026 14:07" of "Thu 25.04.2026 14:07
/// By Ana Costa".
std::string date_in_line(std::string_view line);

}  // namespace newswired::clean
