#pragma once

#include <string>
#include <string_view>

namespace newswired::dedup {

/// One form for the ways in which editors spell a word: number words and month names, wire abbreviations, British
/// and American spelling. `word` is folded already (lower case, no marks). The result names a class of spellings and
/// need not be a word; it lives in `scratch` or in `word`.
std::string_view usual_spelling(std::string_view word, std::string& scratch);

}  // namespace newswired::dedup
