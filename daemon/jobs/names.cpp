#include "daemon/jobs/names.h"

#include <nlohmann/json.hpp>

#include "proto/record.h"

namespace newswired::jobs {

std::string names_frame(const std::vector<RememberedName>& names) {
  auto list = nlohmann::json::array();
  for (const RememberedName& name : names)
    list.push_back({{"entity", name.entity}, {"id", name.id}, {"name", name.name}});
  return dump_json({{"names", std::move(list)}});
}

Result<std::vector<RememberedName>> read_names(std::string_view frame) {
  const auto json = parse_json(frame);
  if (!json) return json.error();
  std::vector<RememberedName> names;
  try {
    for (const auto& item : json->at("names"))
      names.push_back({item.at("entity").get<std::size_t>(), item.at("id").get<std::string>(),
                       item.at("name").get<std::string>()});
  } catch (const nlohmann::json::exception& error) {
    return Error{ErrorKind::invalid, std::string("names frame: ") + error.what()};
  }
  return names;
}

void apply_names(std::vector<Entity>& entities, const std::vector<RememberedName>& names) {
  for (const RememberedName& name : names) {
    if (name.entity >= entities.size()) continue;
    entities[name.entity].id = name.id;
    entities[name.entity].name = name.name;
  }
}

}  // namespace newswired::jobs
