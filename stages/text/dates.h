#pragma once

#include <optional>
#include <string_view>

#include "proto/time.h"

namespace newswired::text {

/// Longer texts are no dates.
inline constexpr std::size_t date_bytes_max = 160;

/// Reads a date as feeds and pages write it; nothing when it is none, or names a day or hour that does not exist.
///
/// RFC 822, 850, 2822 (two-digit years, comments, named and numeric zones), W3C-DTF and ISO 8601 (also basic,
/// ordinal, week dates), asctime, SQL, numbers parted by `/` (month first unless it cannot be or the hour is one of 13 to
/// 23), `.` or `-` (day first), 12-hour clocks, seconds and milliseconds since 1970, and month names of English, German, French, Spanish,
/// Italian, Portuguese, Dutch, Russian, Polish, Greek, Hungarian, Turkish, Ukrainian, the Nordic languages, Czech,
/// Lithuanian, Swahili, Malay, Hindi, Arabic, Chinese, Japanese and Korean. No zone means UTC; a date without a time means midnight. A leap second is the second before.
///
/// `text` is UTF-8. Pure: knows no present, so a date in the future is the caller's matter.
std::optional<Timestamp> parse_date(std::string_view text);

}  // namespace newswired::text
