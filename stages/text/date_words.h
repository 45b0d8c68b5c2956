#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace newswired::text {

/// Lower case, without marks ("Août" gives "aout"), composed: how the words below are compared.
std::string folded_date(std::string_view text);

/// The month (1-12) that a folded word names, by its first letters; 0 when none.
int month_named(std::string_view word);

/// What a folded zone name ("gmt", "cest") adds to UTC.
std::optional<std::chrono::minutes> zone_named(std::string_view word);

/// +12 for words that mean after noon, 0 for those before it.
std::optional<int> half_day_named(std::string_view word);

}  // namespace newswired::text
