#pragma once

#include <optional>

#include "proto/span.h"
#include "stages/entities/words.h"

namespace newswired::entities {

/// The role that the text gives to the person named by the words of `name`: the words left of it ("Russian Foreign
/// Minister Sergei Lavrov"), or in apposition before or after it ("the head of the union, Ana Ruiz, …", "Ana Ruiz, chief
/// executive of Acme, …"). Without an article; nothing when there is none. `person_words[i]`: word i is part of some
/// person's name, which ends a role.
std::optional<Span> find_role(const Words& words, WordRange name, const std::vector<bool>& person_words);

/// `mr.`, `dr.`, `president`: words that precede a person's name and are no part of it.
bool is_title(std::string_view lower);

}  // namespace newswired::entities
