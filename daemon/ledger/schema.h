#pragma once

#include <string_view>
#include <vector>

namespace newswired::ledger {

/// The steps from an empty database to the present one: `migrations()[n]` leads from `user_version` n to n + 1.
/// A step only expands (adds tables, columns, indexes); what it makes superfluous is dropped by a step of a later
/// release, so that the release before can still be started again.
const std::vector<std::string_view>& migrations();

inline int schema_version() { return static_cast<int>(migrations().size()); }

}  // namespace newswired::ledger
