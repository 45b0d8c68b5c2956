// Any bytes as a frame from outside the head: envelope, record, log request, JSON.
#include <nlohmann/json.hpp>

#include "daemon/output/log_request.h"
#include "daemon/output/notices.h"
#include "proto/envelope.h"
#include "proto/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswired;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)decode_header(bytes);
  (void)output::parse_log_request(bytes);
  (void)output::notices_of(bytes);
  const auto json = parse_json(bytes);
  if (!json) return 0;
  (void)dump_json(*json);
  if (json->is_object()) (void)record_from_json(*json);
  return 0;
}
