#pragma once

#include <algorithm>
#include <vector>

#include "stages/quotes/analysis.h"

namespace newswired::quotes {

/// Which tokens of a text are taken already, by pieces or candidates.
class TakenTokens {
 public:
  explicit TakenTokens(const Analysis& analysis) : is_taken_(analysis.tokens.size()) {}

  void take(Range range) { std::fill(begin(range), end(range), true); }
  bool is_free(Range range) const { return std::find(begin(range), end(range), true) == end(range); }

 private:
  std::vector<bool>::iterator begin(Range range) { return is_taken_.begin() + range.first; }
  std::vector<bool>::iterator end(Range range) { return is_taken_.begin() + range.last; }
  std::vector<bool>::const_iterator begin(Range range) const { return is_taken_.begin() + range.first; }
  std::vector<bool>::const_iterator end(Range range) const { return is_taken_.begin() + range.last; }

  std::vector<bool> is_taken_;
};

}  // namespace newswired::quotes
