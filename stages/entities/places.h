#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::entities {

/// A town of the gazetteer: `place_table.inc`, from GeoNames (CC BY 4.0).
struct Town {
  std::string_view country;    ///< ISO 3166-1 alpha-2.
  double latitude, longitude;  ///< To a hundredth of a degree.
};

/// The town that news means by a name, whatever its case and marks; nothing when there are several it could
/// be, and for countries and regions.
std::optional<Town> find_town(std::string_view name);

/// The countries that a place named behind a town ("Paris, Texas") may lie in: of a country itself, or of a
/// state or province of the United States, Canada or Australia, or a part of the United Kingdom. Empty for
/// anything else.
std::vector<std::string_view> countries_of_region(std::string_view name);

}  // namespace newswired::entities
