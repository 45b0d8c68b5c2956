// Where documents and servers name an encoding.
#include <algorithm>
#include <cstring>

#include "stages/text/encoding.h"

namespace newswired::text {
namespace {

constexpr std::string_view blanks = " \t\r\n\f";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Where `needle` (lower case) is found in any case; npos when nowhere.
std::size_t find_folded(std::string_view text, std::string_view needle, std::size_t from = 0) {
  if (from > text.size()) return std::string_view::npos;
  const auto place = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), needle.begin(),
                                 needle.end(), [](char a, char b) { return lower(a) == b; });
  return place == text.end() ? std::string_view::npos : static_cast<std::size_t>(place - text.begin());
}

std::string_view after_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text;
}

/// The value after `name`, blanks, `=`: quoted or up to a blank, `;` or a bracket. Empty when there is none.
std::string_view value_of(std::string_view text, std::string_view name) {
  for (std::size_t at = find_folded(text, name); at != std::string_view::npos; at = find_folded(text, name, at + 1)) {
    std::string_view rest = after_blanks(text.substr(at + name.size()));
    if (rest.empty() || rest[0] != '=') continue;
    rest = after_blanks(rest.substr(1));
    if (rest.empty()) return {};
    if (rest[0] == '"' || rest[0] == '\'') {
      const std::size_t end = rest.find(rest[0], 1);
      // A quote that never closes, as in content="text/html; charset='utf-8".
      return end == std::string_view::npos ? rest.substr(1, rest.find_first_of(" \t\r\n\f;>\"'", 1) - 1)
                                           : rest.substr(1, end - 1);
    }
    return rest.substr(0, rest.find_first_of(" \t\r\n\f;,>\"'"));
  }
  return {};
}

std::string_view xml_declaration(std::string_view bytes) {
  bytes = after_blanks(bytes);
  if (bytes.substr(0, 5) != "<?xml") return {};
  return value_of(bytes.substr(0, bytes.find('>')), "encoding");
}

std::string_view meta_declaration(std::string_view bytes) {
  for (std::size_t at = 0; (at = bytes.find('<', at)) != std::string_view::npos; ++at) {
    const std::string_view rest = bytes.substr(at);
    if (rest.substr(0, 4) == "<!--") {
      const std::size_t end = rest.find("-->");
      if (end == std::string_view::npos) return {};
      at += end;
      continue;
    }
    if (find_folded(rest.substr(0, 5), "<meta") != 0) continue;
    // `charset` stands alone or within content="text/html; charset=…"; value_of finds both.
    const std::string_view charset = value_of(rest.substr(0, rest.find('>')), "charset");
    if (!charset.empty()) return charset;
  }
  return {};
}

}  // namespace

std::string_view charset_parameter(std::string_view content_type) {
  const std::size_t parameters = content_type.find(';');
  if (parameters == std::string_view::npos) return {};
  return value_of(content_type.substr(parameters), "charset");
}

std::string_view declared_charset(std::string_view bytes, DocumentKind kind) {
  const std::string_view head = bytes.substr(0, declaration_bytes_max);
  if (kind == DocumentKind::json) return {};
  const std::string_view declared = xml_declaration(head);
  return declared.empty() && kind == DocumentKind::html ? meta_declaration(head) : declared;
}

}  // namespace newswired::text
