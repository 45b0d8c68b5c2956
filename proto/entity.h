#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"
#include "proto/span.h"

namespace newswired {

enum class EntityType { person, organization, location, misc };
enum class MentionForm { name, nominal, pronoun };

std::string_view to_string(EntityType type);
std::string_view to_string(MentionForm form);
std::optional<EntityType> entity_type_from(std::string_view name);

/// One place in the text that speaks of an entity.
struct Mention {
  Span span;
  MentionForm form = MentionForm::name;

  bool operator==(const Mention&) const = default;
};

/// Where a place lies, in degrees (WGS 84): north and east are positive.
struct Coordinates {
  double latitude = 0, longitude = 0;

  bool operator==(const Coordinates&) const = default;
};

/// Who or what is named in an article. `id` is `type/slug`, the same over documents.
struct Entity {
  std::string id;
  EntityType type = EntityType::misc;
  std::string name;                    ///< The fullest form known.
  std::optional<std::string> role;     ///< "Russian Foreign Minister"
  std::optional<std::string> country;  ///< ISO 3166-1 alpha-2, of locations and nationality words.
  std::optional<Coordinates> coordinates;  ///< Of a location that is a town known without doubt.
  std::vector<Mention> mentions;           ///< In text order, never empty.

  bool operator==(const Entity&) const = default;
};

/// As in a record; offsets become code points of `text`.
nlohmann::json to_json(const std::vector<Entity>& entities, std::string_view text);
Result<std::vector<Entity>> entities_from_json(const nlohmann::json& json, std::string_view text);

}  // namespace newswired
