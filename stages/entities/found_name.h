#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "stages/entities/labels.h"
#include "stages/entities/words.h"

namespace newswired::entities {

/// A name that the first stage found, or a repeat of one that it left out (type `no_name`).
struct FoundName {
  WordRange words;
  std::uint32_t sentence = 0;
  int type = no_name;
  std::array<float, type_count + 1> score{};        ///< Of the words under each type, the rest of the path fixed.
  std::array<float, type_count + 1> probability{};  ///< Softmax of `score`.
  Hash key = 0;                                     ///< The same for the same name: without "the" and "'s".

  std::uint32_t size() const { return words.last - words.first; }
};

/// One sentence as the first stage leaves it.
struct TaggedSentence {
  std::vector<float> scores;       ///< [token * label_count + label]
  std::vector<std::uint8_t> path;  ///< The label of each token.
};

/// The key of a name: its lower case words without a leading "the" or a closing "'s".
Hash name_key(const Words& words, WordRange name);

/// The names of a document's best paths, in text order, and as `no_name` the capitalised repeats of a found name, or of
/// a person's last word, that the paths leave out.
std::vector<FoundName> collect_names(const Words& words, std::span<const TaggedSentence> sentences,
                                     const tagging::Transitions& transitions);

}  // namespace newswired::entities
