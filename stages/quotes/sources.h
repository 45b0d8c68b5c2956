#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "stages/quotes/mentions.h"

namespace newswired::quotes {

/// Reads the words of a source: where its head part ends, whether that is a name.
///
/// Borrows everything it is given.
class SourceReader {
 public:
  SourceReader(const Analysis& analysis, std::span<const Entity> entities,
               std::span<const EntityMention> mentions);

  /// Without signs at its ends and the `'s` of a possessive.
  Range trimmed(Range range) const;

  /// Where the head part ends: at a preposition, a comma, a relative pronoun or a conjunction outside names,
  /// when something follows. Not at a verb: in sources those are nouns that the tagger took for one, as in
  /// `Brandt aides`.
  std::uint32_t head_end(Range range) const;

  /// The entity whose mention is the head: `the minister, Ana Brandt` and `a lawyer for the city, Ana
  /// Brandt,` too, but not `Brandt's lawyer`, nor two people, nor a nationality.
  std::optional<std::uint32_t> named_entity(Range range) const;

  /// A name that the entity stage does not know: nothing but capitalised words, one of them at least more
  /// than the capital that begins a sentence.
  std::optional<Range> unknown_name(Range range) const;

  /// One person without a name, such as `a military official`.
  bool is_unnamed_person(Range range) const;

  /// The widest mention that begins at or before token `i` and holds it; none: nullptr.
  const EntityMention* mention_covering(std::uint32_t i) const;
  const EntityMention* mention_at(std::uint32_t i) const;

 private:
  Range without_time(Range range) const;
  Range without_asides(Range range) const;
  bool may_speak(const EntityMention& mention) const;
  std::optional<std::uint32_t> apposition(Range range, std::uint32_t head_end) const;
  const EntityMention* person_at_end(Range range) const;
  std::optional<std::uint32_t> office_holder(Range range, std::uint32_t end) const;
  bool is_office(std::uint32_t i) const;
  std::optional<std::uint32_t> described_twice(Range range, std::uint32_t head_end) const;
  const EntityMention* titled_name_at(std::uint32_t i, std::uint32_t last) const;
  bool names_several(Range range, std::uint32_t head_end) const;
  bool is_tail_of_name(const EntityMention& mention, Range range) const;
  bool is_possessive_end(std::uint32_t i) const;
  bool is_proper_word(std::uint32_t i) const;

  const Analysis& analysis_;
  const std::vector<Token>& tokens_;
  std::span<const Entity> entities_;
  std::span<const EntityMention> mentions_;
  std::map<std::uint32_t, std::size_t> mention_at_;  // by first token; the widest
};

}  // namespace newswired::quotes
