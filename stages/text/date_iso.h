#pragma once

#include <optional>
#include <string_view>

#include "proto/time.h"

namespace newswired::text {

/// Reads ISO 8601, W3C-DTF, RFC 3339 and SQL's variant with a blank: extended or basic, calendar, ordinal or week
/// date, any precision from the year on, fractions cut off. Nothing when the whole text is anything else.
std::optional<Timestamp> parse_iso_8601(std::string_view text);

/// The moment, nothing when there is no such day or time. 24:00:00 is the next midnight; second 60 is 59.
std::optional<Timestamp> date_time(int year, int month, int day, int hour, int minute, int second);

/// RFC 2822, 4.3: two digits below 50 are of this century, other short years count from 1900.
int full_year(int value, int digit_count);

}  // namespace newswired::text
