#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "stages/quotes/lexicon.h"

namespace newswired::quotes {

/// How often each entry of the lexicon was seen, in all and in each group of documents.
class LexiconCounts {
 public:
  enum class Kind : std::uint8_t { cue, source };  ///< Which classes its rate has.

  void add(std::uint32_t group, Key entry, bool positive, Kind kind);

  /// The lexicon without what `group` taught, so that training sees it as a new text will.
  Lexicon without(std::uint32_t group) const;

  /// The whole lexicon as `WeightTable` bytes with rows of one number, the rate.
  std::string table() const;

 private:
  struct Count {
    std::uint32_t positive = 0, total = 0;
    Kind kind = Kind::cue;
  };
  static Rate rate(const Count& count);

  std::unordered_map<Key, Count> all_;
  std::unordered_map<Key, Count> by_group_;  // by entry and group
};

}  // namespace newswired::quotes
