#pragma once

#include <string>
#include <vector>

#include "proto/entity.h"
#include "stages/entities/found_name.h"

namespace newswired::entities {

/// A name as the reader is told of it.
struct RefinedName {
  Span span;          ///< In the text the words came from; may be a part of a word: "Vienna" of "Vienna-based".
  WordRange words;    ///< The words it stands in.
  EntityType type = EntityType::misc;
};

/// What is certain enough to need no weights, applied to the names that both stages found. In text order.
///
/// - Spans: no title before a person's name, no possessive after a name, no month before it; "Amman, Jordan" is two
///   places; "American Tyson" a nationality and a person; a name without a letter is none, nor is a weekday.
/// - Types: a word that only ever means a nationality is misc; a town in capitals at the head of a dispatch a location.
/// - Compounds: the place, people or known name in "Vienna-based", "pro-Iranian", "China-US".
std::vector<RefinedName> refine_names(const Words& words, const std::vector<FoundName>& names);

}  // namespace newswired::entities
