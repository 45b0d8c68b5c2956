#include "stages/feed/xml_tree.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "stages/feed/markup.h"
#include "stages/feed/xml_tolerant.h"

namespace newswired::feed {
namespace {

/// A control character, or a byte that may begin U+FFFE or U+FFFF.
constexpr bool is_suspect(unsigned char byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0xEF;
}

bool is_noncharacter(std::string_view rest) { return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF"); }

/// Where the first suspect byte from `at` on is. Eight at a time: hardly any feed has one.
std::size_t next_suspect(std::string_view text, std::size_t at) {
  constexpr std::uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
  for (; at < text.size(); ++at) {
    for (std::uint64_t word; at + 8 <= text.size(); at += 8) {
      std::memcpy(&word, text.data() + at, 8);
      const std::uint64_t mark = word ^ ones * 0xEF;
      if ((((word - ones * 0x20) & ~word) | ((mark - ones) & ~mark)) & highs) break;
    }
    // Most often a line break: the rest of its word byte by byte, then on.
    const std::size_t word_end = std::min(at + 8, text.size());
    while (at < word_end && !is_suspect(static_cast<unsigned char>(text[at]))) ++at;
    if (at < word_end) return at;
    --at;
  }
  return text.size();
}

/// How often entries begin, as far as their tags tell.
std::size_t count_entry_tags(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    const std::size_t size = rest.starts_with("item") ? 4 : rest.starts_with("entry") ? 5 : 0;
    if (size == 0 || size == rest.size()) continue;
    const char after = rest[size];
    count += after == '>' || after == ' ' || after == '\n' || after == '\r' || after == '\t';
  }
  return count;
}

std::size_t count_entries(const pugi::xml_document& document) {
  std::size_t count = 0;
  for (pugi::xml_node node = document.first_child(); node; ) {
    const bool entry = std::strcmp(node.name(), "item") == 0 || std::strcmp(node.name(), "entry") == 0;
    count += entry;
    node = next_in_order(node, document, !entry);
  }
  return count;
}

bool is_reference(std::string_view text) {
  std::size_t at = text.starts_with("&#") ? 2 : 1;
  const std::size_t first = at;
  const auto letter_or_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  while (at < text.size() && at - first < 32 && letter_or_digit(text[at])) ++at;
  return at > first && at < text.size() && text[at] == ';';
}

/// What pugixml takes without a word.
struct Looseness {
  std::size_t bare_ampersands = 0;
  std::size_t brackets_in_tags = 0;
};

Looseness find_looseness(std::string_view text) {
  Looseness found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find('<', at), text.size());
    const std::string_view run = text.substr(at, open - at);
    for (std::size_t i = run.find('&'); i != std::string_view::npos; i = run.find('&', i + 1)) found.bare_ampersands += !is_reference(run.substr(i));
    const std::string_view rest = text.substr(open);
    if (rest.starts_with("<![CDATA[") || rest.starts_with("<!--")) {
      const std::string_view mark = rest[2] == '[' ? "]]>" : "-->";
      const std::size_t end = rest.find(mark, 4);
      if (end == std::string_view::npos) break;
      at = open + end + mark.size();
      continue;
    }
    at = open + 1;
    const std::size_t close = std::min(text.find_first_of("<>", at), text.size());
    found.brackets_in_tags += close < text.size() && text[close] == '<';
  }
  return found;
}

void note(XmlTree& tree, std::size_t count, const char* what) {
  if (count > 0) tree.errors.push_back(std::to_string(count) + " " + what);
}

}  // namespace

std::size_t drop_illegal_characters(std::string& text) {
  std::size_t dropped = 0;
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t run_end = next_suspect(text, from);
    if (to != from) std::memmove(text.data() + to, text.data() + from, run_end - from);
    to += run_end - from;
    from = run_end;
    if (from == text.size()) break;
    const bool multibyte = static_cast<unsigned char>(text[from]) == 0xEF;
    if (multibyte && !is_noncharacter(std::string_view(text).substr(from, 3))) {
      text[to++] = text[from++];
      continue;
    }
    from += multibyte ? 3 : 1;
    ++dropped;
  }
  text.resize(to);
  return dropped;
}

void read_xml(std::string text, XmlTree& tree, const std::function<std::string()>& again) {
  note(tree, drop_illegal_characters(text), "characters dropped that XML does not allow");
  const Looseness looseness = find_looseness(text);
  note(tree, looseness.bare_ampersands, "ampersands that begin no reference");
  note(tree, looseness.brackets_in_tags, "brackets within a tag");

  const std::size_t entry_tag_count = count_entry_tags(text);
  constexpr unsigned options = pugi::parse_cdata | pugi::parse_ws_pcdata | pugi::parse_eol;
  tree.buffer = std::move(text);
  const pugi::xml_parse_result result =
      tree.document.load_buffer_inplace(tree.buffer.data(), tree.buffer.size(), options, pugi::encoding_utf8);
  if (result && (entry_tag_count == 0 || count_entries(tree.document) >= entry_tag_count)) return;

  // An attribute or a CDATA section that never closed swallows entries without an error; so may an article about
  // feeds that shows one. The pass that finds more entries is right.
  pugi::xml_document loose;
  std::vector<std::string> errors;
  std::string original = again();
  drop_illegal_characters(original);
  read_xml_tolerantly(original, loose, errors);
  if (result && count_entries(loose) <= count_entries(tree.document)) return;
  if (!result)
    tree.errors.push_back("not well-formed at byte " + std::to_string(result.offset) + ": " + result.description() + "; read tolerantly");
  tree.errors.insert(tree.errors.end(), errors.begin(), errors.end());
  tree.document = std::move(loose);
  tree.tolerant = true;
}

std::string local_name(const char* name) {
  const char* colon = std::strrchr(name, ':');
  return lower_case(colon ? colon + 1 : name);
}

pugi::xml_node next_in_order(pugi::xml_node node, pugi::xml_node top, bool descend) {
  if (descend && node.first_child()) return node.first_child();
  while (node && node != top) {
    if (node.next_sibling()) return node.next_sibling();
    node = node.parent();
  }
  return {};
}

}  // namespace newswired::feed
