#include "daemon/web/card.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace newswired::web {
namespace {

using Json = nlohmann::json;

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }
Json or_null(const std::optional<Timestamp>& time) { return time ? Json(format_rfc3339(*time)) : Json(nullptr); }

/// The first paragraphs up to the limit, cut at a blank.
std::uint32_t lead_end(const std::string& text) {
  if (text.size() <= lead_bytes_max) return static_cast<std::uint32_t>(text.size());
  const std::size_t blank = text.find_last_of(" \n", lead_bytes_max);
  if (blank != std::string::npos && blank > lead_bytes_max / 2) return static_cast<std::uint32_t>(blank);
  std::size_t end = lead_bytes_max;  // no blanks: between two characters
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return static_cast<std::uint32_t>(end);
}

struct Named {
  Span span;
  const Entity* entity;
};

/// Names within the lead, in text order, none overlapping.
std::vector<Named> names_before(const Record& record, std::uint32_t end) {
  std::vector<Named> names;
  for (const Entity& entity : record.entities)
    for (const Mention& mention : entity.mentions)
      if (mention.form == MentionForm::name && mention.span.end <= end) names.push_back({mention.span, &entity});
  std::sort(names.begin(), names.end(), [](const Named& a, const Named& b) { return a.span < b.span; });
  std::vector<Named> apart;
  for (const Named& name : names)
    if (apart.empty() || name.span.start >= apart.back().span.end) apart.push_back(name);
  return apart;
}

Json lead_of(const Record& record) {
  const std::string& text = record.article.text;
  const std::uint32_t end = lead_end(text);
  Json pieces = Json::array();
  std::uint32_t at = 0;
  const auto plain = [&](std::uint32_t to) {
    if (to > at) pieces.push_back({{"text", text.substr(at, to - at)}});
    at = to;
  };
  for (const Named& name : names_before(record, end)) {
    plain(name.span.start);
    pieces.push_back({{"text", name.span.of(text)}, {"type", to_string(name.entity->type)}, {"id", name.entity->id}});
    at = name.span.end;
  }
  plain(end);
  if (end < text.size()) pieces.push_back({{"text", "…"}});
  return pieces;
}

Json entities_of(const Record& record) {
  Json list = Json::array();
  for (const Entity& entity : record.entities) {
    if (list.size() == card_entities_max) break;
    list.push_back({{"id", entity.id}, {"type", to_string(entity.type)}, {"name", entity.name}, {"role", or_null(entity.role)}});
  }
  return list;
}

Json speaker_of(const Record& record, const Quote& quote) {
  if (!quote.speaker) return nullptr;
  const Speaker& speaker = *quote.speaker;
  const bool known = speaker.entity && *speaker.entity < record.entities.size();
  const std::string said = speaker.mention ? std::string(speaker.mention->of(record.article.text)) : std::string();
  return {{"name", speaker.name ? *speaker.name : said}, {"id", known ? Json(record.entities[*speaker.entity].id) : Json(nullptr)}};
}

Json quotes_of(const Record& record) {
  Json list = Json::array();
  for (const Quote& quote : record.quotes) {
    if (list.size() == card_quotes_max) break;
    Json parts = Json::array();
    for (const Span span : quote.spans) parts.push_back(std::string(span.of(record.article.text)));
    list.push_back({{"kind", to_string(quote.kind)},
                    {"parts", parts},
                    {"speaker", speaker_of(record, quote)},
                    {"confidence", quote.confidence}});
  }
  return list;
}

}  // namespace

Json card_of(const Record& record) {
  const Article& article = record.article;
  return {{"kind", "record"},
          {"epoch", record.place.epoch},
          {"seq", record.place.seq},
          {"id", article.id},
          {"revision", article.revision},
          {"event", record.event == Event::fresh ? "new" : "update"},
          {"feed", {{"id", article.feed.id}, {"title", article.feed.title}}},
          {"url", article.url},
          {"title", article.title},
          {"published", or_null(article.published)},
          {"collected", format_rfc3339(article.collected)},
          {"language", article.language},
          {"story", or_null(record.story)},
          {"skipped", record.skipped},
          {"lead", lead_of(record)},
          {"entities", entities_of(record)},
          {"quotes", quotes_of(record)},
          {"quote_count", record.quotes.size()}};
}

Json card_of_entry(std::string_view schema, std::string_view text) {
  auto json = parse_json(text);
  if (!json || !json->is_object()) return nullptr;
  if (schema == record_schema) {
    const auto record = record_from_json(*json);
    return record ? card_of(*record) : Json(nullptr);
  }
  const char* kind = schema == duplicate_schema ? "copy" : schema == tombstone_schema ? "tombstone" : schema == story_schema ? "story" : nullptr;
  if (!kind) return nullptr;
  (*json)["kind"] = kind;
  return std::move(*json);
}

}  // namespace newswired::web
