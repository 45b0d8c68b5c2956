#include "stages/feed/markup.h"

#include <algorithm>

namespace newswired::feed {
namespace {

constexpr std::string_view blanks = " \t\r\n\f";

bool is_blank(char c) { return blanks.find(c) != std::string_view::npos; }
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
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace newswired::feed
