// Any bytes as a web page and as a fragment: an article or an empty one, and the worker's answer can be read.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "proto/record.h"
#include "stages/clean/page.h"

namespace {

void check(const newswired::clean::Page& page) {
  const auto json = newswired::parse_json(newswired::clean::to_json(page).dump());  // throws on invalid UTF-8
  if (!json || !newswired::clean::page_from_json(*json)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  newswired::clean::PageHints hints;
  hints.url = "https://news.example/a";
  check(newswired::clean::extract_page(bytes, hints));
  return 0;
}
