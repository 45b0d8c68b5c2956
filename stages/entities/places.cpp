#include "stages/entities/places.h"

#include <algorithm>
#include <unordered_map>

#include "proto/topics.h"
#include "stages/entities/country_table.h"

namespace newswired::entities {
namespace {

struct Row {
  std::string_view slug, country;
  int latitude, longitude;  // hundredths of a degree
};

constexpr Row rows[] = {
#include "stages/entities/place_table.inc"
};

/// Countries by the slugs of regions and of their own names.
using Regions = std::unordered_multimap<std::string, std::string_view>;

constexpr std::string_view regions_of[][2] = {
    {"US",
     "Alabama|Ala.|Alaska|Arizona|Ariz.|Arkansas|Ark.|California|Calif.|Colorado|Colo.|Connecticut|Conn.|"
     "Delaware|Florida|"
     "Fla.|Georgia|Ga.|Hawaii|Idaho|Illinois|Ill.|Indiana|Ind.|Iowa|Kansas|Kan.|Kentucky|Ky.|Louisiana|La.|"
     "Maine|Maryland|"
     "Md.|Massachusetts|Mass.|Michigan|Mich.|Minnesota|Minn.|Mississippi|Miss.|Missouri|Mo.|Montana|Mont.|"
     "Nebraska|Neb.|"
     "Nevada|Nev.|New Hampshire|N.H.|New Jersey|N.J.|New Mexico|N.M.|New York|N.Y.|North Carolina|N.C.|North "
     "Dakota|N.D.|"
     "Ohio|Oklahoma|Okla.|Oregon|Ore.|Pennsylvania|Pa.|Rhode Island|R.I.|South Carolina|S.C.|South "
     "Dakota|S.D.|Tennessee|"
     "Tenn.|Texas|Tex.|Utah|Vermont|Vt.|Virginia|Va.|Washington|Wash.|West "
     "Virginia|W.Va.|Wisconsin|Wis.|Wyoming|Wyo.|D.C."},
    {"CA",
     "Alberta|British Columbia|B.C.|Manitoba|New Brunswick|Newfoundland|Nova Scotia|Nunavut|Ontario|Ont.|"
     "Prince Edward Island|Quebec|Saskatchewan|Yukon"},
    {"AU",
     "New South Wales|NSW|Queensland|South Australia|Tasmania|Victoria|Western Australia|Northern Territory"},
    {"GB", "England|Scotland|Wales|Northern Ireland"},
};

template <class Put>
void for_each_name(std::string_view names, Put put) {
  while (!names.empty()) {
    const std::size_t bar = std::min(names.find('|'), names.size());
    put(names.substr(0, bar));
    names.remove_prefix(std::min(bar + 1, names.size()));
  }
}

Regions regions() {
  Regions regions;
  for (const auto& [country, names] : regions_of)
    for_each_name(names, [&, code = country](std::string_view name) { regions.emplace(slug(name), code); });
  for (const Country& country : country_table())
    for_each_name(country.names, [&](std::string_view name) { regions.emplace(slug(name), country.code); });
  return regions;
}

}  // namespace

std::optional<Town> find_town(std::string_view name) {
  const std::string key = slug(name);
  const auto found = std::lower_bound(std::begin(rows), std::end(rows), key,
                                      [](const Row& row, const std::string& k) { return row.slug < k; });
  if (found == std::end(rows) || found->slug != key) return std::nullopt;
  return Town{found->country, found->latitude / 100.0, found->longitude / 100.0};
}

std::vector<std::string_view> countries_of_region(std::string_view name) {
  static const Regions known = regions();
  std::vector<std::string_view> countries;
  const auto [first, last] = known.equal_range(slug(name));
  for (auto at = first; at != last; ++at) countries.push_back(at->second);
  return countries;
}

}  // namespace newswired::entities
