#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stages/entities/lexicon.h"
#include "stages/tagging/hash.h"
#include "stages/text/tokens.h"

namespace newswired::entities {

using tagging::Hash;

/// Where in a gazetteer's phrase a word stands; bits.
enum ListPlace : std::uint8_t { whole = 1, first_of_phrase = 2, last_of_phrase = 4, inside_phrase = 8 };

/// A token as the model sees it.
struct Word {
  std::string_view form;  ///< Borrowed from the text.
  Span span;              ///< In the text it came from.
  Hash form_hash = 0, lower = 0;
  Hash shape = 0;       ///< "Xx", runs shortened to one
  Hash long_shape = 0;  ///< "Xxxxx", runs up to four
  std::array<Hash, 4> prefix{}, suffix{};
  std::array<std::uint8_t, list_count> list_places{};  ///< ListPlace bits for each list.
  std::uint32_t lists = 0;                             ///< A bit for each list with a place.
  std::uint32_t clusters = 0;                          ///< Packed, 0 when unknown.
  std::uint32_t sentence = 0;
  std::uint32_t run_first = 0, run_last = 0;  ///< The run of capitalised words it belongs to, both inclusive.
  std::uint32_t lower_at = 0, lower_size = 0;
  bool capital = false;       ///< Begins with a capital.
  bool all_capitals = false;  ///< Two letters or more, none lower case.
  bool has_digit = false;
  bool is_sign = false;  ///< No letter or digit at its head.
};

/// Half-open range of words.
struct WordRange {
  std::uint32_t first = 0, last = 0;
};

/// The words of one document, sentence by sentence. The texts given must outlive it.
class Words {
 public:
  explicit Words(const Lexicon& lexicon) : lexicon_(&lexicon) {}

  /// Adds a sentence of `text`.
  void add_sentence(std::string_view text, std::span<const text::Token> tokens);

  /// The words, in order; `run_*` and `sentence` index into this and `sentences()`.
  const std::vector<Word>& all() const { return words_; }
  const std::vector<WordRange>& sentences() const { return sentences_; }
  const Word& operator[](std::size_t i) const { return words_[i]; }
  std::size_t size() const { return words_.size(); }

  /// Whether these words are a whole phrase of a list.
  bool is_listed(WordRange words, std::size_t list) const {
    const auto first = words_[words.first].list_places[list], last = words_[words.last - 1].list_places[list];
    return words.last - words.first == 1 ? (first & whole) != 0 : (first & first_of_phrase) && (last & last_of_phrase);
  }

  std::string_view lower(const Word& word) const {
    return std::string_view(lower_text_).substr(word.lower_at, word.lower_size);
  }

 private:
  Word make_word(std::string_view form);
  void find_runs(WordRange sentence);
  void match_lists(WordRange sentence);

  const Lexicon* lexicon_;
  std::vector<Word> words_;
  std::vector<WordRange> sentences_;
  std::string lower_text_;
};

/// The lower case of a word as `Word::lower` hashes it, appended to `out`.
void append_lower(std::string& out, std::string_view form);

}  // namespace newswired::entities
