#pragma once

#include <limits>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stages/quotes/sources.h"

namespace newswired::quotes {

/// Whether the noun may stand for one known person: `minister`, `nominee`, `wife`.
bool is_person_role(std::string_view word);

/// Who spoke before, as far as a description may go on with them.
struct Speech {
  std::uint32_t entity = 0;
  std::uint32_t token = 0;  ///< Where.
};

/// Finds out whom a description stands for: `the minister`, `his wife`, `the union`, and in a headline or
/// lead `a judge` who is named further down. By what the text itself says before and after names; nobody when
/// two fit. Borrows everything it is given.
class Descriptions {
 public:
  Descriptions(const Analysis& analysis, std::span<const Entity> entities,
               std::span<const EntityMention> mentions, std::span<const Gender> genders,
               const SourceReader& reader);

  /// `the Republican nominee`, `his wife`: a person named before; without any evidence the last speaker, for
  /// nouns by which writers avoid repeating a name. `people` are the persons named before, latest first.
  std::optional<std::uint32_t> person(Range source, const std::vector<std::uint32_t>& people,
                                      std::optional<Speech> last_speaker) const;

  /// `A judge has rejected…` in the lead: the only person of that role whom the text names later.
  std::optional<std::uint32_t> person_named_later(Range source) const;

  /// `A union of ferry workers` in the lead: the only union of the kind that the text names later.
  std::optional<std::uint32_t> organisation_named_later(Range source) const;

  /// `the company`, `the union`: an organisation named before.
  std::optional<std::uint32_t> organisation(Range source, std::optional<Speech> last_speaker) const;

 private:
  using Words = std::set<std::string, std::less<>>;

  /// `the Republican nominee`, by role class.
  struct Noun {
    std::string head;
    std::vector<std::string> modifiers;
  };

  void read_description(const EntityMention& mention, Words& words, Words& related, Words& served) const;
  Noun read_noun(Range source) const;
  bool is_other_court(Range source, std::string_view name) const;
  bool other_may_be_meant(std::uint32_t entity, std::uint32_t from, std::uint32_t to) const;
  bool serves_same(Range source, std::uint32_t head_end, std::uint32_t person) const;
  bool fits_gender(std::uint32_t person, std::uint32_t noun) const;
  std::optional<std::uint32_t> only_organisation_before(std::uint32_t token) const;
  double evidence(std::uint32_t person, const Noun& noun) const;

  const Analysis& analysis_;
  const std::vector<Token>& tokens_;
  std::span<const Entity> entities_;
  std::span<const EntityMention> mentions_;
  std::span<const Gender> genders_;  // by entity
  const SourceReader& reader_;
  std::vector<Words> described_;  // by entity: words said of it, by role class
  std::vector<Words>
      related_;  // those said of somebody they are related to: `Ana Brandt, the mayor's daughter`
  std::vector<Words>
      served_;  ///< By entity: the last names of the persons whose role stands before the name.
  // The first organisation whose name does not tell that it is no company, and where another one follows.
  std::optional<Speech> may_be_company_;
  std::uint32_t other_company_at_ = std::numeric_limits<std::uint32_t>::max();
};

}  // namespace newswired::quotes
