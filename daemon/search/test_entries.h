#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/ledger/types.h"
#include "proto/record.h"
#include "proto/topics.h"

namespace newswired::search::testing {

/// An article of the Courier that names people and, when `said` is given, quotes the first of them.
inline Record record(std::uint64_t seq, const std::string& id, const std::string& title, const std::string& text,
                     const std::vector<std::string>& people = {}, const std::string& said = "") {
  Record record;
  record.place = {"epoch", seq, 0};
  record.article.id = id;
  record.article.feed = {"courier", "Courier", "https://courier.example/feed"};
  record.article.url = "https://courier.example/" + id;
  record.article.link = record.article.url;
  record.article.title = title;
  record.article.text = text;
  record.article.language = "en";
  record.article.collected = Timestamp(std::chrono::hours(480'000) + std::chrono::minutes(seq));
  for (const std::string& name : people) {
    const auto at = static_cast<std::uint32_t>(text.find(name));
    record.entities.push_back({entity_id(EntityType::person, name), EntityType::person, name, {}, {}, {},
                               {{{at, at + static_cast<std::uint32_t>(name.size())}, MentionForm::name}}});
  }
  if (!said.empty()) {
    const auto at = static_cast<std::uint32_t>(text.find(said));
    Quote quote;
    quote.kind = QuoteKind::direct;
    quote.spans = {{at, at + static_cast<std::uint32_t>(said.size())}};
    quote.confidence = 0.9;
    if (!people.empty()) quote.speaker = Speaker{people.front(), 0u, std::nullopt};
    record.quotes.push_back(quote);
  }
  return record;
}

inline ledger::LogEntry entry(const Record& record) {
  return {record.place.seq, "article.en.courier.", std::string(record_schema), dump_json(to_json(record))};
}

inline ledger::LogEntry entry(std::uint64_t seq, std::string_view schema, nlohmann::json members) {
  members["schema"] = schema;
  members["epoch"] = "epoch";
  members["seq"] = seq;
  return {seq, "", std::string(schema), dump_json(members)};
}

}  // namespace newswired::search::testing
