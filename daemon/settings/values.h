#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::settings {

/// "500ms", "2m", "1h30m" is not one: a whole number and one unit of ms, s, m, h, d. At most 10,000 days.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// "16MiB", "512KiB", "1GiB", "100B": a whole number and one unit of B, KiB, MiB, GiB. At most 1,024 GiB.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// The known name that is nearest to `name` by Levenshtein distance, none when nothing is within 3 edits.
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& known);

}  // namespace newswired::settings
