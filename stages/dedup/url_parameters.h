#pragma once

#include <string_view>

namespace newswired::dedup {

/// Whether the query parameter `name` = `value` (both percent-decoded) only says how a reader came to a page: click and
/// campaign ids, share buttons, sessions, AMP switches. Names that are ids anywhere are not in the table.
bool is_tracking_parameter(std::string_view name, std::string_view value);

}  // namespace newswired::dedup
