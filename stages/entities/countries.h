#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newswired::entities {

/// The country of a place or a nationality word, as ISO 3166-1 alpha-2: "Russian Federation", "Moscow", "Russians" ->
/// "RU". Nothing for names that several countries share ("Korean"). Any case. Kosovo has the user-assigned code XK.
std::optional<std::string> country_of_place(std::string_view name);
std::optional<std::string> country_of_nationality(std::string_view name);

/// Whether two words are the name of a country: "Russian Federation", "Saudi Arabia". Any case.
bool is_country_of_two_words(std::string_view first, std::string_view second);

}  // namespace newswired::entities
