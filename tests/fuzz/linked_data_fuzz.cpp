// Any bytes as a page's JSON-LD, with a page around it: an article or none, and the worker's answer can be read.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "proto/record.h"
#include "stages/clean/page.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string page = "<script type='application/ld+json'>" + std::string(reinterpret_cast<const char*>(data), size) +
                           "</script><h1>Harbour wall gives way</h1><p>The wall gave way on Tuesday night, the harbour master said.</p>";
  newswired::clean::PageHints hints;
  hints.url = "https://news.example/a";
  const auto json = newswired::parse_json(newswired::clean::to_json(newswired::clean::extract_page(page, hints)).dump());
  if (!json || !newswired::clean::page_from_json(*json)) std::abort();
  return 0;
}
