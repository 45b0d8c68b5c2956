#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "proto/time.h"

namespace newswired::ingest {

/// Reads the three forms of HTTP-date (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`, RFC 850, asctime.
/// A two-digit year more than 50 years ahead of `now` is taken from the century before, as the RFC asks.
std::optional<Timestamp> parse_http_date(std::string_view text, Timestamp now);

/// How long Retry-After asks to wait from `now`: seconds or an HTTP-date; never negative. Nothing when
/// unreadable.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view text, Timestamp now);

/// How long an answer may be taken for fresh: Cache-Control's max-age, else Expires (RFC 9111, 4.2.1;
/// s-maxage is for shared caches only), less the Age it already has. `no-cache`, `no-store` and unreadable
/// values ask for nothing: zero.
std::chrono::seconds freshness(std::string_view cache_control, std::string_view expires, std::string_view age,
                               Timestamp now);

}  // namespace newswired::ingest
