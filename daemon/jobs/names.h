#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "proto/entity.h"
#include "proto/result.h"

namespace newswired::jobs {

/// The name by which the head remembers an entity that an article names only in part: a frame beside the
/// entities' own, read by the quotes stage and by the record.
struct RememberedName {
  std::size_t entity = 0;  ///< Index into the article's entities.
  std::string id;          ///< `type/slug` of the full name.
  std::string name;

  bool operator==(const RememberedName&) const = default;
};

/// `{"names":[{"entity":0,"id":"person/…","name":"…"}]}`
std::string names_frame(const std::vector<RememberedName>& names);
Result<std::vector<RememberedName>> read_names(std::string_view frame);

/// Gives the entities their remembered ids and names. A number that no entity has is passed over.
void apply_names(std::vector<Entity>& entities, const std::vector<RememberedName>& names);

}  // namespace newswired::jobs
