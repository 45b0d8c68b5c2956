#include "proto/entity.h"

#include <cmath>

#include "proto/json.h"

namespace newswired {
namespace {

std::optional<MentionForm> mention_form_from(std::string_view name) {
  for (const MentionForm form : {MentionForm::name, MentionForm::nominal, MentionForm::pronoun})
    if (to_string(form) == name) return form;
  return std::nullopt;
}

nlohmann::json mention_to_json(const Mention& mention, std::string_view text, const CodePoints& points) {
  nlohmann::json json;
  json::put_span(json, mention.span, points);
  json["text"] = mention.span.of(text);
  json["form"] = to_string(mention.form);
  return json;
}

Coordinates coordinates_from_json(const nlohmann::json& json, json::Reader& entity) {
  json::Reader reader(json);
  const Coordinates read{reader.real("latitude"), reader.real("longitude")};
  if (std::abs(read.latitude) > 90) reader.fail("latitude", "-90 to 90");
  if (std::abs(read.longitude) > 180) reader.fail("longitude", "-180 to 180");
  const auto whole = reader.finish(read);
  if (!whole) entity.fail({ErrorKind::invalid, "coordinates: " + whole.error().message});
  return read;
}

Result<Entity> entity_from_json(const nlohmann::json& json, const CodePoints& points) {
  json::Reader reader(json);
  Entity entity;
  entity.id = reader.string("id");
  if (const auto type = entity_type_from(reader.string("type")))
    entity.type = *type;
  else
    reader.fail("type", "person, organization, location or misc");
  entity.name = reader.string("name");
  entity.role = reader.optional_string("role");
  entity.country = reader.optional_string("country");
  if (reader.has("coordinates")) entity.coordinates = coordinates_from_json(reader.object("coordinates"), reader);
  for (const auto& item : reader.array("mentions")) {
    json::Reader mention(item);
    const Span span = json::get_span(mention, points);
    const auto form = mention_form_from(mention.string("form"));
    if (!form) mention.fail("form", "name, nominal or pronoun");
    const auto read = mention.finish(Mention{span, form.value_or(MentionForm::name)});
    if (read)
      entity.mentions.push_back(*read);
    else
      reader.fail(read.error());
  }
  return reader.finish(std::move(entity));
}

}  // namespace

std::string_view to_string(EntityType type) {
  switch (type) {
    case EntityType::person: return "person";
    case EntityType::organization: return "organization";
    case EntityType::location: return "location";
    case EntityType::misc: return "misc";
  }
  return "";
}

std::string_view to_string(MentionForm form) {
  switch (form) {
    case MentionForm::name: return "name";
    case MentionForm::nominal: return "nominal";
    case MentionForm::pronoun: return "pronoun";
  }
  return "";
}

std::optional<EntityType> entity_type_from(std::string_view name) {
  for (const EntityType type :
       {EntityType::person, EntityType::organization, EntityType::location, EntityType::misc})
    if (to_string(type) == name) return type;
  return std::nullopt;
}

nlohmann::json to_json(const std::vector<Entity>& entities, std::string_view text) {
  const CodePoints points(text);
  auto list = nlohmann::json::array();
  for (const Entity& entity : entities) {
    auto mentions = nlohmann::json::array();
    for (const Mention& mention : entity.mentions) mentions.push_back(mention_to_json(mention, text, points));
    nlohmann::json item = {{"id", entity.id},
                           {"type", to_string(entity.type)},
                           {"name", entity.name},
                           {"role", json::or_null(entity.role)},
                           {"mentions", std::move(mentions)}};
    if (entity.country) item["country"] = *entity.country;
    if (const auto& at = entity.coordinates) item["coordinates"] = {{"latitude", at->latitude}, {"longitude", at->longitude}};
    list.push_back(std::move(item));
  }
  return list;
}

Result<std::vector<Entity>> entities_from_json(const nlohmann::json& json, std::string_view text) {
  if (!json.is_array()) return Error{ErrorKind::invalid, "entities: expected an array"};
  const CodePoints points(text);
  std::vector<Entity> entities;
  for (const auto& item : json) {
    auto entity = entity_from_json(item, points);
    if (!entity) return Error{ErrorKind::invalid, "entities: " + entity.error().message};
    entities.push_back(std::move(*entity));
  }
  return entities;
}

}  // namespace newswired
