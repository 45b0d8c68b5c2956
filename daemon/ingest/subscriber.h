#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/push_lease.h"
#include "daemon/ingest/push_offer.h"

namespace newswired::ingest {

/// What a hub says to one of our callbacks.
struct HubCall {
  bool is_delivery = false;  ///< POST with content; else GET: the verification of intent.
  std::string token;         ///< The end of the callback's path.
  std::map<std::string, std::string> query;
  std::string content_type, signature, body;
};

struct HubReply {
  int status = 404;
  std::string body;
};

/// The subscriber's part of WebSub (https://www.w3.org/TR/websub/): asks hubs for subscriptions, confirms those it asked
/// for, renews them, takes signed deliveries, ends those of feeds that are no longer listed.
///
/// Knows neither sockets nor threads: everything outside is a hook, and all calls come from one thread. A delivery is a
/// hint that comes early: should one be lost, the next poll finds what it held.
class Subscriber {
 public:
  struct Options {
    std::string callback;                           ///< `websub.callback`, ends in `/`.
    std::chrono::seconds lease{10 * 24 * 3600};     ///< What we ask for; the hub decides.
    std::chrono::seconds lease_min{60}, lease_max{30 * 24 * 3600};  ///< What we believe of its answer.
    std::chrono::seconds leaving_kept{3600};        ///< How long the end of a subscription may be verified.
    std::string proxy;
    std::vector<Network> allow;
  };

  struct Hooks {
    std::function<Timestamp()> now;
    std::function<void(FetchRequest, std::function<void(FetchResult)>)> fetch;
    std::function<std::string()> random;  ///< 32 hexadecimal digits.
    std::function<void(const std::string& feed, const PushLease&)> keep;  ///< Saves; the poller stretches by it.
    /// Takes a body like a poll's; false when there is no room: the hub is told to come again.
    std::function<bool(const std::string& feed, std::string content_type, std::string body)> deliver;
  };

  /// `known`: by feed, what was saved.
  Subscriber(Options options, Hooks hooks, std::map<std::string, PushLease> known);

  /// What a feed offered when it was last read: a new hub or topic ends the old subscription and begins another.
  void offer(const std::string& feed, const PushOffer& offer, const std::vector<Network>& allow);

  /// Ends the subscriptions of feeds that are not in `feeds`.
  void keep_only(const std::set<std::string>& feeds);

  /// Sends the requests that are due; returns when to call again, `Timestamp::max()` when nothing is.
  Timestamp tick();

  HubReply answer(HubCall call);

  std::size_t alive_count() const;

 private:
  struct Leaving {
    std::string topic;
    Timestamp until{};
  };

  void ask(const std::string& feed, PushLease& lease);
  void leave(const std::string& feed, const PushLease& lease);
  void send(const std::string& feed, const PushLease& lease, const std::string& mode);
  HubReply verify(const HubCall& call);
  HubReply verify_end(const HubCall& call);
  HubReply take_delivery(HubCall call);
  std::string feed_of(const std::string& token) const;

  Options options_;
  Hooks hooks_;
  std::map<std::string, PushLease> leases_;
  std::map<std::string, std::vector<Network>> allow_;  ///< By feed.
  std::map<std::string, Leaving> leaving_;             ///< By token.
};

}  // namespace newswired::ingest
