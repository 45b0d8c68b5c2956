#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stages/entities/words.h"
#include "stages/text/given_names.h"

namespace newswired::entities {

/// A person as he/she is looked for.
struct PersonMention {
  std::uint32_t person = 0;  ///< Any number that tells persons apart.
  WordRange words;
};

/// A pronoun and whom it means.
struct ResolvedPronoun {
  std::uint32_t person = 0;
  std::uint32_t word = 0;
};

/// Finds whom `he`, `she`, `him`, `her`, `his`, `hers` mean: the person of a fitting gender named (or meant) last, within
/// the sentence or the three before it, a sentence's first person before its others. Silent inside quotation marks, where
/// the pronoun is seldom the speaker, and where nobody fits. `mentions` in text order; `genders[person]`. Linear.
std::vector<ResolvedPronoun> resolve_pronouns(const Words& words, std::span<const PersonMention> mentions,
                                              std::span<const text::Gender> genders);

}  // namespace newswired::entities
