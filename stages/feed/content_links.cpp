#include "stages/feed/content_links.h"

#include <algorithm>

#include "stages/feed/markup.h"
#include "stages/text/html_entities.h"
#include "stages/text/url_reference.h"

namespace newswired::feed {
namespace {

constexpr std::string_view address_attributes[] = {"href", "src", "poster", "cite", "action", "longdesc", "background"};

bool is_address(std::string_view name) {
  return std::any_of(std::begin(address_attributes), std::end(address_attributes),
                     [&](std::string_view known) { return equal_folded(name, known); });
}

std::string resolved(std::string_view base, std::string_view raw) {
  return escape_html(text::resolve_url(base, text::decode_html_entities(raw, text::ReferenceContext::attribute)));
}

/// "a.jpg 1x, b.jpg 2x": candidates parted by commas, each an address and perhaps a descriptor.
std::string resolved_srcset(std::string_view base, std::string_view set) {
  constexpr std::string_view blanks = " \t\r\n\f";
  std::string out;
  while (!set.empty()) {
    set.remove_prefix(std::min(set.find_first_not_of(" \t\r\n\f,"), set.size()));
    if (set.empty()) break;
    std::string_view address = set.substr(0, set.find_first_of(blanks));
    set.remove_prefix(address.size());
    std::string_view descriptor;
    if (address.ends_with(',')) {
      address = address.substr(0, address.find_last_not_of(',') + 1);
    } else {
      descriptor = trimmed(set.substr(0, set.find(',')));
      set.remove_prefix(std::min(set.find(','), set.size()));
    }
    if (!out.empty()) out += ", ";
    out += resolved(base, address);
    if (!descriptor.empty()) (out += ' ') += descriptor;
  }
  return out;
}

}  // namespace

std::string with_absolute_link(std::string_view base, std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  if (equal_folded(name, "srcset")) return resolved_srcset(base, value);
  if (!is_address(name) || text::is_absolute_url(trimmed(value))) return {};
  return resolved(base, value);
}

std::string with_absolute_links(std::string html, std::string_view base) {
  if (!text::is_base_url(base)) return html;

  std::string out;  // stays empty until something changes
  std::size_t copied = 0;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const Tag tag = tag_at(std::string_view(html).substr(at));
    if (tag.closing || tag.attributes.empty()) continue;
    std::string_view rest = tag.attributes;
    Attribute attribute;
    while (next_attribute(rest, attribute)) {
      const std::string value = with_absolute_link(base, attribute.name, attribute.value);
      if (value.empty()) continue;
      const auto value_at = static_cast<std::size_t>(attribute.value.data() - html.data());
      out.append(html, copied, value_at - copied);
      // Unquoted, a value could not hold what resolving put in.
      out += attribute.quote ? value : '"' + value + '"';
      copied = value_at + attribute.value.size();
    }
  }
  if (copied == 0) return html;
  return out.append(html, copied);
}

std::vector<std::string> images_in(std::string_view html, std::size_t count_max) {
  std::vector<std::string> images;
  for (std::size_t at = html.find("<"); at != std::string_view::npos && images.size() < count_max; at = html.find('<', at + 1)) {
    if (!equal_folded(html.substr(at + 1, 3), "img")) continue;
    const Tag tag = tag_at(html.substr(at));
    if (!equal_folded(tag.name, "img")) continue;
    std::string_view rest = tag.attributes;
    Attribute attribute;
    while (next_attribute(rest, attribute)) {
      if (!equal_folded(attribute.name, "src") || attribute.value.starts_with("data:")) continue;
      std::string url = text::resolve_url({}, text::decode_html_entities(attribute.value, text::ReferenceContext::attribute));
      if (!url.empty()) images.push_back(std::move(url));
      break;
    }
  }
  return images;
}

}  // namespace newswired::feed
