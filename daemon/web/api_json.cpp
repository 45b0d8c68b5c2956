#include "daemon/web/api_json.h"

#include <nlohmann/json.hpp>

#include "proto/time.h"

namespace newswired::web {
namespace {

using Json = nlohmann::json;

Json time_or_null(const std::optional<Timestamp>& time) { return time ? Json(format_rfc3339(*time)) : Json(nullptr); }
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

Json to_json(const search::Listed& article) {
  return {{"seq", article.seq},
          {"id", article.id},
          {"revision", article.revision},
          {"feed", {{"id", article.feed}, {"title", article.feed_title}}},
          {"language", article.language},
          {"title", article.title},
          {"url", article.url},
          {"published", time_or_null(article.published)},
          {"collected", format_rfc3339(article.collected)},
          {"story", article.story}};
}

Json to_json(const search::Named& named) {
  return {{"id", named.id},           {"type", named.type},         {"name", named.name},
          {"role", text_or_null(named.role)}, {"country", text_or_null(named.country)}, {"articles", named.articles},
          {"quotes", named.quotes},   {"last", format_rfc3339(named.last)}};
}

Json to_json(const search::Said& quote) {
  return {{"article", to_json(quote.article)},
          {"index", quote.place},
          {"speaker", {{"id", text_or_null(quote.speaker)}, {"name", text_or_null(quote.name)}}},
          {"kind", quote.kind},
          {"text", quote.text},
          {"cue", text_or_null(quote.cue)},
          {"confidence", quote.confidence}};
}

Json to_json(const search::Story& story) {
  return {{"id", story.id},
          {"articles", story.articles},
          {"feeds", story.feeds},
          {"copies", story.copies},
          {"first", format_rfc3339(story.first)},
          {"last", format_rfc3339(story.last)},
          {"newest", to_json(story.newest)}};
}

Json to_json(const search::Carried& copy) {
  return {{"id", copy.id},       {"feed", {{"id", copy.feed}, {"title", copy.feed_title}}},
          {"title", copy.title}, {"url", copy.url},
          {"kind", copy.kind},   {"published", time_or_null(copy.published)}};
}

Json to_json(const search::Hit& hit) {
  Json json = to_json(hit.article);
  Json& snippet = json["snippet"] = Json::array();
  for (const search::Piece& piece : hit.snippet) snippet.push_back({{"text", piece.text}, {"hit", piece.hit}});
  return json;
}

template <class T>
Json to_json(const std::vector<T>& list) {
  Json json = Json::array();
  for (const T& item : list) json.push_back(to_json(item));
  return json;
}

template Json to_json(const std::vector<search::Listed>&);
template Json to_json(const std::vector<search::Named>&);
template Json to_json(const std::vector<search::Said>&);
template Json to_json(const std::vector<search::Story>&);
template Json to_json(const std::vector<search::Carried>&);
template Json to_json(const std::vector<search::Hit>&);

}  // namespace newswired::web
