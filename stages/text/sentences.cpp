#include "stages/text/sentences.h"

#include <algorithm>
#include <array>

#include "stages/text/abbreviations.h"
#include "stages/text/characters.h"

namespace newswired::text {
namespace {

// Words that begin an English sentence far oftener than they follow an abbreviation inside one.
constexpr std::array<std::string_view, 61> openers = {
    "A",     "About", "According", "After", "All",   "Also",  "Although", "Among", "An",   "And",  "Another", "As",
    "At",    "Before", "But",      "By",    "Despite", "During", "Earlier", "Even", "For", "From", "Having", "He",
    "Her",   "His",   "However",   "I",     "If",    "In",    "It",       "Its",   "Last", "Many", "Meanwhile", "More",
    "Most",  "Mr.",   "Mrs.",      "Ms.",   "No",    "Not",       "Now",   "On",    "One",   "Other",    "Our",   "She",  "Since", "So",   "Some",
    "That",  "The",   "Their",     "There", "These", "They",  "This",     "We",    "When", "While"};

enum class Stop { none, full, soft, after_abbreviation };

/// What kind of end the token could be.
Stop stop_kind(std::string_view token) {
  const char last = token.back();
  if (last == '.' || last == '!' || last == '?') {
    const bool sign_only = token.find_first_not_of(".!?") == std::string_view::npos;
    if (sign_only) return token.size() > 1 && token[0] == '.' ? Stop::soft : Stop::full;
    if (last != '.' || character_class(code_point_at(token, 0).value) == CharacterClass::symbol) return Stop::none;
    return Stop::after_abbreviation;
  }
  if (token == "\u2026") return Stop::soft;
  if (token == "\u3002" || token == "\u0964" || token == "\u061F" || token == "\uFF01" || token == "\uFF1F")
    return Stop::full;
  return Stop::none;
}

/// A stop alone: `Mr.` is none.
bool is_stop(std::string_view token) {
  const Stop kind = stop_kind(token);
  return kind == Stop::full || kind == Stop::soft;
}

bool is_closer(std::string_view token) {
  static constexpr std::array<std::string_view, 10> closers = {"\"", "'",      "''",     "\u201D", "\u2019",
                                                               ")",  "]",      "\u00BB", "}",      "\u203A"};
  return std::find(closers.begin(), closers.end(), token) != closers.end();
}

bool is_quote_or_bracket(std::string_view token) {
  static constexpr std::array<std::string_view, 10> marks = {"\"", "'", "``", "\u201C", "\u2018",
                                                             "(",  "[", "\u00AB", "\u201E", "\u2039"};
  return std::find(marks.begin(), marks.end(), token) != marks.end();
}

class Splitter {
 public:
  Splitter(std::string_view text, std::span<const Token> tokens) : text_(text), tokens_(tokens) {}

  std::vector<Sentence> run() && {
    const auto count = static_cast<std::uint32_t>(tokens_.size());
    std::uint32_t first = 0, paragraph = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t end = i + 1;
      const bool new_line = end < count && line_ends_after(i);
      const bool over = end == count || new_line || ends_after(first, i) || end - first >= sentence_tokens_max;
      if (!over) continue;
      sentences_.push_back({first, end, paragraph});
      first = end;
      if (new_line) ++paragraph;
    }
    return std::move(sentences_);
  }

 private:
  std::string_view word(std::size_t i) const { return tokens_[i].of(text_); }
  std::string_view gap_after(std::size_t i) const {
    return text_.substr(tokens_[i].span.end, tokens_[i + 1].span.start - tokens_[i].span.end);
  }
  CharacterClass first_class(std::size_t i) const {
    return character_class(code_point_at(text_, tokens_[i].span.start).value);
  }

  bool line_ends_after(std::size_t i) const {
    const std::string_view gap = gap_after(i);
    const auto breaks = std::count(gap.begin(), gap.end(), '\n');
    if (breaks == 0) return false;
    const bool goes_on = breaks == 1 && stop_kind(word(i)) == Stop::none && !is_closer(word(i)) &&
                         first_class(i + 1) == CharacterClass::lower;
    return !goes_on;
  }

  /// Whether the sentence that began at `first` ends with token `i`: at a stop, or at the last closing mark that
  /// touches one.
  bool ends_after(std::size_t first, std::size_t i) const {
    if (i + 1 >= tokens_.size()) return true;
    std::size_t stop = i;
    // A handful of closing marks at most, so that a megabyte of them stays linear.
    for (int closers = 0; closers < 4 && stop > first && is_closer(word(stop)) && gap_after(stop - 1).empty(); ++closers)
      --stop;
    const Stop kind = stop_kind(word(stop));
    if (kind == Stop::none || begins_number(stop)) return false;
    if (is_closer(word(i + 1)) && gap_after(i).empty() && !opens_next(i + 1)) return false;  // the mark belongs here
    const std::string_view next = word(i + 1);
    if (next == "," || next == ";" || next == ":" || next == ")" || next == "]" || is_stop(next)) return false;

    std::size_t start = i + 1;
    while (start + 1 < tokens_.size() && start < i + 3 && is_quote_or_bracket(word(start))) ++start;
    const CharacterClass begins = first_class(start);
    if (begins == CharacterClass::lower) return false;
    if (kind == Stop::after_abbreviation) return may_end(word(stop)) && opens_sentence(word(start));
    return true;
  }

  /// `hit .265 at home`
  bool begins_number(std::size_t i) const {
    return word(i) == "." && i > 0 && !gap_after(i - 1).empty() && gap_after(i).empty() && first_class(i + 1) == CharacterClass::digit;
  }

  /// `." He`: a straight mark with a blank before it but none after opens what follows.
  bool opens_next(std::size_t i) const { return i + 1 < tokens_.size() && !gap_after(i - 1).empty(); }

  static bool may_end(std::string_view abbreviation) {
    abbreviation.remove_suffix(1);
    return abbreviation_kind(abbreviation) != Abbreviation::title;
  }
  static bool opens_sentence(std::string_view word) {
    return std::find(openers.begin(), openers.end(), word) != openers.end();
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  std::vector<Sentence> sentences_;
};

}  // namespace

std::vector<Sentence> split_sentences(std::string_view text, std::span<const Token> tokens) {
  return Splitter(text, tokens).run();
}

}  // namespace newswired::text
