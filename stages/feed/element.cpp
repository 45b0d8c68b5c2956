#include "stages/feed/element.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "stages/feed/content_links.h"
#include "stages/feed/feed.h"
#include "stages/feed/markup.h"
#include "stages/feed/xml_tree.h"
#include "stages/text/html_entities.h"
#include "stages/text/url_reference.h"
#include "stages/text/utf8.h"

namespace newswired::feed {
namespace {

std::string decoded(std::string_view text) {
  if (text.find('&') == std::string_view::npos) return std::string(text);
  return text::decode_html_entities(text, text::ReferenceContext::xml);
}

bool has_elements(pugi::xml_node node) {
  for (const pugi::xml_node child : node.children())
    if (child.type() == pugi::node_element) return true;
  return false;
}

constexpr std::string_view void_elements[] = {"area", "base", "br", "col", "embed", "hr", "img", "input",
                                              "link", "meta", "param", "source", "track", "wbr"};

bool is_void(std::string_view name) {
  return std::find(std::begin(void_elements), std::end(void_elements), name) != std::end(void_elements);
}

std::string_view without_prefix(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon ? colon + 1 : name;
}

/// The base for the links of an element within markup, its own `xml:base` included; empty when there is none.
std::string base_within(pugi::xml_node node, const std::string* document_base) {
  if (!document_base) return {};
  std::string base = base_of(node, *document_base);
  return text::is_base_url(base) ? base : std::string();
}

void write_start_tag(pugi::xml_node node, const std::string* document_base, std::string& out) {
  const std::string base = node.first_attribute() ? base_within(node, document_base) : std::string();
  out += '<';
  out += without_prefix(node.name());
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "xmlns" || name.starts_with("xmlns:") || name.starts_with("xml:")) continue;
    ((out += ' ') += name) += "=\"";
    const std::string absolute = base.empty() ? std::string() : with_absolute_link(base, name, attribute.value());
    // As written, but for what its own quotes may have allowed.
    for (const char* c = absolute.empty() ? attribute.value() : absolute.c_str(); *c; ++c) {
      if (*c == '"') out += "&quot;";
      else if (*c == '<') out += "&lt;";
      else out += *c;
    }
    out += '"';
  }
  out += node.first_child() || !is_void(without_prefix(node.name())) ? ">" : " />";
}

void write_end_tag(pugi::xml_node node, std::string& out) {
  if (!node.first_child() && is_void(without_prefix(node.name()))) return;
  ((out += "</") += without_prefix(node.name())) += '>';
}

void write_leaf(pugi::xml_node node, std::string& out) {
  if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) out += node.value();
}

/// The value of base64, blanks ignored; nothing when it is not base64.
std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int bit_count = 0;
  for (const char c : text) {
    if (c == '=' || c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    bit_count += 6;
    if (bit_count < 8) continue;
    bit_count -= 8;
    out += static_cast<char>(bits >> bit_count & 0xFF);
  }
  // Four letters of plain text are base64 too, but hardly ever of text.
  const text::Utf8Census census = text::count_utf8(out);
  if (census.error_count > 0 || census.cut_at_end || drop_illegal_characters(out) > 0) return std::nullopt;
  return out;
}

bool holds_reference(std::string_view text) {
  std::string meaning;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1))
    if (text::decode_html_entity(text.substr(at), meaning, text::ReferenceContext::xml) > 0) return true;
  return false;
}

/// Whether text of undeclared type is HTML: a tag that is opened or stands alone, or a character reference.
bool looks_like_html(std::string_view text) {
  static constexpr std::string_view names[] = {"p", "br", "a", "b", "i", "em", "strong", "div", "span", "img", "ul", "ol",
                                               "li", "h1", "h2", "h3", "h4", "blockquote", "table", "figure", "iframe"};
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const Tag tag = tag_at(text.substr(at));
    if (tag.size && std::any_of(std::begin(names), std::end(names), [&](std::string_view name) { return equal_folded(tag.name, name); })) return true;
  }
  return holds_reference(text);
}

/// XHTML's sole `<div>` is not part of the content (RFC 4287, 3.1.1.3).
pugi::xml_node without_sole_div(pugi::xml_node node) {
  pugi::xml_node only;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) {
      if (only || without_prefix(child.name()) != "div") return node;
      only = child;
    } else if (!trimmed(child.value()).empty()) {
      return node;
    }
  }
  return only ? only : node;
}

bool is_xhtml(std::string_view type) { return type == "xhtml" || type == "application/xhtml+xml"; }
bool is_html(std::string_view type) { return type == "html" || type == "text/html"; }
bool is_other_media(std::string_view type) {
  return type.find('/') != std::string_view::npos && !type.starts_with("text/") && !type.ends_with("+xml") && !type.ends_with("/xml");
}

}  // namespace

std::string text_of(pugi::xml_node node) {
  const pugi::xml_node first = node.first_child();
  if (first && !first.next_sibling() && first.type() == pugi::node_pcdata) return decoded(first.value());
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata) out += decoded(child.value());
    else if (child.type() == pugi::node_cdata) out += child.value();
  }
  return out;
}

std::string trimmed_text_of(pugi::xml_node node) { return std::string(trimmed(text_of(node))); }

std::string attribute_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes())
    if (equal_folded(attribute.name(), name)) return decoded(attribute.value());
  return {};
}

std::string html_of(pugi::xml_node node, const std::string* document_base) {
  return has_elements(node) ? inner_markup(node, document_base) : trimmed_text_of(node);
}

std::string inner_markup(pugi::xml_node top, const std::string* document_base) {
  std::string out;
  std::size_t depth = 0;
  pugi::xml_node node = top.first_child();
  while (node) {
    const bool element = node.type() == pugi::node_element;
    if (element && depth < depth_max) write_start_tag(node, document_base, out);
    else write_leaf(node, out);
    if (element && node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    if (element && depth < depth_max) write_end_tag(node, out);
    while (!node.next_sibling() && node.parent() != top) {
      node = node.parent();
      if (--depth < depth_max) write_end_tag(node, out);
    }
    node = node.next_sibling();
  }
  return std::string(trimmed(out));
}

Prose prose_of(pugi::xml_node node, bool is_atom_03, const std::string* document_base) {
  const std::string type = lower_case(attribute_of(node, "type"));
  const std::string mode = lower_case(attribute_of(node, "mode"));

  if (mode == "base64" || (type != "" && is_other_media(type))) {
    if (auto value = decode_base64(text_of(node))) return {*value, is_html(type) || is_xhtml(type) || looks_like_html(*value)};
  }
  if (has_elements(node) && !is_html(type)) return {inner_markup(without_sole_div(node), document_base), true};
  if (is_xhtml(type) && !is_atom_03) {
    // Escaped though it should not be: what comes out is markup all the same.
    return {html_of(node, document_base), true};
  }
  // Escaped HTML in a `<div>` that is not: the one inside is meant.
  const pugi::xml_node holder = is_html(type) ? without_sole_div(node) : node;
  std::string value = has_elements(holder) ? inner_markup(node) : trimmed_text_of(holder);
  if (is_html(type) || is_xhtml(type)) return {std::move(value), true};
  const bool undeclared = type.empty() || mode == "escaped";
  const bool html = undeclared && looks_like_html(value);
  return {std::move(value), html};
}

std::string base_of(pugi::xml_node node, std::string_view document_base) {
  // From the inside out, bounded: what is deeper than that is dropped anyway.
  std::vector<const char*> bases;
  std::size_t depth = 0;
  for (; node && depth < depth_max; node = node.parent(), ++depth)
    if (const pugi::xml_attribute base = node.attribute("xml:base")) bases.push_back(base.value());

  std::string result(document_base);
  for (auto base = bases.rbegin(); base != bases.rend(); ++base) {
    std::string inner = text::resolve_url(result, decoded(*base));
    if (text::is_base_url(inner)) result = std::move(inner);
  }
  return result;
}

std::string language_of(pugi::xml_node node) {
  std::size_t depth = 0;
  for (; node && depth < depth_max; node = node.parent(), ++depth)
    if (const pugi::xml_attribute language = node.attribute("xml:lang")) return decoded(trimmed(language.value()));
  return {};
}

}  // namespace newswired::feed
