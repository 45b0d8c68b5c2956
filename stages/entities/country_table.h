#pragma once

#include <span>
#include <string_view>

namespace newswired::entities {

/// One country; the lists are separated by `|`. Written by hand from ISO 3166-1 and common usage in English news.
struct Country {
  std::string_view code;       ///< ISO 3166-1 alpha-2.
  std::string_view names;
  std::string_view demonyms;   ///< Adjectives and people; a plural in -s is understood.
  std::string_view cities;     ///< Capitals and cities that news name without their country.
};

std::span<const Country> country_table();

}  // namespace newswired::entities
