#pragma once

#include <optional>
#include <span>
#include <vector>

#include "proto/entity.h"
#include "stages/quotes/analysis.h"
#include "stages/quotes/pronouns.h"

namespace newswired::quotes {

/// A mention of an entity in tokens.
struct EntityMention {
  Range range;
  std::uint32_t entity = 0;
  MentionForm form = MentionForm::name;
};

/// The mentions of all entities in text order, widest first; those that fit no token are left out.
std::vector<EntityMention> mentions_in_tokens(const Analysis& analysis, std::span<const Entity> entities);

/// Those of `mentions` whose first token lies in `tokens`.
std::span<const EntityMention> mentions_beginning_in(std::span<const EntityMention> mentions, Range tokens);

/// What titles before a person's names, the given name and the role tell of the gender.
std::vector<Gender> genders_of(const Analysis& analysis, std::span<const Entity> entities,
                               std::span<const EntityMention> mentions);

/// The gender of those whom a noun is said of: `wife`, `spokesman`.
Gender gender_of_noun(Key form);

/// The gender of `he`, `her`, `himself`…; nothing for other words and for capitals, which stand for other
/// things.
std::optional<Gender> pronoun_gender(const Token& token);

/// Whether a finite verb follows the mention, and whether it is a verb of saying (which may also stand
/// before).
struct SubjectFacts {
  bool is_subject = false, is_speaking = false;
};
SubjectFacts subject_facts(const Analysis& analysis, Range mention);

}  // namespace newswired::quotes
