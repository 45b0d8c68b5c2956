#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proto/time.h"

namespace newswired::clean {

/// A date as a page says it: the moment, with the page's own fraction of a second and offset from UTC, so that the day
/// is the day that its readers saw.
struct Moment {
  Timestamp time{};
  int milliseconds = 0;
  int offset_minutes = 0;  ///< East of Greenwich.

  bool operator==(const Moment&) const = default;
};

/// Reads any date that `text::parse_date` reads; fraction and offset only of ISO 8601.
std::optional<Moment> parse_moment(std::string_view text);

/// RFC 3339: `2026-03-05T07:30:00+01:00`, `2026-03-05T06:30:00.250Z`.
std::string format_moment(const Moment& moment);

}  // namespace newswired::clean
