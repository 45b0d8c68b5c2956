#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "proto/result.h"
#include "proto/time.h"

namespace newswired::output {

/// What a reader of the log may ask for.
struct ReadRequest {
  std::string epoch;  ///< Empty: the present one.
  std::uint64_t after = 0;
  std::vector<std::string> topics;
  std::uint64_t credit = 0;

  bool operator==(const ReadRequest&) const = default;
};
struct CreditRequest {
  std::uint64_t n = 0;
};
struct StopRequest {};
struct SeqAtRequest {
  Timestamp time{};
};
using LogRequest = std::variant<ReadRequest, CreditRequest, StopRequest, SeqAtRequest>;

inline constexpr std::size_t topics_max = 64;
inline constexpr std::size_t topic_bytes_max = 256;

/// Reads one request frame; the error is a sentence for the peer.
Result<LogRequest> parse_log_request(std::string_view frame);

}  // namespace newswired::output
