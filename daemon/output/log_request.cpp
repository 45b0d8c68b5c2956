#include "daemon/output/log_request.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "proto/record.h"

namespace newswired::output {
namespace {

using Json = nlohmann::json;

constexpr std::size_t request_bytes_max = 64 << 10;
constexpr int request_depth_max = 4;

std::optional<std::uint64_t> number(const Json& request, const char* key) {
  const auto member = request.find(key);
  if (member == request.end() || !member->is_number_unsigned()) return std::nullopt;
  return member->get<std::uint64_t>();
}

Error wrong(std::string message) { return {ErrorKind::invalid, std::move(message)}; }

Result<LogRequest> parse_read(const Json& request) {
  ReadRequest read;
  const auto epoch = request.find("epoch");
  if (epoch != request.end() && epoch->is_string()) read.epoch = epoch->get<std::string>();
  else if (epoch != request.end() && !epoch->is_null()) return wrong("READ: \"epoch\" must be a string or null");

  const auto after = number(request, "after");
  const auto credit = number(request, "credit");
  if (!after || !credit) return wrong("READ: \"after\" and \"credit\" must be whole numbers, 0 or more");
  read.after = *after;
  read.credit = *credit;

  const auto topics = request.find("topics");
  if (topics == request.end() || topics->is_null()) return LogRequest{std::move(read)};
  if (!topics->is_array() || topics->size() > topics_max) return wrong("READ: \"topics\" must be an array of at most 64 strings");
  for (const Json& topic : *topics) {
    if (!topic.is_string() || topic.get_ref<const std::string&>().size() > topic_bytes_max)
      return wrong("READ: \"topics\" must hold strings of at most 256 bytes");
    read.topics.push_back(topic.get<std::string>());
  }
  return LogRequest{std::move(read)};
}

}  // namespace

Result<LogRequest> parse_log_request(std::string_view frame) {
  if (frame.size() > request_bytes_max) return Error{ErrorKind::limit, "a request has at most 64 KiB"};
  const auto request = parse_json(frame, request_depth_max);
  if (!request || !request->is_object()) return wrong("a request is one JSON object");
  const auto op = request->find("op");
  if (op == request->end()) return wrong("\"op\" is missing: READ, CREDIT, STOP or SEQ_AT");
  if (*op == "READ") return parse_read(*request);
  if (*op == "STOP") return LogRequest{StopRequest{}};
  if (*op == "CREDIT") {
    const auto n = number(*request, "n");
    if (!n) return wrong("CREDIT: \"n\" must be a whole number, 0 or more");
    return LogRequest{CreditRequest{*n}};
  }
  if (*op == "SEQ_AT") {
    const auto member = request->find("time");
    const auto time = member != request->end() && member->is_string() ? parse_rfc3339(member->get<std::string>()) : std::nullopt;
    if (!time) return wrong("SEQ_AT: \"time\" must be an RFC 3339 time");
    return LogRequest{SeqAtRequest{*time}};
  }
  return wrong("unknown \"op\": READ, CREDIT, STOP or SEQ_AT");
}

}  // namespace newswired::output
