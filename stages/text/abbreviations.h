#pragma once

#include <string_view>

namespace newswired::text {

/// What a full stop after a word means.
enum class Abbreviation {
  none,        ///< No abbreviation known: the full stop ends a sentence.
  title,       ///< `Mr`, `Gen`: a name follows, so it never ends a sentence.
  general,     ///< `Inc`, `Jan`: may end a sentence.
  before_number,  ///< `No`, `p`: an abbreviation only when a number follows.
};

/// `word` without its full stop, in any case.
Abbreviation abbreviation_kind(std::string_view word);

}  // namespace newswired::text
