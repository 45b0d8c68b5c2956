#pragma once

#include <span>
#include <vector>

#include "proto/quote.h"
#include "stages/quotes/attributions.h"
#include "stages/quotes/mentions.h"

namespace newswired::quotes {

/// Names the speaker of each attribution that has a source, or that carries on from one that had. No
/// evidence, no name: a mere role, two people, a nationality stay unnamed. Pure.
///
/// - a name: the entity whose mention is the head of the source, `Trump's lawyer` being no mention of Trump;
/// - he, she: the ranker, with a bonus for the previous speaker; nobody named in the quote itself;
/// - `the minister`: an entity with that role, told by the entity stage or by the words around its names;
/// - a quote without cue right after a sentence that ends in an attribution: the same speaker.
std::vector<std::optional<Speaker>> find_speakers(const Analysis& analysis,
                                                  std::span<const Attribution> attributions,
                                                  std::span<const Entity> entities,
                                                  const RankerWeights& ranker);

}  // namespace newswired::quotes
