#include "daemon/host_memory.h"

#include <algorithm>

namespace newswired {

void HostMemory::learn(const std::string& host, const std::vector<std::uint64_t>& lines) {
  auto [known, added] = hosts_.try_emplace(host);
  Host& memory = known->second;
  if (!added) recent_.erase(memory.place);
  recent_.push_front(host);
  memory.place = recent_.begin();

  ++memory.page;
  for (const std::uint64_t line : lines) {
    Line& seen = memory.lines[line];
    if (seen.last_page == memory.page) continue;
    seen.last_page = memory.page;
    ++seen.pages;
  }
  if (memory.lines.size() > lines_max) forget_old_lines(memory);
  if (hosts_.size() > hosts_max) {
    hosts_.erase(recent_.back());
    recent_.pop_back();
  }
}

std::vector<std::uint64_t> HostMemory::boilerplate(const std::string& host) const {
  std::vector<std::uint64_t> lines;
  const auto known = hosts_.find(host);
  if (known == hosts_.end()) return lines;
  for (const auto& [line, seen] : known->second.lines)
    if (seen.pages >= pages_min) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

void HostMemory::forget_old_lines(Host& host) {
  // Lines of many pages stay; among equals the one seen last does. Down to 9/10 so that this is rare.
  std::vector<std::pair<Line, std::uint64_t>> order;
  for (const auto& [line, seen] : host.lines) order.emplace_back(seen, line);
  const auto keep = static_cast<std::ptrdiff_t>(lines_max * 9 / 10);
  std::nth_element(order.begin(), order.begin() + keep, order.end(), [](const auto& a, const auto& b) {
    if (a.first.pages != b.first.pages) return a.first.pages > b.first.pages;
    return a.first.last_page > b.first.last_page;
  });
  for (auto gone = order.begin() + keep; gone != order.end(); ++gone) host.lines.erase(gone->second);
}

}  // namespace newswired
