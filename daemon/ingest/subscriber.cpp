#include "daemon/ingest/subscriber.h"

#include <algorithm>
#include <charconv>

#include "daemon/ingest/push_signature.h"

namespace newswired::ingest {
namespace {

using std::chrono::seconds;

constexpr seconds retry_first{10 * 60};
constexpr seconds retry_max{24 * 3600};
constexpr std::size_t challenge_bytes_max = 4096;

/// application/x-www-form-urlencoded
std::string encoded(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    if (plain) out += c;
    else ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return out;
}

std::string value_of(const HubCall& call, const std::string& name) {
  const auto found = call.query.find(name);
  return found == call.query.end() ? std::string() : found->second;
}

}  // namespace

Timestamp next_request_at(const PushLease& lease) {
  const Timestamp confirmed = lease.until - lease.length;
  const bool asked_since = lease.asked > confirmed;
  if (lease.length > seconds(0) && !asked_since) return lease.until - lease.length / 5;
  return lease.asked + std::min(retry_first * (1 << std::clamp(lease.failure_count - 1, 0, 10)), retry_max);
}

Subscriber::Subscriber(Options options, Hooks hooks, std::map<std::string, PushLease> known)
    : options_(std::move(options)), hooks_(std::move(hooks)), leases_(std::move(known)) {}

void Subscriber::offer(const std::string& feed, const PushOffer& offer, const std::vector<Network>& allow) {
  allow_[feed] = allow;
  const auto known = leases_.find(feed);
  if (known != leases_.end()) {
    if (known->second.hub == offer.hub && known->second.topic == offer.topic) return;
    leave(feed, known->second);
    leases_.erase(known);
    if (offer.hub.empty()) hooks_.keep(feed, {});
  }
  if (offer.hub.empty()) return;
  PushLease lease{.hub = offer.hub, .topic = offer.topic, .token = hooks_.random(), .secret = hooks_.random()};
  lease.secret += hooks_.random();
  ask(feed, leases_.emplace(feed, std::move(lease)).first->second);
}

void Subscriber::keep_only(const std::set<std::string>& feeds) {
  for (auto lease = leases_.begin(); lease != leases_.end();) {
    if (feeds.contains(lease->first)) {
      ++lease;
      continue;
    }
    leave(lease->first, lease->second);
    allow_.erase(lease->first);
    lease = leases_.erase(lease);
  }
}

Timestamp Subscriber::tick() {
  const Timestamp now = hooks_.now();
  std::erase_if(leaving_, [&](const auto& entry) { return entry.second.until <= now; });
  Timestamp next = Timestamp::max();
  for (auto& [feed, lease] : leases_) {
    if (next_request_at(lease) <= now) ask(feed, lease);
    next = std::min(next, next_request_at(lease));
  }
  return next;
}

void Subscriber::ask(const std::string& feed, PushLease& lease) {
  lease.asked = hooks_.now();
  ++lease.failure_count;
  hooks_.keep(feed, lease);
  send(feed, lease, "subscribe");
}

void Subscriber::leave(const std::string& feed, const PushLease& lease) {
  leaving_[lease.token] = {lease.topic, hooks_.now() + options_.leaving_kept};
  if (lease.alive(hooks_.now())) send(feed, lease, "unsubscribe");
}

void Subscriber::send(const std::string& feed, const PushLease& lease, const std::string& mode) {
  FetchRequest request;
  request.url = lease.hub;
  request.accept = "*/*";
  request.proxy = options_.proxy;
  request.allow = options_.allow;
  if (const auto own = allow_.find(feed); own != allow_.end()) request.allow.insert(request.allow.end(), own->second.begin(), own->second.end());
  request.form = "hub.mode=" + mode + "&hub.topic=" + encoded(lease.topic) + "&hub.callback=" + encoded(options_.callback + lease.token);
  if (mode == "subscribe") request.form += "&hub.secret=" + lease.secret + "&hub.lease_seconds=" + std::to_string(options_.lease.count());
  // The answer only says that the hub has heard; what counts is its question to the callback. Without one we ask again.
  hooks_.fetch(std::move(request), [](FetchResult) {});
}

std::string Subscriber::feed_of(const std::string& token) const {
  for (const auto& [feed, lease] : leases_)
    if (lease.token == token) return feed;
  return {};
}

HubReply Subscriber::answer(HubCall call) {
  if (call.is_delivery) return take_delivery(std::move(call));
  const std::string mode = value_of(call, "hub.mode");
  if (mode == "subscribe") return verify(call);
  if (mode == "unsubscribe") return verify_end(call);
  // `denied`: nothing to confirm. It is asked again, ever more seldom, and polled as before.
  return {mode == "denied" && !feed_of(call.token).empty() ? 200 : 404, ""};
}

HubReply Subscriber::verify(const HubCall& call) {
  const std::string feed = feed_of(call.token);
  const std::string challenge = value_of(call, "hub.challenge");
  if (feed.empty() || challenge.empty() || challenge.size() > challenge_bytes_max) return {};
  PushLease& lease = leases_.at(feed);
  if (value_of(call, "hub.topic") != lease.topic) return {};

  const std::string text = value_of(call, "hub.lease_seconds");
  std::int64_t given = options_.lease.count();
  std::from_chars(text.data(), text.data() + text.size(), given);
  lease.length = std::clamp(seconds(given), options_.lease_min, options_.lease_max);
  lease.until = hooks_.now() + lease.length;
  lease.failure_count = 0;
  hooks_.keep(feed, lease);
  return {200, challenge};
}

/// The end of a subscription is confirmed when we asked for it, or know of none: never for one that a feed has.
HubReply Subscriber::verify_end(const HubCall& call) {
  const auto left = leaving_.find(call.token);
  if (left == leaving_.end() || left->second.topic != value_of(call, "hub.topic")) return {};
  const std::string challenge = value_of(call, "hub.challenge");
  return {challenge.empty() || challenge.size() > challenge_bytes_max ? 404 : 200, challenge.substr(0, challenge_bytes_max)};
}

HubReply Subscriber::take_delivery(HubCall call) {
  const std::string feed = feed_of(call.token);
  // Gone for good: the hub may stop sending there.
  if (feed.empty()) return {410, ""};
  const PushLease& lease = leases_.at(feed);
  // A wrong signature is answered as a right one and dropped, as the standard asks: a forger learns nothing.
  if (!is_signed(call.signature, lease.secret, call.body)) return {202, ""};
  const bool taken = hooks_.deliver(feed, std::move(call.content_type), std::move(call.body));
  return {taken ? 202 : 503, ""};
}

std::size_t Subscriber::alive_count() const {
  const Timestamp now = hooks_.now();
  return static_cast<std::size_t>(std::count_if(leases_.begin(), leases_.end(), [&](const auto& entry) { return entry.second.alive(now); }));
}

}  // namespace newswired::ingest
