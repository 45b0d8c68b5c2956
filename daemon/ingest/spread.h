#pragma once

#include <chrono>
#include <string_view>

namespace newswired::ingest {

/// A number in [0, 1) that depends on `key` alone: spreads feeds and hosts without a random source, so that
/// every test and every restart sees the same.
double fraction_of(std::string_view key);

/// `wait` made up to `share` shorter or longer (0.2: 80 % to 120 %) by `key`.
std::chrono::seconds spread_by(std::string_view key, std::chrono::seconds wait, double share);

}  // namespace newswired::ingest
