#pragma once

#include <chrono>
#include <string>

#include "proto/time.h"

namespace newswired::ingest {

/// One feed's subscription at its hub (WebSub), as it is remembered over restarts.
struct PushLease {
  std::string hub;     ///< Whom we asked. Empty: there is no subscription.
  std::string topic;   ///< What for: the feed's own name of itself.
  std::string token;   ///< The end of the callback's path: 32 hexadecimal digits that nobody can guess.
  std::string secret;  ///< Signs the deliveries.
  Timestamp asked{};   ///< When the hub was last asked.
  Timestamp until{};   ///< The hub confirmed it until then; in the past: it is not alive.
  std::chrono::seconds length{0};  ///< Of the lease as confirmed.
  int failure_count = 0;           ///< Requests since the last confirmation.

  bool alive(Timestamp now) const { return !hub.empty() && until > now; }
  bool operator==(const PushLease&) const = default;
};

/// When to ask the hub next: a fifth of the lease before its end, so that a hub that is down for a while loses nothing;
/// without a lease, or when a renewal was not confirmed, 10 min after the last request, doubling to a day.
Timestamp next_request_at(const PushLease& lease);

}  // namespace newswired::ingest
