// Which names of a document are one thing, by stages/entities/coreference.h alone; for score_coreference.py --join.
//   build/<preset>/tests/bench/join_names < names.jsonl
// A line in is a document, [{"type":"person","words":["Ana","Ruiz"]}, ...] in text order; a line out the number of each name's thing.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "stages/entities/coreference.h"

int main() {
  using namespace newswired;
  for (std::string line; std::getline(std::cin, line);) {
    entities::NameClusters clusters;
    auto numbers = nlohmann::json::array();
    for (const auto& name : nlohmann::json::parse(line)) {
      const auto type = entity_type_from(name.at("type").get<std::string>());
      numbers.push_back(clusters.add({type.value_or(EntityType::misc), name.at("words").get<std::vector<std::string>>()}));
    }
    std::cout << numbers.dump() << "\n";
  }
}
