#include "stages/entities/words.h"

#include <algorithm>

#include "stages/text/characters.h"
#include "stages/text/utf8.h"

namespace newswired::entities {
namespace {

using tagging::hash_bytes;
using text::CharacterClass;
using text::CodePoint;

/// Hashes the kinds of a word's characters, a run of one kind cut at `run_max`.
class Shape {
 public:
  explicit Shape(int run_max) : run_max_(run_max) {}
  void add(char kind) {
    run_ = kind == last_ ? run_ + 1 : 1;
    last_ = kind;
    if (run_ <= run_max_) hash_ = hash_bytes({&kind, 1}, hash_);
  }
  Hash hash() const { return hash_; }

 private:
  Hash hash_ = hash_bytes("");
  int run_max_;
  int run_ = 0;
  char last_ = 0;
};

char shape_kind(CodePoint c, CharacterClass kind) {
  switch (kind) {
    case CharacterClass::upper: return 'X';
    case CharacterClass::lower:
    case CharacterClass::letter: return 'x';
    case CharacterClass::digit: return 'd';
    default: return c.value < 128 ? static_cast<char>(c.value) : '-';
  }
}

std::uint32_t clusters_of(const tagging::PhraseTable& table, const Word& word, std::string_view lower) {
  if (!word.has_digit) {
    if (const std::uint32_t found = table.find(word.form_hash)) return found;
  } else {
    std::string zeros(word.form);
    std::replace_if(zeros.begin(), zeros.end(), [](char c) { return c >= '0' && c <= '9'; }, '0');
    if (const std::uint32_t found = table.find(hash_bytes(zeros))) return found;
  }
  if (!word.capital) return 0;
  if (word.all_capitals && lower.size() > 3 && static_cast<unsigned char>(lower[0]) < 128) {
    // LONDON -> London
    const Hash title = hash_bytes(lower.substr(1), hash_bytes(word.form.substr(0, 1)));
    if (const std::uint32_t found = table.find(title)) return found;
  }
  return table.find(word.lower);
}

/// Lower case words that may stand inside a capitalised run.
bool links_run(std::string_view lower) {
  return lower == "of" || lower == "de" || lower == "al" || lower == "&" || lower == "bin" || lower == "van" ||
         lower == "von" || lower == "-";
}

}  // namespace

void append_lower(std::string& out, std::string_view form) {
  for (std::size_t at = 0; at < form.size();) {
    const char c = form[at];
    if (static_cast<unsigned char>(c) < 128) {
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
      ++at;
      continue;
    }
    const CodePoint point = text::code_point_at(form, at);
    text::append_utf8(out, text::to_lower(point.value));
    at += point.size;
  }
}

Word Words::make_word(std::string_view form) {
  Word word;
  word.form = form;
  word.form_hash = hash_bytes(form);

  word.lower_at = static_cast<std::uint32_t>(lower_text_.size());
  append_lower(lower_text_, form);
  word.lower_size = static_cast<std::uint32_t>(lower_text_.size()) - word.lower_at;
  const std::string_view lower = this->lower(word);
  word.lower = hash_bytes(lower);
  for (std::size_t k = 0; k < 4 && k < lower.size(); ++k) {
    word.prefix[k] = hash_bytes(lower.substr(0, k + 1));
    word.suffix[k] = hash_bytes(lower.substr(lower.size() - k - 1));
  }

  Shape shape(1), long_shape(4);
  bool any_upper = false, any_lower = false;
  for (std::size_t at = 0; at < form.size();) {
    const CodePoint c = text::code_point_at(form, at);
    const CharacterClass kind = text::character_class(c.value);
    any_upper |= kind == CharacterClass::upper;
    any_lower |= kind == CharacterClass::lower;
    word.has_digit |= kind == CharacterClass::digit;
    if (at == 0) {
      word.capital = kind == CharacterClass::upper;
      word.is_sign = !text::is_word(kind);
    }
    if (kind != CharacterClass::joiner) shape.add(shape_kind(c, kind)), long_shape.add(shape_kind(c, kind));
    at += c.size;
  }
  word.is_sign = word.is_sign && !word.has_digit;
  word.all_capitals = any_upper && !any_lower && form.size() > 1;
  word.shape = shape.hash();
  word.long_shape = long_shape.hash();
  word.clusters = clusters_of(lexicon_->clusters, word, lower);
  return word;
}

void Words::add_sentence(std::string_view text, std::span<const text::Token> tokens) {
  const auto first = static_cast<std::uint32_t>(words_.size());
  for (const text::Token& token : tokens) {
    words_.push_back(make_word(token.of(text)));
    words_.back().span = token.span;
    words_.back().sentence = static_cast<std::uint32_t>(sentences_.size());
  }
  const WordRange sentence{first, static_cast<std::uint32_t>(words_.size())};
  sentences_.push_back(sentence);
  find_runs(sentence);
  match_lists(sentence);
}

void Words::find_runs(WordRange sentence) {
  for (std::uint32_t i = sentence.first; i < sentence.last;) {
    std::uint32_t end = i;
    if (words_[i].capital) {
      const auto goes_on = [&](std::uint32_t at) {
        if (at + 1 >= sentence.last) return false;
        if (words_[at + 1].capital) return true;
        return at + 2 < sentence.last && words_[at + 2].capital && links_run(lower(words_[at + 1]));
      };
      while (goes_on(end)) ++end;
    }
    for (std::uint32_t k = i; k <= end; ++k) words_[k].run_first = i, words_[k].run_last = end;
    i = end + 1;
  }
}

void Words::match_lists(WordRange sentence) {
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    const bool capital_next = i + 1 < sentence.last && words_[i + 1].capital;
    if (!words_[i].capital && !(capital_next && !words_[i].is_sign)) continue;

    // The longest match of each list wins.
    std::array<std::uint8_t, list_count> longest{};
    std::uint32_t matched = 0;
    Hash phrase = empty_phrase;
    bool capital = false;
    for (std::uint32_t size = 1; size <= phrase_words_max && i + size <= sentence.last; ++size) {
      phrase = phrase_hash(phrase, words_[i + size - 1].lower);
      capital |= words_[i + size - 1].capital;
      const std::uint32_t lists = capital ? lexicon_->lists.find(phrase) : 0;
      matched |= lists;
      for (std::uint32_t rest = lists; rest != 0; rest &= rest - 1)
        longest[static_cast<std::size_t>(__builtin_ctz(rest))] = static_cast<std::uint8_t>(size);
    }
    for (std::uint32_t rest = matched; rest != 0; rest &= rest - 1) {
      const auto list = static_cast<std::size_t>(__builtin_ctz(rest));
      const std::uint32_t size = longest[list];
      for (std::uint32_t k = 0; k < size; ++k) {
        const std::uint8_t place = size == 1       ? whole
                                   : k == 0        ? first_of_phrase
                                   : k == size - 1 ? last_of_phrase
                                                   : inside_phrase;
        words_[i + k].list_places[list] |= place;
        words_[i + k].lists |= 1u << list;
      }
    }
  }
}

}  // namespace newswired::entities
