#include "daemon/ingest/push_offer.h"

#include <algorithm>

namespace newswired::ingest {
namespace {

constexpr std::string_view blanks = " \t";

bool is_web(std::string_view url) { return url.starts_with("http://") || url.starts_with("https://"); }

std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Takes what stands before the next `mark` outside of quotes off `rest`, the mark as well.
std::string_view take_until(std::string_view& rest, char mark) {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < rest.size() && (quoted || rest[end] != mark); ++end) {
    if (rest[end] == '"') quoted = !quoted;
    else if (quoted && rest[end] == '\\') ++end;
  }
  end = std::min(end, rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

/// Whether one of the relations that `parameters` (";rel=…;…") give is `wanted`; the first `rel` decides.
bool has_relation(std::string_view parameters, std::string_view wanted) {
  while (!parameters.empty()) {
    std::string_view value = trimmed(take_until(parameters, ';'));
    const std::size_t mark = std::min(value.find('='), value.size());
    if (folded(trimmed(value.substr(0, mark))) != "rel") continue;
    value = trimmed(value.substr(std::min(mark + 1, value.size())));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    while (!value.empty())
      if (folded(take_until(value, ' ')) == wanted) return true;
    return false;
  }
  return false;
}

}  // namespace

std::vector<std::string> links_with(const std::vector<std::string>& headers, std::string_view rel) {
  std::vector<std::string> found;
  for (const std::string& header : headers) {
    for (std::string_view rest = header;;) {
      const std::size_t open = rest.find('<');
      const std::size_t close = rest.find('>', std::min(open, rest.size()));
      if (open == std::string_view::npos || close == std::string_view::npos) break;
      const std::string_view target = trimmed(rest.substr(open + 1, close - open - 1));
      rest.remove_prefix(close + 1);
      const std::string_view parameters = take_until(rest, ',');
      if (is_web(target) && has_relation(parameters, rel)) found.emplace_back(target);
    }
  }
  return found;
}

PushOffer push_offer(const std::vector<std::string>& headers, std::string_view hub, std::string_view self, const std::string& url) {
  const auto first = [&](std::string_view rel, std::string_view own) {
    const auto links = links_with(headers, rel);
    return links.empty() ? std::string(is_web(own) ? own : "") : links.front();
  };
  PushOffer offer{first("hub", hub), first("self", self)};
  if (offer.hub.empty()) return {};
  if (offer.topic.empty()) offer.topic = url;
  return is_web(offer.topic) ? offer : PushOffer{};
}

}  // namespace newswired::ingest
