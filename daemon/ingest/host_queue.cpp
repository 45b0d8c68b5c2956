#include "daemon/ingest/host_queue.h"

#include <algorithm>
#include <cassert>

#include "daemon/ingest/spread.h"

namespace newswired::ingest {

using std::chrono::seconds;

void HostQueue::add(Ticket ticket, const std::string& host) {
  Host& state = hosts_[host];
  state.waiting.push_back(ticket);
  ++waiting_count_;
  list(host, state);
}

std::vector<HostQueue::Ticket> HostQueue::start(Instant now, int count_max) {
  std::vector<Ticket> started;
  while (static_cast<int>(started.size()) < count_max && !ready_.empty() && ready_.begin()->first <= now) {
    const std::string name = ready_.begin()->second;
    ready_.erase(ready_.begin());
    Host& host = hosts_.at(name);
    host.listed = false;

    started.push_back(host.waiting.front());
    host.waiting.pop_front();
    --waiting_count_;
    ++host.active_count;
    // With several connections their starts are spaced too, or a full line would begin with a burst.
    host.open_at = now + limits_.delay;
    list(name, host);
  }
  forget_idle(now);
  return started;
}

void HostQueue::finished(const std::string& name, Instant now) {
  Host& host = hosts_.at(name);
  assert(host.active_count > 0);
  --host.active_count;
  if (host.listed) {
    ready_.erase({host.open_at, name});
    host.listed = false;
  }
  host.open_at = std::max(host.open_at, now + limits_.delay);
  list(name, host);
  // A host's count of 429s must outlive its hold for a while, or it could never double.
  if (host.waiting.empty() && host.active_count == 0)
    idle_.insert(
        {std::max(host.open_at, host.hold_count ? host.held_until + limits_.hold_max : host.open_at), name});
}

std::vector<HostQueue::Ticket> HostQueue::hold(const std::string& name, Instant now,
                                               std::optional<seconds> asked) {
  Host& host = hosts_[name];
  if (host.listed) {
    ready_.erase({host.open_at, name});
    host.listed = false;
  }
  // Beyond 16 doublings the wait is above any hold_max and the shift would overflow.
  const seconds doubled = spread_by(name, limits_.hold_first * (1 << std::min(host.hold_count, 16)), 0.2);
  ++host.hold_count;
  host.held_until = std::max(host.held_until, now + std::min(asked.value_or(doubled), limits_.hold_max));
  host.open_at = std::max(host.open_at, host.held_until);

  std::vector<Ticket> dropped(host.waiting.begin(), host.waiting.end());
  waiting_count_ -= dropped.size();
  host.waiting.clear();
  if (host.active_count == 0) idle_.insert({host.held_until + limits_.hold_max, name});
  return dropped;
}

void HostQueue::answered(const std::string& name) {
  const auto found = hosts_.find(name);
  if (found != hosts_.end()) found->second.hold_count = 0;
}

std::optional<HostQueue::Instant> HostQueue::held_until(const std::string& name, Instant now) const {
  const auto found = hosts_.find(name);
  if (found == hosts_.end() || found->second.held_until <= now) return std::nullopt;
  return found->second.held_until;
}

std::optional<HostQueue::Instant> HostQueue::next_start() const {
  if (ready_.empty()) return std::nullopt;
  return ready_.begin()->first;
}

std::vector<HostQueue::Ticket> HostQueue::clear() {
  std::vector<Ticket> dropped;
  for (auto& [name, host] : hosts_) {
    dropped.insert(dropped.end(), host.waiting.begin(), host.waiting.end());
    host.waiting.clear();
    host.listed = false;
  }
  ready_.clear();
  waiting_count_ = 0;
  return dropped;
}

void HostQueue::list(const std::string& name, Host& host) {
  if (host.listed || host.waiting.empty() || host.active_count >= limits_.connections_max) return;
  host.listed = true;
  ready_.insert({host.open_at, name});
}

void HostQueue::forget_idle(Instant now) {
  while (!idle_.empty() && idle_.begin()->first <= now) {
    const auto found = hosts_.find(idle_.begin()->second);
    if (found != hosts_.end() && found->second.waiting.empty() && found->second.active_count == 0 &&
        found->second.open_at <= now)
      hosts_.erase(found);
    idle_.erase(idle_.begin());
  }
}

}  // namespace newswired::ingest
