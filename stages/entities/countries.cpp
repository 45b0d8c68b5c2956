#include "stages/entities/countries.h"

#include <algorithm>
#include <unordered_map>

#include "stages/entities/country_table.h"
#include "stages/entities/words.h"

namespace newswired::entities {
namespace {

using CodeOfName = std::unordered_map<std::string, std::string_view>;

std::string lower(std::string_view name) {
  std::string result;
  append_lower(result, name);
  return result;
}

template <class Put>
void for_each_name(std::string_view names, Put put) {
  while (!names.empty()) {
    const std::size_t bar = std::min(names.find('|'), names.size());
    put(lower(names.substr(0, bar)));
    names.remove_prefix(std::min(bar + 1, names.size()));
  }
}

CodeOfName places() {
  CodeOfName codes;
  for (const Country& country : country_table()) {
    const auto put = [&](std::string name) { codes.emplace(std::move(name), country.code); };
    for_each_name(country.names, put);
    for_each_name(country.cities, put);
  }
  return codes;
}

CodeOfName nationalities() {
  CodeOfName codes;
  for (const Country& country : country_table()) {
    for_each_name(country.demonyms, [&](std::string name) {
      codes.emplace(name + "s", country.code);
      codes.emplace(std::move(name), country.code);
    });
  }
  return codes;
}

CodeOfName countries_of_two_words() {
  CodeOfName codes;
  for (const Country& country : country_table())
    for_each_name(country.names, [&](std::string name) {
      if (std::count(name.begin(), name.end(), ' ') == 1 && !name.starts_with("the ")) codes.emplace(std::move(name), country.code);
    });
  return codes;
}

std::optional<std::string> find(const CodeOfName& codes, std::string_view name) {
  std::string key = lower(name);
  if (key.starts_with("the ")) key.erase(0, 4);
  const auto found = codes.find(key);
  if (found == codes.end()) return std::nullopt;
  return std::string(found->second);
}

}  // namespace

std::optional<std::string> country_of_place(std::string_view name) {
  static const CodeOfName codes = places();
  return find(codes, name);
}

std::optional<std::string> country_of_nationality(std::string_view name) {
  static const CodeOfName codes = nationalities();
  return find(codes, name);
}

bool is_country_of_two_words(std::string_view first, std::string_view second) {
  static const CodeOfName codes = countries_of_two_words();
  std::string key = lower(first) + " ";
  append_lower(key, second);
  return codes.contains(key);
}

}  // namespace newswired::entities
