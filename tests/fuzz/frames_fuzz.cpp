// Any bytes as a JSON frame from outside the head: an entry of the log, a worker's answer about any stage.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "daemon/jobs/jobs.h"
#include "daemon/output/notices.h"
#include "proto/record.h"

namespace {

using namespace newswired;

/// Spans that were taken lie inside the text, or the head would read beyond it.
void check(const std::vector<Entity>& entities, std::string_view text) {
  for (const Entity& entity : entities)
    for (const Mention& mention : entity.mentions)
      if (mention.span.start > mention.span.end || mention.span.end > text.size()) std::abort();
}

void as_answer(std::string_view bytes) {
  constexpr std::string_view text = "“Nous partons à midi”, said Ada Lindgren of Genève. She left.";
  (void)jobs::read_feed_answer(bytes);
  (void)jobs::read_page_answer(bytes);
  if (const auto answer = jobs::read_entities_answer(bytes, text)) check(answer->entities, text);
  (void)jobs::read_quotes_answer(bytes, text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)output::notices_of(bytes);
  as_answer(bytes);
  const auto json = parse_json(bytes);
  if (!json) return 0;
  const auto again = parse_json(dump_json(*json));
  if (!again || *again != *json) std::abort();
  if (!json->is_object()) return 0;
  if (const auto record = record_from_json(*json)) check(record->entities, record->article.text);
  return 0;
}
