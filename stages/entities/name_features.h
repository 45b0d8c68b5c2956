#pragma once

#include <span>
#include <utility>
#include <vector>

#include "stages/entities/found_name.h"

namespace newswired::entities {

/// A feature of the second stage and its value.
using NameFeature = std::pair<Hash, float>;

/// The second stage's evidence about each found name of one document: its words and surroundings, what the first stage
/// thought of it, and what it thought of the document's other mentions of the same or a related name. Pure.
std::vector<std::vector<NameFeature>> extract_name_features(const Words& words, std::span<const FoundName> names);

}  // namespace newswired::entities
