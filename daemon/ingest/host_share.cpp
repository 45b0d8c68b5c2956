#include "daemon/ingest/host_share.h"

#include <cassert>

namespace newswired::ingest {

bool HostShare::enter(const std::string& host, const std::string& feed, std::size_t places) {
  Line& line = lines_[host];
  if (line.in_work < places) {
    ++line.in_work;
    return true;
  }
  if (line.names.insert(feed).second) line.waiting.push_back(feed);
  return false;
}

void HostShare::leave(const std::string& host) {
  const auto found = lines_.find(host);
  assert(found != lines_.end() && found->second.in_work > 0);
  --found->second.in_work;
  if (found->second.in_work == 0 && found->second.waiting.empty()) lines_.erase(found);
}

std::optional<std::string> HostShare::next(const std::string& host) {
  const auto found = lines_.find(host);
  if (found == lines_.end() || found->second.waiting.empty()) return std::nullopt;
  std::string feed = std::move(found->second.waiting.front());
  found->second.waiting.pop_front();
  found->second.names.erase(feed);
  if (found->second.in_work == 0 && found->second.waiting.empty()) lines_.erase(found);
  return feed;
}

}  // namespace newswired::ingest
