#include "daemon/alias_rebuild.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "proto/record.h"

namespace newswired {
namespace {

void learn_record(const ledger::LogEntry& entry, AliasMemory& aliases) {
  if (entry.schema != record_schema) return;
  const auto json = parse_json(entry.json);
  if (!json) return;
  if (const auto record = record_from_json(*json))
    aliases.learn(record->entities, {record->article.id, record->article.text, record->article.collected});
}

}  // namespace

AliasMemory aliases_of(const ledger::RecordLog& log) {
  AliasMemory aliases;
  const auto state = log.state();
  if (!state) {
    spdlog::warn("names of earlier articles are not known: {}", state.error().message);
    return aliases;
  }
  const std::uint64_t first = state->head > alias_entries_max ? state->head - alias_entries_max : 0;
  std::uint64_t after = std::max(first, state->floor > 0 ? state->floor - 1 : 0);
  while (after < state->head) {
    const auto page = log.read(state->epoch, after, {}, {});
    const auto* entries = page ? std::get_if<ledger::Entries>(&*page) : nullptr;
    if (entries == nullptr || entries->at <= after) break;
    for (const ledger::LogEntry& entry : entries->entries) learn_record(entry, aliases);
    after = entries->at;
  }
  return aliases;
}

}  // namespace newswired
