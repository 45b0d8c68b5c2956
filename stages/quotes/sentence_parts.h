#pragma once

#include "stages/quotes/analysis.h"

namespace newswired::quotes {

/// How many words lie in a range; signs are none.
int words_in(const Analysis& analysis, Range range);
/// Whether anything in a range stands in marks, the marks themselves included.
bool has_marks(const Analysis& analysis, Range range);
bool has_finite_verb(const Analysis& analysis, Range range);

}  // namespace newswired::quotes
