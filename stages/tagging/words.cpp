#include "stages/tagging/words.h"

#include <algorithm>

#include "stages/text/characters.h"
#include "stages/text/utf8.h"

namespace newswired::tagging {
namespace {

// Longer tokens are addresses and noise.
constexpr std::size_t form_bytes_max = 64;

char shape_class(text::CharacterClass kind, char32_t character) {
  switch (kind) {
    case text::CharacterClass::upper:
      return 'A';
    case text::CharacterClass::lower:
    case text::CharacterClass::letter:
      return 'a';
    case text::CharacterClass::digit:
      return '0';
    default:
      return character < 0x80 ? static_cast<char>(character) : 'u';
  }
}

void add_pieces(Word& word, std::string_view form) {
  for (std::size_t k = 1; k <= word.suffix.size(); ++k)
    if (form.size() > k) word.suffix[k - 1] = key_of(form.substr(form.size() - k));
  for (std::size_t k = 1; k <= word.prefix.size(); ++k)
    if (form.size() > k) word.prefix[k - 1] = key_of(form.substr(0, k));
}

}  // namespace

std::string normal_form(std::string_view token) {
  std::string form;
  for (std::size_t at = 0; at < token.size() && form.size() < form_bytes_max;) {
    const unsigned char c = static_cast<unsigned char>(token[at]);
    if (c < 0x80) {
      form.push_back(c >= '0' && c <= '9'   ? '0'
                     : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32)
                                            : static_cast<char>(c));
      ++at;
      continue;
    }
    const text::CodePoint point = text::code_point_at(token, at);
    if (point.value == 0x2019 || point.value == 0x2018)
      form.push_back('\'');
    else
      text::append_utf8(form, text::to_lower(point.value));
    at += point.size;
  }
  return form;
}

Word describe(std::string_view token) {
  Word word;
  std::string shape;
  bool first = true;
  for (std::size_t at = 0; at < token.size() && at < form_bytes_max;) {
    const text::CodePoint point = text::code_point_at(token, at);
    const text::CharacterClass kind = text::character_class(point.value);
    if (first) word.is_capitalised = kind == text::CharacterClass::upper;
    first = false;
    word.has_letter |= text::is_word(kind);
    word.has_hyphen |= point.value == '-';
    const char c = shape_class(kind, point.value);
    if (shape.empty() || shape.back() != c) shape.push_back(c);
    at += point.size;
  }
  const std::string form = normal_form(token);
  word.form = key_of(form);
  word.size = static_cast<std::uint8_t>(std::min<std::size_t>(form.size(), 255));
  word.shape = key_of(shape);
  add_pieces(word, form);
  return word;
}

Word symbolic(std::string_view name) {
  Word word;
  word.form = key_of(name);
  word.shape = word.form;
  word.size = 1;
  return word;
}

}  // namespace newswired::tagging
