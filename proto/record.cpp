#include "proto/record.h"

#include "proto/json.h"

namespace newswired {
namespace {

void put_place(nlohmann::json& json, const Place& place) {
  json["epoch"] = place.epoch;
  json["seq"] = place.seq;
  json["prev"] = place.prev;
}

Place get_place(json::Reader& reader) {
  return {reader.string("epoch"), reader.number("seq"), reader.number("prev")};
}

void check_schema(json::Reader& reader, std::string_view expected) {
  if (reader.string("schema") != expected) reader.fail("schema", expected);
}

std::vector<Copy> get_copies(json::Reader& reader) {
  std::vector<Copy> copies;
  for (const auto& item : reader.array("duplicates")) {
    json::Reader inner(item);
    auto copy = inner.finish(Copy{inner.string("url"), inner.string("feed")});
    if (copy)
      copies.push_back(std::move(*copy));
    else
      reader.fail(copy.error());
  }
  return copies;
}

std::map<std::string, std::string> get_pipeline(json::Reader& reader) {
  std::map<std::string, std::string> pipeline;
  for (const auto& [stage, version] : reader.object("pipeline").items()) {
    if (version.is_string())
      pipeline[stage] = version.get<std::string>();
    else
      reader.fail("pipeline", "an object of strings");
  }
  return pipeline;
}

}  // namespace

nlohmann::json to_json(const Record& record) {
  nlohmann::json json = to_json(record.article);
  json["schema"] = record_schema;
  put_place(json, record.place);
  json["event"] = record.event == Event::fresh ? "new" : "update";
  json["story"] = json::or_null(record.story);
  auto copies = nlohmann::json::array();
  for (const Copy& copy : record.duplicates) copies.push_back({{"url", copy.url}, {"feed", copy.feed}});
  json["duplicates"] = std::move(copies);
  json["entities"] = to_json(record.entities, record.article.text);
  json["quotes"] = to_json(record.quotes, record.article.text);
  json["pipeline"] = record.pipeline;
  json["skipped"] = record.skipped;
  return json;
}

Result<Record> record_from_json(const nlohmann::json& json) {
  json::Reader reader(json);
  check_schema(reader, record_schema);
  Record record;
  record.place = get_place(reader);
  const std::string event = reader.string("event");
  if (event != "new" && event != "update") reader.fail("event", "new or update");
  record.event = event == "update" ? Event::update : Event::fresh;
  const auto article = article_from_json(json);
  if (!article) return article.error();
  record.article = *article;
  record.story = reader.optional_string("story");
  record.duplicates = get_copies(reader);
  const auto entities = entities_from_json(reader.array("entities"), record.article.text);
  if (!entities) return entities.error();
  record.entities = *entities;
  const auto quotes = quotes_from_json(reader.array("quotes"), record.article.text);
  if (!quotes) return quotes.error();
  record.quotes = *quotes;
  record.pipeline = get_pipeline(reader);
  record.skipped = reader.strings("skipped");
  return reader.finish(std::move(record));
}

nlohmann::json to_json(const DuplicateEntry& entry) {
  nlohmann::json json = {{"schema", duplicate_schema},
                         {"id", entry.id},
                         {"of", entry.of},
                         {"of_seq", entry.of_seq},
                         {"feed", to_json(entry.feed)},
                         {"url", entry.url},
                         {"link", entry.link},
                         {"title", entry.title},
                         {"published", json::or_null(entry.published)},
                         {"kind", entry.kind},
                         {"similarity", entry.similarity}};
  put_place(json, entry.place);
  return json;
}

Result<DuplicateEntry> duplicate_from_json(const nlohmann::json& json) {
  json::Reader reader(json);
  check_schema(reader, duplicate_schema);
  DuplicateEntry entry;
  entry.place = get_place(reader);
  entry.id = reader.string("id");
  entry.of = reader.string("of");
  entry.of_seq = reader.number("of_seq");
  if (const auto feed = feed_ref_from_json(reader.object("feed")))
    entry.feed = *feed;
  else
    reader.fail(feed.error());
  entry.url = reader.string("url");
  entry.link = reader.string("link");
  entry.title = reader.string("title");
  entry.published = reader.optional_time("published");
  entry.kind = reader.string("kind");
  entry.similarity = reader.real("similarity");
  return reader.finish(std::move(entry));
}

}  // namespace newswired
