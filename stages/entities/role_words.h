#pragma once

#include <string_view>

namespace newswired::entities {

/// What words can do in a role, by their lower case. The lists were written from general knowledge of English news.

/// What a person can be, and so the head of a role: "minister", "economist", "secretary-general".
bool is_role_head(std::string_view lower);

/// A head that says something only beside other words ("police chief"), or in capitals inside a sentence ("Chief Ana Ruiz").
bool is_weak_head(std::string_view lower);

/// Whether a lower-case word may stand before a role's head: what is no function word, verb, adverb or plural.
bool may_modify_role(std::string_view lower);

/// Words behind which a verb stands: "to", "would", "they".
bool marks_verb(std::string_view lower);

/// Joins a head to what it is head of: "of", "for", "at".
bool is_role_link(std::string_view lower);

/// Whether a lower-case word after a role's head ends the role: verbs, participles, relative pronouns.
bool ends_role(std::string_view lower);

/// "the", "a", "his".
bool is_determiner(std::string_view lower);

/// Capitalised at the start of a sentence without being part of a role: "But", "Meanwhile".
bool is_opener(std::string_view lower);

/// Stands between a role and a name, and is none itself: "Mr", "Dr".
bool is_courtesy(std::string_view lower);

}  // namespace newswired::entities
