#include "stages/feed/markup.h"

#include <algorithm>

namespace newswired::feed {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

Tag tag_at(std::string_view html) {
  Tag tag;
  std::size_t at = 1;
  if (at < html.size() && html[at] == '/') {
    tag.closing = true;
    ++at;
  }
  if (at >= html.size() || !is_letter(html[at])) return {};
  const std::size_t name_start = at;
  while (at < html.size() && !is_blank(html[at]) && html[at] != '>' && html[at] != '/' && html[at] != '<') ++at;
  tag.name = html.substr(name_start, at - name_start);

  const std::size_t attributes_start = at;
  while (at < html.size() && html[at] != '>') {
    if (html[at] == '<') return {};  // a tag within a tag: this one never closed
    const bool quote = (html[at] == '"' || html[at] == '\'') && html[at - 1] == '=';
    if (quote) {
      at = html.find(html[at], at + 1);
      if (at == std::string_view::npos) return {};
    }
    ++at;
  }
  if (at >= html.size()) return {};
  tag.attributes = html.substr(attributes_start, at - attributes_start);
  tag.size = at + 1;
  return tag;
}

bool next_attribute(std::string_view& rest, Attribute& attribute) {
  while (!rest.empty() && (is_blank(rest[0]) || rest[0] == '/' || rest[0] == '=')) rest.remove_prefix(1);
  if (rest.empty()) return false;

  std::size_t end = 0;
  while (end < rest.size() && !is_blank(rest[end]) && rest[end] != '=' && (rest[end] != '/' || end == 0)) ++end;
  attribute = {rest.substr(0, end), {}, '\0'};
  rest.remove_prefix(end);

  std::size_t mark = 0;
  while (mark < rest.size() && is_blank(rest[mark])) ++mark;
  if (mark == rest.size() || rest[mark] != '=') return true;
  rest.remove_prefix(mark + 1);
  while (!rest.empty() && is_blank(rest[0])) rest.remove_prefix(1);
  if (rest.empty()) return true;
  if (rest[0] == '"' || rest[0] == '\'') {
    attribute.quote = rest[0];
    end = std::min(rest.find(rest[0], 1), rest.size());
    attribute.value = rest.substr(1, end - 1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return true;
  }
  end = 0;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  attribute.value = rest.substr(0, end);
  rest.remove_prefix(end);
  return true;
}

bool equal_folded(std::string_view a, std::string_view lower_case) {
  return a.size() == lower_case.size() &&
         std::equal(a.begin(), a.end(), lower_case.begin(), [](char x, char y) { return lower(x) == y; });
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string escape_html(std::string_view text) {
  const auto reference = [](char c) -> std::string_view {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '"': return "&quot;";
      default: return {};
    }
  };
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view instead = reference(text[at]);
    if (instead.empty()) continue;
    out.append(text, copied, at - copied) += instead;
    copied = at + 1;
  }
  return out.append(text, copied);
}

}  // namespace newswired::feed
