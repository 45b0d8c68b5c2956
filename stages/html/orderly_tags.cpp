#include "stages/html/orderly_tags.h"

#include <cstring>

#include "stages/html/markup_characters.h"

namespace newswired::html {
namespace {

/// One past the '>' of the tag whose attributes begin at `at`; 0 when there is none.
std::size_t find_tag_end(std::string_view markup, std::size_t at) {
  while (at < markup.size()) {
    const char c = markup[at++];
    if (c == '>') return at;
    if (c != '=') continue;
    while (at < markup.size() && is_blank(markup[at])) ++at;
    if (at == markup.size()) break;
    if (markup[at] == '"' || markup[at] == '\'') {
      at = markup.find(markup[at], at + 1);
      if (at == markup.npos) return 0;
      ++at;
    } else {
      while (at < markup.size() && !is_blank(markup[at]) && markup[at] != '>') ++at;
    }
  }
  return 0;
}

}  // namespace

MarkupKind markup_kind(std::string_view markup, std::size_t at) {
  const char next = at + 1 < markup.size() ? markup[at + 1] : '\0';
  if (is_letter(next)) return MarkupKind::start_tag;
  if (next == '/' && at + 2 < markup.size() && is_letter(markup[at + 2])) return MarkupKind::end_tag;
  if (markup.compare(at, 4, "<!--") == 0) return MarkupKind::comment;
  return next == '!' || next == '?' || next == '/' ? MarkupKind::declaration : MarkupKind::text;
}

ReadTag read_tag(std::string_view markup, std::size_t at) {
  ReadTag tag;
  tag.begin = at;
  const std::size_t name_begin = at + (markup[at + 1] == '/' ? 2 : 1);
  std::uint32_t hash = name_hash({});
  for (at = name_begin; at < markup.size() && !ends_name(markup[at]); ++at)
    hash = name_hash_step(hash, markup[at]);
  tag.name = markup.substr(name_begin, at - name_begin);
  tag.kind = element_kind(hash);
  while (at < markup.size() && is_blank(markup[at])) ++at;
  tag.end = find_tag_end(markup, at);
  if (tag.end != 0) tag.attributes = markup.substr(at, tag.end - 1 - at);
  return tag;
}

bool AttributeReader::next(std::string& name, std::string& value) {
  std::size_t at = 0;
  while (at < rest_.size() && (is_blank(rest_[at]) || rest_[at] == '/')) ++at;
  if (at == rest_.size()) return false;
  const std::size_t begin = at++;
  while (at < rest_.size() && !ends_name(rest_[at]) && rest_[at] != '=') ++at;
  lower(rest_.substr(begin, at - begin), name);
  value.clear();
  std::size_t equals = at;
  while (equals < rest_.size() && is_blank(rest_[equals])) ++equals;
  if (equals < rest_.size() && rest_[equals] == '=') {
    at = equals + 1;
    while (at < rest_.size() && is_blank(rest_[at])) ++at;
    std::size_t value_begin = at;
    if (at < rest_.size() && (rest_[at] == '"' || rest_[at] == '\'')) {
      const char quote = rest_[at];
      value_begin = ++at;
      at = std::min(rest_.find(quote, at), rest_.size());
    } else {
      while (at < rest_.size() && !is_blank(rest_[at])) ++at;
    }
    decode(rest_.substr(value_begin, at - value_begin), text::ReferenceContext::attribute, value);
    if (at < rest_.size()) ++at;
  }
  rest_.remove_prefix(at);
  return true;
}

RawText find_raw_text(std::string_view markup, const ReadTag& tag) {
  for (std::size_t at = tag.end;; at += 2) {
    at = markup.find("</", at);
    if (at == markup.npos) return {};
    const std::string_view name = markup.substr(at + 2, tag.name.size());
    const std::size_t after = at + 2 + name.size();
    if (after >= markup.size() || !ends_name(markup[after]) || name.size() != tag.name.size() ||
        name_hash(name) != tag.kind.name)
      continue;
    const std::size_t end = find_tag_end(markup, after);
    return end == 0 ? RawText{} : RawText{at, end};
  }
}

void lower(std::string_view name, std::string& out) {
  out.assign(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
}

void decode(std::string_view text, std::optional<text::ReferenceContext> context, std::string& out) {
  const auto holds = [&](char c) { return !text.empty() && std::memchr(text.data(), c, text.size()); };
  if (!holds('\r') && !(context && holds('&'))) {
    out.assign(text);
    return;
  }
  out.clear();
  const char* const stops = context ? "&\r" : "\r";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find_first_of(stops, at), text.size());
    out.append(text, at, stop - at);
    at = stop;
    if (at == text.size()) break;
    if (text[at] == '\r') {
      out += '\n';
      at += text.substr(at + 1, 1) == "\n" ? 2 : 1;
      continue;
    }
    const std::size_t taken = text::decode_html_entity(text.substr(at), out, *context);
    if (taken == 0) out += '&';
    at += std::max<std::size_t>(taken, 1);
  }
}

}  // namespace newswired::html
