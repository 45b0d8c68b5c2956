#include "daemon/ingest/body_facts.h"

#include <xxhash.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace newswired::ingest {
namespace {

constexpr std::size_t looked_at_max = 64u << 10;

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\f");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

/// Behind the byte order mark, blanks, comments, the XML declaration and processing instructions; `text` in
/// lower case.
std::string_view first_element(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (;;) {
    text = without_blanks(text);
    std::string_view end;
    if (text.starts_with("<!--"))
      end = "-->";
    else if (text.starts_with("<?"))
      end = "?>";
    else
      return text;
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

}  // namespace

std::string hash_of_body(std::string_view body) {
  const XXH128_hash_t hash = XXH3_128bits(body.data(), body.size());
  char hex[33];
  std::snprintf(hex, sizeof hex, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return hex;
}

std::optional<std::string_view> instead_of_feed(std::string_view body) {
  std::string lower(body.substr(0, looked_at_max));
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::string_view root = first_element(lower);
  if (root.empty() && without_blanks(lower).empty()) return "an empty body";
  if (!root.starts_with("<!doctype html") && !root.starts_with("<html") && !root.starts_with("<head") &&
      !root.starts_with("<body"))
    return std::nullopt;
  if (holds_any(root, {"cf-challenge", "cf_chl_", "challenge-platform", "captcha", "just a moment",
                       "checking your browser", "datadome", "incapsula", "perimeterx"}))
    return "a bot check";
  if (holds_any(root, {"type=\"password\"", "type='password'", "type=password"})) return "a login page";
  return "a web page";
}

}  // namespace newswired::ingest
