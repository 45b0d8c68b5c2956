#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "stages/entities/words.h"

namespace newswired::entities {

/// The dropout groups of features, in their two low bits (see tagging/trainer): what a trainer hides together, so that
/// the model learns to live without it.
enum FeatureGroup : Hash { plain = 0, own_words = 1, gazetteers = 2, document = 3 };

/// How a document uses each of its words: evidence for the words' other places.
class Usage {
 public:
  static constexpr std::size_t places_max = 12;

  struct Entry {
    std::uint32_t lower_count = 0;   ///< Uses in lower case.
    std::uint32_t inside_count = 0;  ///< Capitalised uses that do not begin a sentence.
    std::uint32_t place_count = 0;
    std::array<std::uint32_t, places_max> places{};  ///< Words of its first capitalised uses.
  };

  explicit Usage(const Words& words);
  const Entry& of(std::size_t word) const { return entries_[entry_of_word_[word]]; }

 private:
  std::vector<std::uint32_t> entry_of_word_;
  std::vector<Entry> entries_;
};

/// The features of a sentence's tokens, all in one buffer that is used again.
struct SentenceFeatures {
  std::vector<Hash> hashes;
  std::vector<std::uint32_t> begins;  ///< Where each token's features begin; one more at the end.

  std::span<const Hash> of(std::size_t token) const {
    return {hashes.data() + begins[token], begins[token + 1] - begins[token]};
  }
};

/// Writes the first stage's features of sentence `sentence` into `out`. `usage` null: the document is not known, its
/// evidence is left out. Pure; the same words give the same features on every machine.
void extract_features(const Words& words, std::size_t sentence, const Usage* usage, SentenceFeatures& out);

}  // namespace newswired::entities
