#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/tagging/pos.h"

namespace newswired::tagging {

/// A sentence with its right tags.
struct TaggedSentence {
  std::vector<Word> words;
  std::vector<Tag> tags;
};

struct PosTraining {
  int epochs = 6;
  std::uint64_t seed = 1;
  std::uint32_t slot_bits = 18;  ///< Features share 2^slot_bits rows of weights.
};

/// Trains the averaged perceptron and returns the bytes that `PosTagger::open` reads. The same input and
/// settings give the same bytes.
std::string train_pos(const std::vector<TaggedSentence>& sentences, const PosTraining& settings);

/// The share of tokens that are tagged right.
double pos_accuracy(const PosTagger& tagger, const std::vector<TaggedSentence>& sentences);

/// Reads the sentences of a CoNLL-U file with Penn tags. Words that the file splits at hyphens are joined
/// again, as our tokens have them; quotation marks become `opening_mark()` and `closing_mark()`.
Result<std::vector<TaggedSentence>> read_tagged_sentences(const std::string& path);

}  // namespace newswired::tagging
