// Any valid UTF-8 as text: tokens lie inside it, in order; any bytes as a date or a URL.
#include <cstdlib>

#include "stages/dedup/canonical_url.h"
#include "stages/dedup/signature.h"
#include "stages/text/dates.h"
#include "stages/text/encoding.h"
#include "stages/text/sentences.h"
#include "stages/text/tokens.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswired;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)text::parse_date(bytes);
  const std::string canonical = dedup::canonical_url(bytes);
  if (dedup::canonical_url(canonical) != canonical) std::abort();

  const std::string valid = text::to_utf8(bytes, "", text::DocumentKind::html).text;
  const auto tokens = text::tokenize(valid);
  std::uint32_t end = 0;
  for (const auto& token : tokens) {
    if (token.span.start < end || token.span.end <= token.span.start || token.span.end > valid.size()) std::abort();
    end = token.span.end;
  }
  (void)text::split_sentences(valid, tokens);
  const auto signature = dedup::sign("", valid);
  const auto decoded = dedup::decode_signature(dedup::encode(signature));
  if (!decoded || !(*decoded == signature)) std::abort();
  return 0;
}
