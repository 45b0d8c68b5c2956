// Any bytes as a feed: always an answer, always valid UTF-8 that survives the way to JSON and back.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "stages/feed/feed.h"
#include "stages/feed/identity.h"
#include "proto/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswired;
  const feed::Feed feed = feed::parse_feed({reinterpret_cast<const char*>(data), size}, {"https://news.example/feed", ""});
  if (feed::identify(feed).size() != feed.entries.size()) std::abort();
  const auto json = parse_json(feed::dump(feed));
  if (!json) std::abort();
  const auto again = feed::feed_from_json(*json);
  if (!again || again->entries.size() != feed.entries.size()) std::abort();
  return 0;
}
