#pragma once

#include <string>
#include <string_view>

#include "stages/clean/blocks.h"

namespace newswired::clean {

/// The first date in the lines around the headline, for pages that say it nowhere else; empty when there is
/// none. `title`: the page's.
std::string find_date_near_headline(const Blocks& blocks, std::string_view title);

/// The first date in a short line: "25.04.2026" of "Thu 25.04.2026 | 14:07 | By Ana Costa".
std::string date_in_line(std::string_view line);

}  // namespace newswired::clean
