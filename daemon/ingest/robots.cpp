#include "daemon/ingest/robots.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

namespace newswired::ingest {
namespace {

constexpr std::size_t rules_max = 20'000;
constexpr std::size_t pattern_bytes_max = 2048;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Percent-encodes what is not ASCII and decodes what was encoded without need, so that equal paths compare
/// equal (RFC 9309, 2.2.2). Encoded `/`, `*`, `$`, `?`, `#` and `%` keep their meaning by staying encoded.
std::string normalised(std::string_view path) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto byte = static_cast<unsigned char>(path[i]);
    bool encoded = false;
    if (path[i] == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 && hex_value(path[i + 2]) >= 0) {
      byte = static_cast<unsigned char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
      encoded = true;
      i += 2;
    }
    const bool unreserved = std::isalnum(byte) || byte == '-' || byte == '.' || byte == '_' || byte == '~';
    if (byte < 0x80 && (unreserved || !encoded)) {
      out += static_cast<char>(byte);
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

/// Linear in both for each `*`: the first match of every piece is the best one, and the last is pinned by
/// `$`.
bool matches(std::string_view pattern, std::string_view path) {
  const bool anchored = !pattern.empty() && pattern.back() == '$';
  if (anchored) pattern.remove_suffix(1);

  std::size_t star = pattern.find('*');
  if (!path.starts_with(pattern.substr(0, star))) return false;
  if (star == std::string_view::npos) return !anchored || path.size() == pattern.size();

  path.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  while ((star = pattern.find('*')) != std::string_view::npos) {
    const std::string_view piece = pattern.substr(0, star);
    const std::size_t at = path.find(piece);
    if (at == std::string_view::npos) return false;
    path.remove_prefix(at + piece.size());
    pattern.remove_prefix(star + 1);
  }
  return anchored ? path.ends_with(pattern) : path.find(pattern) != std::string_view::npos;
}

/// The product token at the start of a user-agent line: letters, `_` and `-` (RFC 9309, 2.2.1).
std::string product_of(std::string_view value) {
  std::size_t end = 0;
  while (end < value.size() &&
         (std::isalpha(static_cast<unsigned char>(value[end])) || value[end] == '_' || value[end] == '-'))
    ++end;
  return lower(value.substr(0, end));
}

std::optional<std::chrono::milliseconds> delay_of(std::string_view value) {
  const std::string copy(value);
  char* end = nullptr;
  const double delay = std::strtod(copy.c_str(), &end);
  if (end == copy.c_str() || !std::isfinite(delay) || delay < 0) return std::nullopt;
  return std::chrono::milliseconds(std::llround(std::min(delay, 60.0) * 1000));
}

}  // namespace

Robots Robots::parse(std::string_view text, std::string_view product) {
  text = text.substr(0, bytes_max);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string ours = lower(product);

  Robots named, general;
  bool any_named = false, in_named = false, in_general = false, names_open = false;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);

    const std::string_view content = line.substr(0, line.find('#'));
    const std::size_t colon = content.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = lower(trimmed(content.substr(0, colon)));
    const std::string_view value = trimmed(content.substr(colon + 1));

    if (key == "user-agent" || key == "useragent") {
      // Consecutive user-agent lines name one group; the first after a rule opens the next.
      if (!names_open) in_named = in_general = false;
      names_open = true;
      if (value.starts_with("*")) in_general = true;
      if (product_of(value) == ours) in_named = any_named = true;
    } else if (key == "allow" || key == "disallow") {
      names_open = false;
      if (value.empty() || value.size() > pattern_bytes_max) continue;
      const Rule rule{normalised(value), key == "allow"};
      if (in_named && named.rules_.size() < rules_max) named.rules_.push_back(rule);
      if (in_general && general.rules_.size() < rules_max) general.rules_.push_back(rule);
    } else if (key == "crawl-delay") {
      names_open = false;
      if (in_named) named.crawl_delay_ = delay_of(value);
      if (in_general) general.crawl_delay_ = delay_of(value);
    }
  }
  return any_named ? named : general;
}

Robots Robots::disallow_all() {
  Robots robots;
  robots.rules_.push_back({"/", false});
  return robots;
}

Robots Robots::from_answer(int status, std::string_view body, std::string_view product) {
  if (status >= 200 && status < 300) return parse(body, product);
  if (status >= 400 && status < 500 && status != 429) return allow_all();
  return disallow_all();
}

bool Robots::allows(std::string_view path) const {
  if (path == "/robots.txt") return true;
  const std::string wanted = normalised(path.empty() ? "/" : path);
  std::size_t best = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    if (rule.pattern.size() < best || (rule.pattern.size() == best && !rule.allow)) continue;
    if (!matches(rule.pattern, wanted)) continue;
    best = rule.pattern.size();
    allowed = rule.allow;
  }
  return allowed;
}

}  // namespace newswired::ingest
