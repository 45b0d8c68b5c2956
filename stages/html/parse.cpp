#include "stages/html/parse.h"

#include <optional>
#include <string>

#include "stages/html/builder.h"
#include "stages/html/condense.h"
#include "stages/html/library.h"
#include "stages/html/orderly.h"

namespace newswired::html {

Result<Document> parse(std::string_view markup, const Limits& limits, const WantedAttributes* wanted) {
  std::string condensed;
  const bool is_cut = markup.size() > limits.bytes_max;
  if (wanted) markup = condensed = condense_markup(markup.substr(0, limits.bytes_max), *wanted);
  std::optional<Document> orderly = parse_orderly(markup, limits);
  Result<Document> document =
      orderly ? Result<Document>(*std::move(orderly)) : parse_by_library(markup, limits);
  if (document && is_cut) DocumentBuilder(limits, *document).mark_truncated();
  return document;
}

}  // namespace newswired::html
