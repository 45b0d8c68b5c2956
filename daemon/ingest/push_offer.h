#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswired::ingest {

/// Where a feed offers to be pushed (https://www.w3.org/TR/websub/#discovery).
struct PushOffer {
  std::string hub;    ///< Empty: nowhere.
  std::string topic;  ///< How the hub knows the feed.

  bool operator==(const PushOffer&) const = default;
};

/// What an answer offers: its Link headers before the feed's own elements (`hub`, `self`, absolute); without any `self`
/// the topic is `url`, where the feed was found. Only http(s) addresses count.
PushOffer push_offer(const std::vector<std::string>& link_headers, std::string_view hub, std::string_view self, const std::string& url);

/// The targets of Link headers (RFC 8288) that have the relation `rel`, in their order; relative ones are left out.
std::vector<std::string> links_with(const std::vector<std::string>& link_headers, std::string_view rel);

}  // namespace newswired::ingest
