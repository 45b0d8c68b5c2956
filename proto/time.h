#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace newswired {

/// A moment of the calendar in UTC, whole seconds. Never used to measure a wait: that is the monotonic clock's work.
using Timestamp = std::chrono::sys_seconds;

/// RFC 3339 in UTC: `2026-03-05T07:30:00Z`. Years outside 0000-9999 are clamped to that range.
std::string format_rfc3339(Timestamp time);

/// Reads RFC 3339 (any offset, `T` or a blank, fractions cut off); nothing when it is anything else.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

}  // namespace newswired
