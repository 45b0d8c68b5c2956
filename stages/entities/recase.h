#pragma once

#include <span>
#include <string>
#include <string_view>

#include "stages/entities/lexicon.h"
#include "stages/text/tokens.h"

namespace newswired::entities {

/// Whether a text of these tokens is written without capitals; a short one does not tell. Linear, pure.
bool lacks_capitals(std::string_view text, std::span<const text::Token> tokens);

/// `text` with the capitals that its names would have, as far as `lexicon` knows them: "anna lindqvist told the bbc in
/// london" -> "Anna Lindqvist told the BBC in London". Of the same size, so that offsets hold. Linear, pure.
std::string recase(const Lexicon& lexicon, std::string_view text);

}  // namespace newswired::entities
