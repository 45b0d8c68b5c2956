#pragma once

#include <nlohmann/json_fwd.hpp>

#include "daemon/search/catalogue.h"

// What the catalogue knows, as the API shows it.
namespace newswired::web {

nlohmann::json to_json(const search::Listed& article);
nlohmann::json to_json(const search::Named& named);
nlohmann::json to_json(const search::Said& quote);
nlohmann::json to_json(const search::Story& story);
nlohmann::json to_json(const search::Carried& copy);
nlohmann::json to_json(const search::Hit& hit);

template <class T>
nlohmann::json to_json(const std::vector<T>& list);

}  // namespace newswired::web
