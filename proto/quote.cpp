#include "proto/quote.h"

#include <cmath>

#include "proto/json.h"

namespace newswired {
namespace {

std::optional<QuoteKind> quote_kind_from(std::string_view name) {
  for (const QuoteKind kind : {QuoteKind::direct, QuoteKind::indirect, QuoteKind::mixed})
    if (to_string(kind) == name) return kind;
  return std::nullopt;
}

nlohmann::json words_to_json(const std::optional<Span>& span, std::string_view text, const CodePoints& points) {
  if (!span) return nullptr;
  nlohmann::json json;
  json::put_span(json, *span, points);
  json["text"] = span->of(text);
  return json;
}

nlohmann::json speaker_to_json(const std::optional<Speaker>& speaker, std::string_view text, const CodePoints& points) {
  if (!speaker) return nullptr;
  return {{"name", json::or_null(speaker->name)},
          {"entity", json::or_null(speaker->entity)},
          {"mention", words_to_json(speaker->mention, text, points)}};
}

std::string joined_text(const Quote& quote, std::string_view text) {
  std::string joined;
  for (const Span& span : quote.spans) {
    if (!joined.empty()) joined += ' ';
    joined += span.of(text);
  }
  return joined;
}

/// Three decimals: more would pretend to a precision that a calibration has not.
double rounded(double confidence) { return std::round(confidence * 1000) / 1000; }

std::optional<Span> words_from_json(json::Reader& reader, const char* key, const CodePoints& points) {
  if (!reader.has(key)) return std::nullopt;
  json::Reader words(reader.object(key));
  const auto span = words.finish(json::get_span(words, points));
  if (span) return *span;
  reader.fail(span.error());
  return std::nullopt;
}

std::optional<Speaker> speaker_from_json(json::Reader& reader, const CodePoints& points) {
  if (!reader.has("speaker")) return std::nullopt;
  json::Reader inner(reader.object("speaker"));
  Speaker speaker;
  speaker.name = inner.optional_string("name");
  if (inner.has("entity")) speaker.entity = static_cast<std::uint32_t>(inner.number("entity"));
  speaker.mention = words_from_json(inner, "mention", points);
  const auto read = inner.finish(std::move(speaker));
  if (read) return *read;
  reader.fail(read.error());
  return std::nullopt;
}

Result<Quote> quote_from_json(const nlohmann::json& json, const CodePoints& points) {
  json::Reader reader(json);
  Quote quote;
  if (const auto kind = quote_kind_from(reader.string("kind")))
    quote.kind = *kind;
  else
    reader.fail("kind", "direct, indirect or mixed");
  for (const auto& part : reader.array("spans")) {
    const bool pair = part.is_array() && part.size() == 2 && part[0].is_number_unsigned() && part[1].is_number_unsigned();
    if (pair && part[0] <= part[1])
      quote.spans.push_back({points.to_byte(part[0].get<std::uint32_t>()), points.to_byte(part[1].get<std::uint32_t>())});
    else
      reader.fail("spans", "pairs of offsets");
  }
  if (quote.spans.empty()) reader.fail("spans", "at least one part");
  quote.cue = words_from_json(reader, "cue", points);
  quote.speaker = speaker_from_json(reader, points);
  quote.confidence = reader.real("confidence");
  return reader.finish(std::move(quote));
}

}  // namespace

std::string_view to_string(QuoteKind kind) {
  switch (kind) {
    case QuoteKind::direct: return "direct";
    case QuoteKind::indirect: return "indirect";
    case QuoteKind::mixed: return "mixed";
  }
  return "";
}

nlohmann::json to_json(const std::vector<Quote>& quotes, std::string_view text) {
  const CodePoints points(text);
  auto list = nlohmann::json::array();
  for (const Quote& quote : quotes) {
    auto spans = nlohmann::json::array();
    for (const Span& span : quote.spans) spans.push_back({points.from_byte(span.start), points.from_byte(span.end)});
    nlohmann::json item = {{"kind", to_string(quote.kind)},
                           {"text", joined_text(quote, text)},
                           {"spans", std::move(spans)},
                           {"cue", words_to_json(quote.cue, text, points)},
                           {"speaker", speaker_to_json(quote.speaker, text, points)},
                           {"confidence", rounded(quote.confidence)}};
    json::put_span(item, quote.extent(), points);
    list.push_back(std::move(item));
  }
  return list;
}

Result<std::vector<Quote>> quotes_from_json(const nlohmann::json& json, std::string_view text) {
  if (!json.is_array()) return Error{ErrorKind::invalid, "quotes: expected an array"};
  const CodePoints points(text);
  std::vector<Quote> quotes;
  for (const auto& item : json) {
    auto quote = quote_from_json(item, points);
    if (!quote) return Error{ErrorKind::invalid, "quotes: " + quote.error().message};
    quotes.push_back(std::move(*quote));
  }
  return quotes;
}

}  // namespace newswired
