#pragma once

#include <span>
#include <string>
#include <vector>

#include "stages/entities/pronouns.h"

namespace newswired::entities {

/// The words of a mention without a name, and whose it is.
struct ResolvedNominal {
  std::uint32_t person;
  WordRange words;
};

/// Finds where "the minister", "the prime minister" can only mean one person: the only one of the article
/// whose role has that head (`roles[person]`, empty when there is none) and the other words, and the one
/// named last, at most four sentences ago. Silent inside quotation marks, and before "of", "for" or another
/// noun. `mentions` in text order; linear.
std::vector<ResolvedNominal> resolve_nominals(const Words& words, std::span<const PersonMention> mentions,
                                              std::span<const std::string> roles);

}  // namespace newswired::entities
