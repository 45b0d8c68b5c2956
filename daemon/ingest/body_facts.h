#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newswired::ingest {

/// 128 bits of XXH3 as 32 hex digits: names a body that was read before.
std::string hash_of_body(std::string_view body);

/// What came instead of a feed, for a person: "an empty body", "a bot check", "a login page", "a web page";
/// nothing when it may be a feed. Judged by the first 64 KiB and never by Content-Type, which many feeds get
/// wrong.
std::optional<std::string_view> instead_of_feed(std::string_view body);

}  // namespace newswired::ingest
