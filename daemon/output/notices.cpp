#include "daemon/output/notices.h"

#include <nlohmann/json.hpp>

#include "proto/record.h"
#include "proto/topics.h"

namespace newswired::output {
namespace {

using Json = nlohmann::json;

Json place_of(const Json& record, std::string_view schema) {
  return {{"schema", schema}, {"epoch", record.at("epoch")}, {"seq", record.at("seq")}};
}

void add_quotes(const Json& record, std::vector<Notice>& notices) {
  const std::string language = record.at("language");
  std::size_t index = 0;
  for (const Json& quote : record.at("quotes")) {
    const std::size_t place = index++;
    const Json& speaker = quote.at("speaker");
    if (speaker.is_null() || !speaker.at("name").is_string()) continue;
    Json notice = place_of(record, quote_schema);
    notice["index"] = place;
    notice["article"] = {{"id", record.at("id")},
                         {"url", record.at("url")},
                         {"title", record.at("title")},
                         {"published", record.at("published")},
                         {"feed", record.at("feed")}};
    notice["quote"] = quote;
    notices.push_back({quote_topic(language, speaker.at("name").get<std::string>()), dump_json(notice)});
  }
}

void add_entities(const Json& record, std::vector<Notice>& notices) {
  for (Json entity : record.at("entities")) {
    const auto type = entity_type_from(entity.at("type").get<std::string>());
    if (!type) continue;
    entity.erase("mentions");
    Json notice = place_of(record, entity_schema);
    notice["article"] = {{"id", record.at("id")}, {"url", record.at("url")}, {"title", record.at("title")}};
    notice["entity"] = entity;
    notices.push_back({entity_topic(*type, entity.at("name").get<std::string>()), dump_json(notice)});
  }
}

}  // namespace

std::vector<Notice> notices_of(std::string_view record_json) {
  std::vector<Notice> notices;
  const auto record = parse_json(record_json);
  if (!record) return notices;
  try {
    if (record->at("schema") != record_schema) return notices;
    add_quotes(*record, notices);
    add_entities(*record, notices);
  } catch (const Json::exception&) {
    // The ledger wrote the entry, so this is an entry of a later schema: its broadcast goes out without notices.
    notices.clear();
  }
  return notices;
}

}  // namespace newswired::output
