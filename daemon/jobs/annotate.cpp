#include <nlohmann/json.hpp>

#include "daemon/jobs/jobs.h"
#include "proto/record.h"

namespace newswired::jobs {
namespace {

using Json = nlohmann::json;

/// What the annotating stages read of an article.
struct Words {
  std::string title;
  std::string text;
  std::string language;
};

std::string words_frame(const Article& article) {
  return dump_json({{"title", article.title}, {"text", article.text}, {"language", article.language}});
}

Result<Words> read_words(std::string_view frame) {
  const auto json = parse_json(frame);
  if (!json) return json.error();
  try {
    return Words{json->at("title").get<std::string>(), json->at("text").get<std::string>(),
                 json->at("language").get<std::string>()};
  } catch (const Json::exception& error) {
    return Error{ErrorKind::invalid, std::string("article frame: ") + error.what()};
  }
}

/// The stage's frame: the model that made it and its list under `name`; the model is null when the stage was skipped.
std::string answer_frame(const char* name, const std::string& model, Json list) {
  return dump_json({{"model", model.empty() ? Json(nullptr) : Json(model)}, {name, std::move(list)}});
}

struct Listed {
  std::string model;
  Json list;
};

Result<Listed> read_answer(std::string_view frame, const char* name) {
  auto json = parse_json(frame);
  if (!json) return json.error();
  if (!json->is_object() || !json->contains("model") || !json->contains(name))
    return Error{ErrorKind::invalid, std::string(name) + ": the answer lacks model or list"};
  const Json& model = json->at("model");
  return Listed{model.is_string() ? model.get<std::string>() : std::string(), std::move(json->at(name))};
}

}  // namespace

Frames entities_task(const Article& article) { return {words_frame(article)}; }

Result<std::string> do_entities(const entities::Model& model, std::span<const std::string> frames) {
  if (frames.size() != 1) return Error{ErrorKind::invalid, "entities: expected one frame, the article"};
  const auto words = read_words(frames[0]);
  if (!words) return words.error();
  if (!entities::supports(words->language)) return answer_frame("entities", "", Json::array());
  const auto entities = entities::find_entities(model, {words->title, words->text, words->language});
  return answer_frame("entities", model.name(), to_json(entities, words->text));
}

Result<EntitiesAnswer> read_entities_answer(std::string_view frame, std::string_view text) {
  const auto answer = read_answer(frame, "entities");
  if (!answer) return answer.error();
  auto entities = entities_from_json(answer->list, text);
  if (!entities) return entities.error();
  return EntitiesAnswer{answer->model, std::string(frame), std::move(*entities)};
}

Frames quotes_task(const Article& article, std::string entities_frame, const std::vector<RememberedName>& names) {
  if (entities_frame.empty()) entities_frame = answer_frame("entities", "", Json::array());
  return {words_frame(article), std::move(entities_frame), names_frame(names)};
}

Result<std::string> do_quotes(const quotes::Model& model, std::span<const std::string> frames) {
  if (frames.size() != 3) return Error{ErrorKind::invalid, "quotes: expected three frames: article, entities, remembered names"};
  const auto words = read_words(frames[0]);
  if (!words) return words.error();
  auto found = read_entities_answer(frames[1], words->text);
  if (!found) return found.error();
  const auto names = read_names(frames[2]);
  if (!names) return names.error();
  apply_names(found->entities, *names);
  if (!quotes::supports(words->language)) return answer_frame("quotes", "", Json::array());
  const auto quotes = quotes::find_quotes(model, {words->title, words->text, words->language}, found->entities);
  return answer_frame("quotes", model.name(), to_json(quotes, words->text));
}

Result<QuotesAnswer> read_quotes_answer(std::string_view frame, std::string_view text) {
  const auto answer = read_answer(frame, "quotes");
  if (!answer) return answer.error();
  auto quotes = quotes_from_json(answer->list, text);
  if (!quotes) return quotes.error();
  return QuotesAnswer{answer->model, std::move(*quotes)};
}

}  // namespace newswired::jobs
