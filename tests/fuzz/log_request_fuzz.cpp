// Any bytes as a request of a log reader: within the limits that the README of output names, or a sentence.
#include <cstdlib>

#include "daemon/output/log_request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswired::output;
  const auto request = parse_log_request({reinterpret_cast<const char*>(data), size});
  if (!request) {
    if (request.error().message.empty()) std::abort();
    return 0;
  }
  if (const auto* read = std::get_if<ReadRequest>(&*request)) {
    if (read->topics.size() > topics_max) std::abort();
    for (const auto& topic : read->topics)
      if (topic.size() > topic_bytes_max) std::abort();
  }
  return 0;
}
