#include "stages/entities/recase.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "stages/entities/words.h"
#include "stages/text/characters.h"
#include "stages/text/sentences.h"
#include "stages/text/utf8.h"

namespace newswired::entities {
namespace {

constexpr std::size_t words_min = 6;
constexpr std::size_t words_per_capital_min = 50;  // hand-written lower case has an "I" or an acronym here and there

constexpr std::uint32_t common = list_bit("common"), proper = list_bit("proper");
constexpr std::uint32_t given_names = list_bit("given") | list_bit("given_all");
constexpr std::uint32_t surnames = list_bit("surname") | list_bit("surname_all");
// Whose phrases of several words are names whatever their words are alone. Works and products have titles of plain words.
constexpr std::uint32_t whole_names =
    list_bit("politician") | list_bit("country") | list_bit("region") | list_bit("city") | list_bit("club") |
    list_bit("company") | list_bit("university") | list_bit("media") | list_bit("intl_org") | list_bit("gov_agency") |
    list_bit("party_group") | list_bit("place_extra") | list_bit("company_global");
constexpr std::uint32_t single_names = whole_names | given_names | surnames | list_bit("demonym");

bool is_linking(std::string_view word) { return word == "of" || word == "the" || word == "and" || word == "for" || word == "de"; }

class Recaser {
 public:
  Recaser(const Lexicon& lexicon, std::string_view text)
      : lexicon_(lexicon), text_(text), result_(text), tokens_(text::tokenize(text)) {
    std::string lower;
    for (const text::Token& token : tokens_) {
      lower.clear();
      append_lower(lower, token.of(text));
      hashes_.push_back(tagging::hash_bytes(lower));
    }
  }

  std::string run() && {
    for (const text::Sentence& sentence : text::split_sentences(text_, tokens_)) {
      for (std::size_t i = sentence.first; i < sentence.last;) i = take(i, sentence.last);
      raise_first(sentence.first);
    }
    for (std::size_t i = 0; i < tokens_.size(); ++i)  // who was named in full, by the surname alone
      if (surnames_.contains(hashes_[i]) && !(lists_of(i, i + 1) & common)) raise_first(i);
    return std::move(result_);
  }

 private:
  std::uint32_t lists_of(std::size_t first, std::size_t last) const {
    tagging::Hash phrase = empty_phrase;
    for (std::size_t i = first; i < last; ++i) phrase = phrase_hash(phrase, hashes_[i]);
    return lexicon_.lists.find(phrase);
  }

  /// The name that begins at token `i`, or the token alone; returns what comes after.
  std::size_t take(std::size_t i, std::size_t end) {
    for (std::size_t last = std::min<std::size_t>(end, i + phrase_words_max); last > i + 1; --last) {
      if (!(lists_of(i, last) & whole_names) || is_linking(word(i))) continue;
      for (std::size_t k = i; k < last; ++k)
        if (!is_linking(word(k))) raise(k);
      return last;
    }
    const std::uint32_t lists = lists_of(i, i + 1);
    const bool name = (lists & proper) || ((lists & single_names) && !(lists & common));
    if (word(i) == "i" || name) {
      raise(i);
      if ((lists & given_names) && i + 1 < end && may_be_surname(i + 1)) {
        raise(i + 1);
        surnames_.insert(hashes_[i + 1]);
        return i + 2;
      }
    }
    return i + 1;
  }

  bool may_be_surname(std::size_t i) const {
    const std::string_view form = word(i);
    if (form.size() < 2 || !text::is_word(text::character_class(text::code_point_at(form, 0).value))) return false;
    const std::uint32_t lists = lists_of(i, i + 1);
    return (lists & surnames) || (!(lists & common) && lexicon_.clusters.find(hashes_[i]) == 0);
  }

  std::string_view word(std::size_t i) const { return tokens_[i].of(text_); }

  /// "bbc" -> "BBC" when that is how it is known, else "london" -> "London".
  void raise(std::size_t i) {
    std::string shouted(word(i));
    for (char& c : shouted)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    raise_first(i);
    const Span span = tokens_[i].span;
    const bool known = lexicon_.clusters.find(tagging::hash_bytes(std::string_view(result_).substr(span.start, span.size()))) != 0;
    if (!known && shouted.size() > 1 && lexicon_.clusters.find(tagging::hash_bytes(shouted)) != 0)
      result_.replace(span.start, shouted.size(), shouted);
  }

  void raise_first(std::size_t i) {
    const text::CodePoint point = text::code_point_at(word(i), 0);
    std::string upper;
    text::append_utf8(upper, text::to_upper(point.value));
    if (upper.size() == point.size) result_.replace(tokens_[i].span.start, upper.size(), upper);
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  std::string result_;
  std::vector<text::Token> tokens_;
  std::vector<tagging::Hash> hashes_;  // of the tokens in lower case
  std::unordered_set<tagging::Hash> surnames_;  // that stood after a given name
};

}  // namespace

bool lacks_capitals(std::string_view text, std::span<const text::Token> tokens) {
  std::size_t words = 0, capitals = 0;
  for (const text::Token& token : tokens) {
    const auto kind = text::character_class(text::code_point_at(token.of(text), 0).value);
    words += text::is_word(kind);
    capitals += kind == text::CharacterClass::upper;
  }
  return words >= words_min && capitals * words_per_capital_min <= words;
}

std::string recase(const Lexicon& lexicon, std::string_view text) { return Recaser(lexicon, text).run(); }

}  // namespace newswired::entities
