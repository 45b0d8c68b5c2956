#include "stages/html/element_traits.h"

#include <array>
#include <string_view>

namespace newswired::html {
namespace {

using namespace trait;

struct Entry {
  std::string_view name;
  std::uint16_t traits;
};

constexpr std::uint16_t block = special | closes_p | ends_as_block;

constexpr Entry entries[] = {
    {"address", block}, {"article", block}, {"aside", block}, {"blockquote", block}, {"center", block},
    {"details", block}, {"dialog", block}, {"dir", block}, {"div", block}, {"dl", block}, {"fieldset", block},
    {"figcaption", block}, {"figure", block}, {"footer", block}, {"header", block}, {"hgroup", block}, {"main", block},
    {"menu", block}, {"nav", block}, {"ol", block}, {"section", block}, {"summary", block}, {"ul", block},
    {"pre", block}, {"listing", block}, {"form", special | closes_p}, {"p", special | closes_p | ends_by_itself},
    {"h1", special | closes_p | heading}, {"h2", special | closes_p | heading}, {"h3", special | closes_p | heading},
    {"h4", special | closes_p | heading}, {"h5", special | closes_p | heading}, {"h6", special | closes_p | heading},
    {"li", special | ends_by_itself}, {"dd", special | ends_by_itself}, {"dt", special | ends_by_itself},
    {"hr", special | closes_p | is_void}, {"button", special | ends_as_block},
    {"object", special | scope | ends_as_block}, {"applet", special | scope | unusual},
    {"marquee", special | scope | unusual}, {"template", special | scope | ends_as_block},
    {"a", formatting}, {"b", formatting}, {"big", formatting}, {"code", formatting}, {"em", formatting},
    {"font", formatting}, {"i", formatting}, {"s", formatting}, {"small", formatting}, {"strike", formatting},
    {"strong", formatting}, {"tt", formatting}, {"u", formatting}, {"nobr", formatting},
    {"area", special | is_void}, {"br", special | is_void}, {"embed", special | is_void}, {"img", special | is_void},
    {"wbr", special | is_void}, {"input", special | is_void}, {"param", special | is_void},
    {"source", special | is_void}, {"track", special | is_void}, {"keygen", special | is_void},
    {"base", special | is_void | in_head}, {"link", special | is_void | in_head}, {"meta", special | is_void | in_head},
    {"basefont", special | is_void | in_head}, {"bgsound", special | is_void | in_head},
    {"title", special | raw | decoded | in_head}, {"script", special | raw | in_head}, {"style", special | raw | in_head},
    {"noframes", special | raw | in_head}, {"noscript", special | in_head}, {"textarea", special | raw | decoded},
    {"iframe", special | raw}, {"noembed", special | raw}, {"xmp", special | raw | unusual},
    {"plaintext", special | unusual}, {"select", special | unusual}, {"option", ends_by_itself},
    {"optgroup", ends_by_itself}, {"rb", ends_by_itself | unusual}, {"rp", ends_by_itself | unusual},
    {"rt", ends_by_itself | unusual}, {"rtc", ends_by_itself | unusual}, {"image", unusual}, {"isindex", unusual},
    {"svg", unusual}, {"math", unusual}, {"html", special | scope | unusual}, {"head", special | unusual},
    {"body", special | unusual}, {"frameset", special | unusual}, {"frame", special | unusual},
    {"table", special | scope | table_body}, {"caption", special | scope | table_part},
    {"colgroup", special | table_part | table_body}, {"col", special | table_part | is_void},
    {"tbody", special | table_part | table_body}, {"thead", special | table_part | table_body},
    {"tfoot", special | table_part | table_body}, {"tr", special | table_part | table_body},
    {"td", special | scope | table_part}, {"th", special | scope | table_part},
};

constexpr std::size_t slot_count = 1024;

/// Open addressing; a name hash of 0 means free.
constexpr auto make_slots(auto tag_names) {
  std::array<ElementKind, slot_count> slots{};
  const auto slot_of = [&slots](std::string_view name) -> ElementKind& {
    const std::uint32_t hash = name_hash(name);
    std::size_t at = hash % slot_count;
    while (slots[at].name != 0 && slots[at].name != hash) at = (at + 1) % slot_count;
    slots[at].name = hash;
    return slots[at];
  };
  for (std::size_t i = static_cast<std::size_t>(Tag::a); i < tag_names.size(); ++i)
    slot_of(tag_names[i]).tag = static_cast<Tag>(i);
  for (const Entry& entry : entries) slot_of(entry.name).traits = entry.traits;
  return slots;
}

constexpr auto slots = make_slots(tag_names);

}  // namespace

ElementKind element_kind(std::uint32_t name) {
  std::size_t at = name % slot_count;
  for (; slots[at].name != 0; at = (at + 1) % slot_count)
    if (slots[at].name == name) return slots[at];
  return {name, Tag::other, 0};
}

}  // namespace newswired::html
