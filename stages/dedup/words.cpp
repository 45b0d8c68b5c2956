#include "stages/dedup/words.h"

#include <utf8proc.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "stages/dedup/spelling.h"

namespace newswired::dedup {
namespace {

/// What a character means for words.
enum class Role : std::uint8_t {
  letter,
  digit,
  ideograph,   ///< A word of its own: scripts that write no blanks.
  apostrophe,
  separator,
  stop,        ///< Ends a sentence.
  nothing,     ///< Soft hyphens and other invisible characters: as if not there.
};

struct Character {
  Role role = Role::separator;
  bool upper = false;
  std::uint8_t size = 1;         ///< Bytes in the text.
  char32_t value = 0;
};

Role ascii_role(unsigned char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Role::letter;
  if (c >= '0' && c <= '9') return Role::digit;
  if (c == '\'') return Role::apostrophe;
  if (c == '.' || c == '!' || c == '?' || c == ':' || c == '\n') return Role::stop;
  return Role::separator;
}

/// Scripts without blanks between words.
bool is_unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
         (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

Role unicode_role(char32_t c) {
  if (c == 0x2019 || c == 0x2018 || c == 0x02BC) return Role::apostrophe;
  if (c == 0x3002 || c == 0x2026) return Role::stop;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
      return is_unspaced(c) ? Role::ideograph : Role::letter;
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
      return is_unspaced(c) ? Role::ideograph : Role::letter;
    case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NO: return Role::digit;
    case UTF8PROC_CATEGORY_CF: return Role::nothing;
    default: return Role::separator;
  }
}

/// A character reference that cleaning left behind stands for a blank or an apostrophe; 0 when `text` begins none.
std::size_t reference_size(std::string_view text) {
  constexpr std::size_t reference_bytes_max = 10;
  const std::size_t end = text.substr(0, reference_bytes_max).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  for (const char c : text.substr(1, end - 1))
    if (ascii_role(static_cast<unsigned char>(c)) > Role::digit && c != '#') return 0;
  return end + 1;
}

Character reference(std::string_view name) {
  const bool apostrophe = name == "&#39;" || name == "&#039;" || name == "&apos;" || name == "&rsquo;" ||
                          name == "&#8217;" || name == "&#x27;" || name == "&#x2019;" || name == "&lsquo;";
  const Role role = name == "&shy;" ? Role::nothing : apostrophe ? Role::apostrophe : Role::separator;
  return {role, false, static_cast<std::uint8_t>(name.size()), ' '};
}

Character character_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first == '&')
    if (const std::size_t size = reference_size(text.substr(at))) return reference(text.substr(at, size));
  if (first < 0x80) return {ascii_role(first), first >= 'A' && first <= 'Z', 1, first};

  utf8proc_int32_t value = 0;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                     static_cast<utf8proc_ssize_t>(text.size() - at), &value);
  if (size <= 0) return {};
  const auto c = static_cast<char32_t>(value);
  const Role role = unicode_role(c);
  return {role, role == Role::letter && utf8proc_tolower(value) != value, static_cast<std::uint8_t>(size), c};
}

/// The word that is being read: folded bytes, at most `bytes_max` of them, which is all that its hash sees.
class Folded {
 public:
  void clear() { size_ = 0; }
  bool empty() const { return size_ == 0; }
  std::string_view bytes() const { return {bytes_.data(), size_}; }

  void add(const Character& c) {
    if (c.value < 0x80)
      put(c.upper ? static_cast<char>(c.value - 'A' + 'a') : static_cast<char>(c.value));
    else
      add_unicode(c.value);
  }

 private:
  static constexpr std::size_t bytes_max = 64;

  void put(char c) {
    if (size_ < bytes_max) bytes_[size_++] = c;
  }

  /// Compatibility forms, case and marks folded away: what is left of an accented Latin letter is ASCII.
  void add_unicode(char32_t c) {
    std::array<utf8proc_int32_t, 32> parts{};
    int boundary = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                               static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
    for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, 32); ++i) {
      std::array<utf8proc_uint8_t, 4> encoded{};
      const auto size = utf8proc_encode_char(parts[static_cast<std::size_t>(i)], encoded.data());
      for (utf8proc_ssize_t k = 0; k < size; ++k) put(static_cast<char>(encoded[static_cast<std::size_t>(k)]));
    }
  }

  std::array<char, bytes_max> bytes_{};
  std::size_t size_ = 0;
};

bool is_figure(std::string_view number) {
  if (number.find('.') != std::string_view::npos) return true;
  if (number.size() < 3) return false;
  const bool year = number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
  return !year;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) { words_.reserve(text.size() / 5); }

  std::vector<Word> split() {
    while (at_ < text_.size()) step();
    finish_word();
    return std::move(words_);
  }

 private:
  void step() {
    const Character c = character_at(text_, at_);
    at_ += c.size;
    switch (c.role) {
      case Role::letter: case Role::digit: return extend(c);
      case Role::nothing: return;
      case Role::ideograph: finish_word(); extend(c); return finish_word();
      case Role::apostrophe: return apostrophe();
      case Role::separator: case Role::stop: break;
    }
    if (joins(c)) {
      // `1,000` is 1000 and `U.S.` is us; `3.5` stays apart from 35.
      if (digits_ && c.value == '.') folded_.add(c);
      return;
    }
    finish_word();
    if (c.role == Role::stop) sentence_ = true;
  }

  void extend(const Character& c) {
    if (folded_.empty()) {
      capital_ = c.upper;
      digits_ = c.role == Role::digit;
      letters_ = 0;
    }
    ++letters_;
    folded_.add(c);
  }

  /// A full stop or comma inside a number, or a full stop inside initials.
  bool joins(const Character& c) const {
    if (folded_.empty() || (c.value != '.' && c.value != ',') || at_ >= text_.size()) return false;
    const Role next = ascii_role(static_cast<unsigned char>(text_[at_]));
    if (digits_) return next == Role::digit;
    const bool initials = c.value == '.' && letters_ <= 4 && capital_ && next == Role::letter &&
                          (at_ + 1 >= text_.size() || text_[at_ + 1] == '.');
    return initials;
  }

  /// `government's` is government; `O'Brien` is obrien; a closing quotation mark ends a word.
  void apostrophe() {
    if (folded_.empty() || at_ >= text_.size()) return finish_word();
    const Character next = character_at(text_, at_);
    if (next.role != Role::letter) return finish_word();
    const std::size_t after = at_ + next.size;
    const bool possessive = (next.value == 's' || next.value == 'S') &&
                            (after >= text_.size() || character_at(text_, after).role > Role::digit);
    if (!possessive) return;
    finish_word();
    at_ = after;
  }

  void finish_word() {
    if (folded_.empty()) return;
    Word word;
    const std::string_view bytes = usual_spelling(folded_.bytes(), spelled_);
    word.hash = stable_hash(bytes);
    word.number = bytes.front() >= '0' && bytes.front() <= '9';
    word.figure = word.number && is_figure(bytes);
    word.sentence = sentence_;
    word.name = capital_ && !sentence_ && letters_ > 2 && !word.number;
    words_.push_back(word);
    folded_.clear();
    sentence_ = false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Word> words_;
  Folded folded_;
  std::string spelled_;
  std::uint32_t letters_ = 0;
  bool capital_ = false;
  bool digits_ = false;
  bool sentence_ = true;
};

}  // namespace

std::vector<Word> normalised_words(std::string_view text) { return Splitter(text).split(); }

std::uint64_t stable_hash(std::string_view bytes) { return XXH64(bytes.data(), bytes.size(), 0); }

}  // namespace newswired::dedup
