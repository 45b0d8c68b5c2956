#include "proto/article.h"

#include "proto/json.h"

namespace newswired {
namespace {

std::optional<Body> body_from(std::string_view name) {
  for (const Body body : {Body::page, Body::feed, Body::summary})
    if (to_string(body) == name) return body;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Body body) {
  switch (body) {
    case Body::page: return "page";
    case Body::feed: return "feed";
    case Body::summary: return "summary";
  }
  return "";
}

nlohmann::json to_json(const FeedRef& feed) {
  return {{"id", feed.id}, {"title", feed.title}, {"url", feed.url}};
}

Result<FeedRef> feed_ref_from_json(const nlohmann::json& json) {
  json::Reader reader(json);
  FeedRef feed{reader.string("id"), reader.string("title"), reader.string("url")};
  return reader.finish(std::move(feed));
}

nlohmann::json to_json(const Article& article) {
  return {{"id", article.id},
          {"revision", article.revision},
          {"feed", to_json(article.feed)},
          {"url", article.url},
          {"link", article.link},
          {"title", article.title},
          {"authors", article.authors},
          {"published", json::or_null(article.published)},
          {"updated", json::or_null(article.updated)},
          {"collected", format_rfc3339(article.collected)},
          {"language", article.language},
          {"body", to_string(article.body)},
          {"text", article.text},
          {"word_count", article.word_count},
          {"image", json::or_null(article.image)},
          {"categories", article.categories}};
}

Result<Article> article_from_json(const nlohmann::json& json) {
  json::Reader reader(json);
  Article article;
  article.id = reader.string("id");
  article.revision = static_cast<int>(reader.number("revision"));
  if (const auto feed = feed_ref_from_json(reader.object("feed")))
    article.feed = *feed;
  else
    reader.fail(feed.error());
  article.url = reader.string("url");
  article.link = reader.string("link");
  article.title = reader.string("title");
  article.authors = reader.strings("authors");
  article.published = reader.optional_time("published");
  article.updated = reader.optional_time("updated");
  article.collected = reader.time("collected");
  article.language = reader.string("language");
  if (const auto body = body_from(reader.string("body")))
    article.body = *body;
  else
    reader.fail("body", "page, feed or summary");
  article.text = reader.string("text");
  article.word_count = static_cast<std::uint32_t>(reader.number("word_count"));
  article.image = reader.optional_string("image");
  article.categories = reader.strings("categories");
  return reader.finish(std::move(article));
}

}  // namespace newswired
