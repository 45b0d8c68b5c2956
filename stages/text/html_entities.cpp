#include "stages/text/html_entities.h"

#include <algorithm>

#include "stages/text/html_entity_table.h"
#include "stages/text/utf8.h"

namespace newswired::text {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// `text` begins with `&#`.
std::size_t decode_number(std::string_view text, std::string& out, ReferenceContext context) {
  const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const std::size_t first = hex ? 3 : 2;
  std::size_t at = first;
  char32_t point = 0;
  for (; at < text.size(); ++at) {
    const int digit = hex_value(text[at]);
    if (digit < 0 || (!hex && digit > 9)) break;
    // Held just beyond Unicode, so that any number of digits cannot overflow.
    point = std::min<char32_t>(point * (hex ? 16 : 10) + static_cast<char32_t>(digit), 0x110000);
  }
  const bool closed = at < text.size() && text[at] == ';';
  if (at == first || (context == ReferenceContext::xml && !closed)) return 0;

  if (point >= 0x80 && point < 0xA0) point = windows_1252_point(static_cast<unsigned char>(point));
  append_utf8(out, point == 0 ? 0xFFFD : point);
  return closed ? at + 1 : at;
}

const NamedReference* find(std::string_view name) {
  const auto table = named_references();
  const auto place = std::lower_bound(table.begin(), table.end(), name, [](const NamedReference& reference,
                                                                           std::string_view wanted) {
    return std::string_view(reference.name) < wanted;
  });
  return place != table.end() && name == place->name ? &*place : nullptr;
}

/// A name of old without its semicolon: the longest that the text begins with.
std::size_t decode_legacy(std::string_view name, char after_name, std::string& out, ReferenceContext context) {
  for (std::size_t size = std::min(name.size(), legacy_name_bytes_max); size >= 2; --size) {
    const NamedReference* reference = find(name.substr(0, size));
    if (!reference || !reference->legacy) continue;

    const char after = size < name.size() ? name[size] : after_name;
    if (context == ReferenceContext::attribute && (after == '=' || is_alnum(after))) return 0;
    out += reference->value;
    return size + 1;
  }
  return 0;
}

}  // namespace

std::size_t decode_html_entity(std::string_view text, std::string& out, ReferenceContext context) {
  if (text.size() < 2) return 0;
  if (text[1] == '#') return decode_number(text, out, context);

  std::size_t end = 1;
  while (end < text.size() && end <= reference_name_bytes_max && is_alnum(text[end])) ++end;
  const std::string_view name = text.substr(1, end - 1);
  const char after = end < text.size() ? text[end] : '\0';
  if (after == ';') {
    if (const NamedReference* reference = find(name)) {
      out += reference->value;
      return end + 1;
    }
  }
  return context == ReferenceContext::xml ? 0 : decode_legacy(name, after, out, context);
}

std::string decode_html_entities(std::string_view text, ReferenceContext context) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t ampersand = std::min(text.find('&', at), text.size());
    out.append(text, at, ampersand - at);
    at = ampersand;
    if (at == text.size()) break;

    const std::size_t taken = decode_html_entity(text.substr(at), out, context);
    if (taken == 0) out += '&';
    at += std::max<std::size_t>(taken, 1);
  }
  return out;
}

}  // namespace newswired::text
