#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "proto/result.h"
#include "stages/text/tokens.h"

namespace newswired::entities {

/// A sentence as our tokeniser sees it, with the labels each token may have.
struct TrainingSentence {
  std::vector<text::Token> tokens;
  std::vector<std::uint32_t> allowed;  ///< A bit for each label that is not wrong.
};

struct TrainingDocument {
  std::string text;
  std::vector<TrainingSentence> sentences;
  bool known = false;  ///< Its borders are: it is a document, not a stray sentence.
  float weight = 1;
};

/// How to read one file of `token<TAB>IOB2 tag` lines.
struct CorpusFile {
  std::string path;
  float weight = 1;
  bool joins_hyphens = false;   ///< Its tokeniser splits "Al - Sisi"; running text does not.
  bool lacks_misc = false;      ///< Nobody looked for miscellaneous names: a capitalised O may be one.
};

/// Sentences of five tokens or more, by their words: what must stay out of training.
using SentenceSet = std::unordered_set<std::uint64_t>;
Result<SentenceSet> read_sentence_set(const std::string& path);

/// Reads a file into documents. Each sentence is written out as running text and split by our own tokeniser, so that
/// training sees what the daemon will see; where the two disagree about a name's borders any label is allowed.
/// `left_out` sentences are skipped.
Result<std::vector<TrainingDocument>> read_corpus(const CorpusFile& file, const SentenceSet& left_out);

/// The document in capitals, or with the first letter of each longer word capitalised, as headlines are.
TrainingDocument in_capitals(const TrainingDocument& document);
TrainingDocument in_title_case(const TrainingDocument& document);

}  // namespace newswired::entities
