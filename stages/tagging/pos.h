#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "proto/result.h"
#include "stages/tagging/words.h"

namespace newswired::tagging {

/// Penn Treebank parts of speech, as GUM uses them.
enum class Tag : std::uint8_t {
  NN,
  IN,
  DT,
  NNP,
  JJ,
  comma,
  stop,
  NNS,
  PRP,
  RB,
  CC,
  VB,
  VBD,
  VBZ,
  CD,
  VBP,
  VBN,
  VBG,
  TO,
  PRPS,
  MD,
  colon,
  UH,
  LRB,
  RRB,
  WDT,
  HYPH,
  WRB,
  POS,
  NNPS,
  WP,
  close,
  open,
  RP,
  EX,
  JJR,
  FW,
  RBR,
  JJS,
  SYM,
  PDT,
  RBS,
  LS,
  dollar,
  WPS,
  ADD,
  NFP,
  none,  ///< Outside a sentence.
};
inline constexpr int tag_count = static_cast<int>(Tag::none);

std::string_view to_string(Tag tag);  ///< "NN", "PRP$", ","
std::optional<Tag> tag_from(std::string_view penn_name);

inline bool is_noun(Tag t) {
  return t == Tag::NN || t == Tag::NNS || t == Tag::NNP || t == Tag::NNPS;
}
inline bool is_proper(Tag t) {
  return t == Tag::NNP || t == Tag::NNPS;
}
inline bool is_finite(Tag t) {
  return t == Tag::VBD || t == Tag::VBZ || t == Tag::VBP || t == Tag::MD;
}
inline bool is_verb(Tag t) {
  return is_finite(t) || t == Tag::VB || t == Tag::VBN || t == Tag::VBG;
}

/// Words as the tagger reads quotation marks, whatever their spelling.
const Word& opening_mark();
const Word& closing_mark();

/// Greedy part-of-speech tagger: averaged perceptron weights (Collins 2002), 8 bits each.
///
/// Borrows the bytes it was opened on, which must outlive it. Thread-safe for const use.
class PosTagger {
 public:
  /// Knows nothing: every word is a noun.
  PosTagger() = default;

  /// Reads what `PosTrainer` wrote; refuses other bytes.
  static Result<PosTagger> open(std::string_view bytes);

  /// Tags one sentence; `tags` has its size. Linear.
  void tag(std::span<const Word> sentence, std::span<Tag> tags) const;

 private:
  std::uint32_t slot_mask_ = 0;
  const char* offsets_ = nullptr;  // slot_mask_ + 2 numbers of 32 bits: where a slot's pairs begin
  const char* pairs_ = nullptr;    // (tag, weight)
};

/// The largest number of features a token has.
inline constexpr int pos_features_max = 40;

/// The features of token `i`, given the two tags before it; returns how many were written. Shared with the
/// trainer.
int pos_features(std::span<const Word> sentence, std::size_t i, Tag previous, Tag before_previous, Key* out);

}  // namespace newswired::tagging
