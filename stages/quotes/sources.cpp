#include "stages/quotes/sources.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "stages/quotes/descriptions.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

constexpr std::uint32_t longest_name = 6;
// `the Rt. Rev.` before a name in an apposition.
constexpr std::uint32_t title_tokens_max = 5;
// `(D-Lower Tamme)`
constexpr std::uint32_t bracket_tokens_max = 8;

/// `RealClearPolitics`: a capital after a small letter is the mark of a firm, a site, a paper.
bool has_inner_capital(std::string_view word) {
  for (std::size_t i = 1; i < word.size(); ++i)
    if (std::isupper(static_cast<unsigned char>(word[i])) &&
        std::islower(static_cast<unsigned char>(word[i - 1])))
      return true;
  return false;
}

}  // namespace

SourceReader::SourceReader(const Analysis& analysis, std::span<const Entity> entities,
                           std::span<const EntityMention> mentions)
    : analysis_(analysis), tokens_(analysis.tokens), entities_(entities), mentions_(mentions) {
  for (std::size_t m = 0; m < mentions.size(); ++m) mention_at_.emplace(mentions[m].range.first, m);
}

Range SourceReader::trimmed(Range range) const {
  while (range.size() > 1 && !tokens_[range.first].word.has_letter) ++range.first;
  while (range.size() > 1 && (!tokens_[range.last - 1].word.has_letter || is_possessive_end(range.last - 1)))
    --range.last;
  return without_time(range);
}

/// `Ana Brandt this week`, `Ana Brandt herself`: only the name, when that is all that stands before.
Range SourceReader::without_time(Range range) const {
  const auto last_is = [&](std::uint32_t end, std::initializer_list<Key> words) {
    return end > range.first && std::ranges::find(words, tokens_[end - 1].word.form) != words.end();
  };
  std::uint32_t end = range.last;
  if (last_is(end, {"himself"_key, "herself"_key, "itself"_key, "then"_key, "also"_key, "today"_key,
                    "yesterday"_key, "tonight"_key, "later"_key, "earlier"_key, "recently"_key})) {
    --end;
  } else if (last_is(end, {"week"_key, "weekend"_key, "month"_key, "year"_key, "day"_key, "morning"_key,
                           "afternoon"_key, "evening"_key, "night"_key, "monday"_key, "tuesday"_key,
                           "wednesday"_key, "thursday"_key, "friday"_key, "saturday"_key, "sunday"_key})) {
    --end;
    while (last_is(end, {"this"_key, "last"_key, "that"_key, "earlier"_key, "later"_key, "the"_key,
                         "same"_key, "on"_key, "late"_key, "early"_key}))
      --end;
  }
  if (end == range.last || end == range.first) return range;
  const EntityMention* name = mention_covering(end - 1);
  return name && name->range.last == end ? Range{range.first, end} : range;
}

/// The `'s` of `Brandt's claim`, whose source is `Brandt's`.
bool SourceReader::is_possessive_end(std::uint32_t i) const {
  return tokens_[i].word.form == "'s"_key && !mention_covering(i);
}

const EntityMention* SourceReader::mention_at(std::uint32_t i) const {
  const auto found = mention_at_.find(i);
  return found == mention_at_.end() ? nullptr : &mentions_[found->second];
}

const EntityMention* SourceReader::mention_covering(std::uint32_t i) const {
  auto next = mention_at_.upper_bound(i);
  if (next == mention_at_.begin()) return nullptr;
  const EntityMention& mention = mentions_[std::prev(next)->second];
  return mention.range.contains(i) ? &mention : nullptr;
}

std::uint32_t SourceReader::head_end(Range range) const {
  for (std::uint32_t i = range.first + 1; i + 1 < range.last; ++i) {
    const Tag tag = tokens_[i].tag;
    // `a union representing ferry workers`, but `the standing committee`.
    const bool tells_more =
        tag == Tag::VBG && tokens_[range.first].tag == Tag::DT && tagging::is_noun(tokens_[i - 1].tag);
    const bool cuts = tells_more || tag == Tag::IN || tag == Tag::TO || tag == Tag::WP || tag == Tag::WDT ||
                      tag == Tag::CC || tokens_[i].word.form == ","_key || tokens_[i].word.form == "("_key;
    if (!cuts || mention_covering(i)) continue;
    // `Ana Brandt — who said…`
    std::uint32_t end = i;
    while (end > range.first + 1 && !tokens_[end - 1].word.has_letter) --end;
    return end;
  }
  return range.last;
}

bool SourceReader::may_speak(const EntityMention& mention) const {
  if (mention.form == MentionForm::pronoun) return false;
  if (entities_[mention.entity].type != EntityType::misc) return true;
  return has_inner_capital(entities_[mention.entity].name);
}

/// Without `, who…`, `, from…` and a last bracket.
Range SourceReader::without_asides(Range range) const {
  for (std::uint32_t i = range.first + 1; i + 1 < range.last; ++i) {
    const bool tells_more = tokens_[i].word.form == ","_key &&
                            (tokens_[i + 1].tag == Tag::WP || tokens_[i + 1].word.form == "from"_key);
    if (tells_more && !mention_covering(i)) range.last = i;
  }
  const std::uint32_t from =
      range.size() > bracket_tokens_max ? range.last - bracket_tokens_max : range.first;
  for (std::uint32_t i = range.last - 1; i > from; --i)
    if (tokens_[i].word.form == "("_key && !mention_covering(i)) return {range.first, i};
  return range;
}

std::optional<std::uint32_t> SourceReader::named_entity(Range range) const {
  if (tokens_[range.first].tag == Tag::IN && range.size() > 1 && !mention_covering(range.first))
    ++range.first;
  if (names_several(range, head_end(range))) return std::nullopt;
  range = without_asides(range);
  const std::uint32_t end = head_end(range);
  if (const auto holder = office_holder(range, end)) return holder;
  if (names_several(range, end)) return std::nullopt;
  if (end < range.last && tokens_[end].tag == Tag::CC) return described_twice(range, end);
  if (const EntityMention* head = mention_covering(end - 1)) {
    const bool whole = head->range.first >= range.first && head->range.last <= range.last;
    return whole && may_speak(*head) && !is_tail_of_name(*head, range) ? std::optional(head->entity)
                                                                       : std::nullopt;
  }
  return apposition(range, end);
}

/// `Free Tamme`, where only the place is known: a longer name of somebody else.
bool SourceReader::is_tail_of_name(const EntityMention& mention, Range range) const {
  return entities_[mention.entity].type == EntityType::location && mention.range.first > range.first &&
         is_proper_word(mention.range.first - 1) && !mention_covering(mention.range.first - 1);
}

/// Two people say nothing together: `Ana Brandt (Lower Tamme) and Ivo Lind`, `Ana Brandt, and other mayors`.
bool SourceReader::names_several(Range range, std::uint32_t end) const {
  // `Ana Brandt, founder of the River and Bridge Society`: what follows tells of her.
  const EntityMention* head = mention_covering(end - 1);
  const bool is_told_of = head && entities_[head->entity].type == EntityType::person &&
                          end + 1 < range.last && tokens_[end].word.form == ","_key && !mention_at(end + 1) &&
                          tokens_[end + 1].tag != Tag::CC;
  for (std::uint32_t i = end; i + 1 < range.last; ++i) {
    if (tokens_[i].tag != Tag::CC || mention_covering(i)) continue;
    if (is_told_of && tokens_[i - 1].word.form != ","_key) continue;
    const Token& next = tokens_[i + 1];
    // `Lind's neighbour in both Tamme and Lower Tamme, Ana Brandt`
    const EntityMention* joined = mention_at(i + 1);
    const bool is_place = joined && i > end && entities_[joined->entity].type == EntityType::location;
    if ((joined && !is_place) || next.tag == Tag::PRPS || next.word.form == "other"_key ||
        next.word.form == "others"_key)
      return true;
  }
  return false;
}

/// The person whose name the range ends with.
const EntityMention* SourceReader::person_at_end(Range range) const {
  const EntityMention* name = mention_covering(range.last - 1);
  const bool is_person = name && name->form == MentionForm::name && name->range.last == range.last &&
                         entities_[name->entity].type == EntityType::person;
  return is_person ? name : nullptr;
}

/// `Secretary of State Ana Brandt`, `Attorney for the District of Tamme Ana Brandt`, but not `the wife of
/// Senator Ana Brandt`.
std::optional<std::uint32_t> SourceReader::office_holder(Range range, std::uint32_t end) const {
  const EntityMention* name = person_at_end(range);
  if (!name || end + 1 >= name->range.first || !is_office(end - 1)) return std::nullopt;
  const EntityMention* before = mention_covering(name->range.first - 1);
  const bool is_for_place =
      tokens_[end].word.form == "for"_key && before && entities_[before->entity].type != EntityType::person;
  if (tokens_[end].word.form != "of"_key && !is_for_place) return std::nullopt;
  for (std::uint32_t i = end + 1; i < name->range.first; ++i) {
    const Token& token = tokens_[i];
    const EntityMention* other = mention_covering(i);
    const bool is_field = tagging::is_noun(token.tag) || token.tag == Tag::JJ || token.tag == Tag::CC ||
                          (token.tag == Tag::DT && i == end + 1) ||
                          (is_for_place && token.word.form == "of"_key);
    // `Chief of Army Staff General Ana Brandt`
    const bool is_rank = i > end + 1 && i + 1 == name->range.first;
    if (!is_field || (is_person_role(analysis_.word(i)) && !is_rank) ||
        (other && entities_[other->entity].type == EntityType::person))
      return std::nullopt;
  }
  return name->entity;
}

/// What somebody is the holder of: `secretary`, `minister`.
bool SourceReader::is_office(std::uint32_t i) const {
  static const std::array<Key, 13> offices = {
      "secretary"_key, "undersecretary"_key, "minister"_key,       "director"_key, "head"_key,
      "chief"_key,     "commissioner"_key,   "superintendent"_key, "dean"_key,     "professor"_key,
      "chairman"_key,  "chair"_key,          "attorney"_key};
  return std::find(offices.begin(), offices.end(), tokens_[i].word.form) != offices.end();
}

/// `presidential contender and former mayor Ana Brandt`: one person with two roles.
std::optional<std::uint32_t> SourceReader::described_twice(Range range, std::uint32_t end) const {
  const EntityMention* name = person_at_end(range);
  if (!name || name->range.first <= end) return std::nullopt;
  const bool is_role = is_person_role(analysis_.word(end - 1)) ||
                       (tokens_[end - 1].tag == Tag::NN &&
                        is_person_role(analysis_.word(name->range.first - 1)) && !mention_covering(end - 1));
  if (!is_role) return std::nullopt;
  // `author and one of the organisers, Ana Brandt`
  const bool is_one_of = name->range.first > end + 3 && tokens_[end + 1].word.form == "one"_key &&
                         tokens_[end + 2].word.form == "of"_key;
  if (is_one_of && tokens_[name->range.first - 1].word.form == ","_key) return name->entity;
  for (std::uint32_t i = end + 1; i < name->range.first; ++i)
    if (tokens_[i].tag == Tag::DT || tokens_[i].tag == Tag::PRPS || tokens_[i].word.form == ","_key)
      return std::nullopt;
  return name->entity;
}

/// The name that stands at token `i`, or behind a title there: `the Rev. Ana Brandt`, `Mr Lind`, `state
/// Senator Ivo Lind`.
const EntityMention* SourceReader::titled_name_at(std::uint32_t i, std::uint32_t last) const {
  std::uint32_t end = std::min(last, i + title_tokens_max);
  bool is_told = false;  // by common words, as only people are
  for (; i < end; ++i) {
    const EntityMention* name = mention_at(i);
    // `Tamme Senator Ivo Lind`
    if (name && entities_[name->entity].type == EntityType::location && name->range.last < end &&
        is_proper_word(name->range.last)) {
      i = name->range.last - 1;
      continue;
    }
    // `Tamme River Society board member Ana Brandt`
    if (name && entities_[name->entity].type == EntityType::organization && name->range.last < last &&
        tokens_[name->range.last].tag == Tag::NN && !mention_at(name->range.last)) {
      end = std::min(last, name->range.last + title_tokens_max);
      i = name->range.last - 1;
      continue;
    }
    if (name) return is_told && entities_[name->entity].type != EntityType::person ? nullptr : name;
    if (tokens_[i].word.form == "the"_key || tokens_[i].word.form == "."_key || is_proper_word(i)) continue;
    if (tokens_[i].tag != Tag::NN && tokens_[i].tag != Tag::JJ) return nullptr;
    is_told = true;
  }
  return nullptr;
}

std::optional<std::uint32_t> SourceReader::apposition(Range range, std::uint32_t end) const {
  // `the minister, Ana Brandt`; after more words only one person can be meant: `a lawyer for the city, Ana
  // Brandt`. And `the owner, Tamme Rail`.
  std::uint32_t head = end - 1;
  while (head > range.first && !tokens_[head].word.has_letter) --head;
  if (tokens_[head].tag == Tag::NNS || tokens_[head].tag == Tag::NNPS) return std::nullopt;
  for (std::uint32_t i = end; i + 1 < range.last; ++i) {
    if (tokens_[i].word.form != ","_key || mention_covering(i)) continue;
    const EntityMention* name = titled_name_at(i + 1, range.last);
    if (!name || name->form != MentionForm::name || name->range.last > range.last) continue;
    const EntityType type = entities_[name->entity].type;
    const bool may_stand_for = type == EntityType::person ||
                               (type == EntityType::organization && !is_person_role(analysis_.word(end - 1)));
    if (!may_stand_for) continue;
    if (name->range.last == range.last) return name->entity;
    const Token& next = tokens_[name->range.last];
    // `another pollster, Ana Brandt of the University of Tamme`
    const bool is_told_of =
        type == EntityType::person && (next.word.form == "of"_key || next.word.form == "at"_key ||
                                       next.word.form == "with"_key || next.word.form == "("_key);
    if (next.word.form == ","_key || is_told_of) return name->entity;
  }
  return std::nullopt;
}

bool SourceReader::is_proper_word(std::uint32_t i) const {
  return tagging::is_proper(tokens_[i].tag) && tokens_[i].word.is_capitalised;
}

std::optional<Range> SourceReader::unknown_name(Range range) const {
  Range words{range.first, head_end(range)};
  if (names_several(range, words.last)) return std::nullopt;
  // `Ministry of Roads`: the name goes on after `of` and `for`.
  while (words.last + 1 < range.last &&
         (tokens_[words.last].word.form == "of"_key || tokens_[words.last].word.form == "for"_key) &&
         is_proper_word(words.last + 1)) {
    words.last += 2;
    while (words.last < range.last && is_proper_word(words.last)) ++words.last;
  }
  if (words.last < range.last && tokens_[words.last].tag == Tag::CC) return std::nullopt;
  if (tokens_[words.first].word.form == "the"_key && words.size() > 1) ++words.first;
  if (words.size() > longest_name) return std::nullopt;
  for (std::uint32_t i = words.first; i < words.last; ++i) {
    const bool joins = tokens_[i].word.form == "of"_key || tokens_[i].word.form == "for"_key;
    if (!is_proper_word(i) && !(joins && i > words.first)) return std::nullopt;
  }
  // `the Prime Minister`
  const std::string_view first_word = analysis_.word(words.first);
  const Key first_form = tokens_[words.first].word.form;
  const bool is_office = words.size() <= 2 || first_form == "acting"_key || first_form == "former"_key;
  if (is_office && is_person_role(analysis_.word(words.last - 1)) && !has_inner_capital(first_word) &&
      text::gender_of_given_name(first_word) == Gender::unknown)
    return std::nullopt;
  // `Judge rejects…`, `Poll: …`: one common word with the capital of its sentence or headline.
  if (words.size() == 1) {
    const Token& word = tokens_[words.first];
    const bool begins =
        word.sentence < analysis_.sentences.size() && analysis_.sentences[word.sentence].first == words.first;
    const bool is_also_common = std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& other) {
      return other.word.form == word.word.form && !other.word.is_capitalised;
    });
    if (is_also_common || begins) return std::nullopt;
  }
  return words;
}

bool SourceReader::is_unnamed_person(Range range) const {
  const Key first = tokens_[range.first].word.form;
  const std::uint32_t head = head_end(range) - 1;
  const bool is_plural = tokens_[head].tag == Tag::NNS || tokens_[head].tag == Tag::NNPS;
  const bool is_indefinite =
      first == "a"_key || first == "an"_key || first == "one"_key || first == "another"_key;
  const bool is_definite = first == "the"_key || tokens_[range.first].tag == Tag::PRPS;
  return !is_plural && (is_indefinite || (is_definite && is_person_role(analysis_.word(head))));
}

}  // namespace newswired::quotes
