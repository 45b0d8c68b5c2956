#include "stages/text/tokens.h"

#include <cassert>
#include <limits>

#include "stages/text/abbreviations.h"
#include "stages/text/characters.h"

namespace newswired::text {
namespace {

// RFC 5321, 4.5.3.1. Bounds keep the look ahead for addresses linear.
constexpr std::size_t local_part_bytes_max = 64;
constexpr std::size_t domain_bytes_max = 255;

bool is_ascii_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
char lower(char c) { return is_ascii_upper(c) ? char(c + 32) : c; }

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

/// Walks over the text once; every method either appends tokens and moves on or looks a bounded way ahead.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) { tokens_.reserve(text.size() / 5 + 1); }

  std::vector<Token> run() && {
    while (at_ < text_.size()) {
      const CodePoint here = code_point_at(text_, at_);
      const CharacterClass kind = character_class(here.value);
      if (kind == CharacterClass::space) {
        at_ += here.size;
      } else if (take_address()) {
      } else if (is_word(kind)) {
        take_word();
      } else if (!take_clitic_alone()) {
        take_sign(here);
      }
    }
    return std::move(tokens_);
  }

 private:
  bool begins(std::size_t at, std::string_view word) const {
    for (std::size_t i = 0; i < word.size(); ++i)
      if (at + i >= text_.size() || lower(text_[at + i]) != word[i]) return false;
    return true;
  }
  CharacterClass class_at(std::size_t at) const {
    return at < text_.size() ? character_class(code_point_at(text_, at).value) : CharacterClass::space;
  }
  bool word_at(std::size_t at) const { return is_word(class_at(at)); }
  void emit(std::size_t start, std::size_t end) {
    tokens_.push_back({{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)}});
    at_ = end;
  }

  /// Web and mail addresses, @names, #tags.
  bool take_address() {
    const char c = text_[at_];
    if (c == '@' || c == '#') return take_handle();
    if (!is_ascii_alnum(c)) return false;
    if ((c | 32) == 'h' || (c | 32) == 'w') {
      if (begins(at_, "http://") || begins(at_, "https://") || begins(at_, "www.")) return take_url();
    }
    const bool after_word = at_ > 0 && is_ascii_alnum(text_[at_ - 1]);
    return !after_word && take_mail();
  }

  bool take_handle() {
    if (at_ > 0 && is_ascii_alnum(text_[at_ - 1])) return false;
    std::size_t end = at_ + 1;
    while (end < text_.size()) {
      const CodePoint next = code_point_at(text_, end);
      if (!is_word(character_class(next.value)) && next.value != '_') break;
      end += next.size;
    }
    if (end == at_ + 1) return false;
    emit(at_, end);
    return true;
  }

  bool take_url() {
    std::size_t end = at_;
    while (end < text_.size()) {
      const CodePoint next = code_point_at(text_, end);
      const CharacterClass kind = character_class(next.value);
      if (kind == CharacterClass::space || next.value == '"' || next.value == '<' || next.value == '>' ||
          next.value == 0x201D || next.value == 0x2019)
        break;
      end += next.size;
    }
    while (end > at_ + 1 && std::string_view(".,;:!?)]}'").find(text_[end - 1]) != std::string_view::npos) --end;
    emit(at_, end);
    return true;
  }

  bool take_mail() {
    const auto is_local = [](char c) { return is_ascii_alnum(c) || c == '.' || c == '_' || c == '+' || c == '-'; };
    std::size_t at = at_;
    while (at < text_.size() && at - at_ <= local_part_bytes_max && is_local(text_[at])) ++at;
    if (at == at_ || at >= text_.size() || text_[at] != '@') return false;
    const std::size_t domain = ++at;
    bool has_dot = false;
    for (; at < text_.size() && at - domain <= domain_bytes_max; ++at) {
      const bool dot = text_[at] == '.' && at + 1 < text_.size() && is_ascii_alnum(text_[at + 1]);
      has_dot |= dot;
      if (!dot && !is_ascii_alnum(text_[at]) && text_[at] != '-') break;
    }
    if (!has_dot) return false;
    emit(at_, at);
    return true;
  }

  /// Whether the sign of `size` bytes at `at` (inside a word that began at `start`) joins what stands left and right.
  bool joins(std::size_t start, std::size_t at, CodePoint sign) const {
    const std::size_t next = at + sign.size;
    if (sign.value == '.' && next < text_.size() && text_[next] == '-')  // `U.S.-led`
      return at - start > 1 && text_[at - 2] == '.' && word_at(next + 1);
    if (is_hyphen(sign.value) && text_[at - 1] == '.') return word_at(next);
    if (!word_at(next)) return false;
    if (is_hyphen(sign.value) || is_apostrophe(sign.value) || sign.value == '_') return true;
    const char before = text_[at - 1];
    const char after = text_[next];
    const bool digits = is_digit(before) && is_digit(after);
    if (sign.value == ',' || sign.value == ':' || sign.value == '/') return digits;
    if (sign.value == '&') return is_ascii_upper(before) && is_ascii_upper(after);
    if (sign.value != '.') return false;
    if (digits) return true;
    // `said.The`: a blank is missing. `U.S.A`, `U.N.General` after one capital: an abbreviation goes on.
    const bool capital_follows = class_at(next) == CharacterClass::upper;
    const bool one_letter = at - start == 1 || (at - start > 1 && text_[at - 2] == '.');
    return !capital_follows || (one_letter && !is_digit(before));
  }

  std::size_t word_end(std::size_t start) const {
    std::size_t at = start;
    while (at < text_.size()) {
      const CodePoint next = code_point_at(text_, at);
      const CharacterClass kind = character_class(next.value);
      const bool goes_on = is_word(kind) || (kind == CharacterClass::joiner && at > start) ||
                           (kind == CharacterClass::symbol && at > start && joins(start, at, next));
      if (!goes_on) break;
      at += next.size;
    }
    return at;
  }

  /// Whether the full stop at `at`, right after the word that began at `start`, belongs to it.
  bool keeps_full_stop(std::size_t start, std::size_t at) const {
    const std::string_view word = text_.substr(start, at - start);
    if (at + 1 < text_.size() && text_[at + 1] == '.') return false;  // an ellipsis
    if (word.size() == 1) return is_ascii_upper(word[0]);
    const bool dotted = word.size() <= 12 && word[word.size() - 2] == '.' && !is_digit(word.back());
    if (dotted) return true;
    switch (abbreviation_kind(word)) {
      case Abbreviation::none: return false;
      case Abbreviation::before_number: return number_follows(at + 1);
      // Lower case `st` or `miss` at the end of a sentence is a word; abbreviations in news are capitalised.
      case Abbreviation::title:
      case Abbreviation::general:
        return is_ascii_upper(word[0]) || word == "vs" || word == "etc" || word == "approx" || word == "v";
    }
    return false;
  }

  bool number_follows(std::size_t at) const {
    if (at < text_.size() && text_[at] == ' ') ++at;
    return at < text_.size() && is_digit(text_[at]);
  }

  /// Bytes of the clitic that ends `[start, end)`, 0 when there is none: `'s`, `n't`, `'ll`…
  std::size_t clitic_size(std::size_t start, std::size_t end) const {
    for (std::size_t letters = 1; letters <= 2 && end - start > letters; ++letters) {
      const std::size_t mark_size = text_[end - letters - 1] == '\''                          ? 1
                                    : end - start > letters + 2 && is_curly(end - letters - 3) ? 3
                                                                                              : 0;
      if (mark_size == 0) continue;
      const std::size_t mark = end - letters - mark_size;
      const char first = lower(text_[end - letters]), last = lower(text_[end - 1]);
      if (letters == 1 && first == 't')
        return mark > start + 1 && lower(text_[mark - 1]) == 'n' ? letters + mark_size + 1 : 0;
      const bool one = letters == 1 && (first == 's' || first == 'd' || first == 'm');
      const bool two = letters == 2 && ((first == 'l' && last == 'l') || (last == 'e' && (first == 'r' || first == 'v')));
      return (one || two) && mark > start ? letters + mark_size : 0;
    }
    return 0;
  }
  bool is_curly(std::size_t at) const { return text_.compare(at, 3, "\u2019") == 0; }

  void take_word() {
    const std::size_t start = at_;
    std::size_t end = word_end(start);
    if (end < text_.size() && text_[end] == '.' && keeps_full_stop(start, end)) {
      emit(start, end + 1);
      return;
    }
    if (const std::size_t clitic = clitic_size(start, end)) {
      emit(start, end - clitic);
      emit(end - clitic, end);
      return;
    }
    emit(start, end);
  }

  /// `'s` set off by a blank, as tokenised text has it.
  bool take_clitic_alone() {
    const CodePoint mark = code_point_at(text_, at_);
    if (!is_apostrophe(mark.value)) return false;
    std::size_t end = at_ + mark.size;
    while (end < text_.size() && is_ascii_lower(text_[end]) && end - at_ < mark.size + 3) ++end;
    if (word_at(end)) return false;
    const std::string_view letters = text_.substr(at_ + mark.size, end - at_ - mark.size);
    if (letters != "s" && letters != "re" && letters != "ve" && letters != "ll" && letters != "m" && letters != "d")
      return false;
    emit(at_, end);
    return true;
  }

  /// One sign with its marks; runs of dots, dashes and the like are one token.
  void take_sign(CodePoint sign) {
    std::size_t end = at_ + sign.size;
    if (sign.value < 128 && std::string_view(".-!?*=_`'~").find(char(sign.value)) != std::string_view::npos) {
      const bool pairs_only = sign.value == '`' || sign.value == '\'';
      while (end < text_.size() && text_[end] == char(sign.value) && !(pairs_only && end - at_ == 2)) ++end;
    }
    while (end < text_.size()) {
      const CodePoint next = code_point_at(text_, end);
      if (character_class(next.value) != CharacterClass::joiner) break;
      end += next.size;
    }
    emit(at_, end);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  assert(text.size() < std::numeric_limits<std::uint32_t>::max());
  return Walk(text).run();
}

}  // namespace newswired::text
