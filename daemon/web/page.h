#pragma once

#include <string_view>

namespace newswired::web {

/// The live page, self-contained: asks `/api/records` for what came since, and keeps at most 200 rows.
extern const std::string_view live_page;

}  // namespace newswired::web
