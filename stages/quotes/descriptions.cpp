#include "stages/quotes/descriptions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

constexpr std::uint32_t before_words_max = 8, apposition_words_max = 14;
// A description in the first paragraphs may be resolved by a later name.
constexpr std::uint32_t lead_paragraphs = 3, named_later_paragraphs = 8, lead_sentences = 30;
// `ferry` may tell which union is meant, `of` does not.
constexpr std::size_t telling_letters_min = 4;
// Whoever was named before that many others is not meant.
constexpr std::size_t described_people_max = 200;
// How far back the last speaker may have spoken for `the businessman` to go on with them, in sentences.
constexpr std::uint32_t continued_sentences_max = 3, organisation_sentences_max = 6;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (out.ends_with('.')) out.pop_back();
  return out;
}

/// Nouns for one person; those in a line stand for one another.
constexpr std::array<std::string_view, 42> role_classes = {
    "lawmaker legislator senator sen representative rep congressman congresswoman",
    "nominee candidate contender hopeful",
    "frontrunner front-runner",
    "judge justice magistrate",
    "lawyer attorney counsel",
    "spokesman spokeswoman spokesperson",
    "businessman businesswoman mogul billionaire developer magnate tycoon entrepreneur",
    "professor academic scholar",
    "adviser advisor aide strategist",
    "chairman chairwoman chair chairperson",
    "chief head boss",
    "governor gov",
    "doctor dr physician surgeon",
    "general gen",
    "admiral adm",
    "detective investigator",
    "wife ex-wife",
    "husband ex-husband",
    "actor actress",
    "host anchor moderator",
    "president",
    "secretary",
    "manager",
    "leader",
    "director",
    "author writer novelist",
    "analyst",
    "mayor",
    "democrat",
    "republican",
    "commander",
    "minister",
    "speaker",
    "premier",
    "chancellor",
    "ambassador envoy diplomat",
    "coach",
    "pope pontiff",
    "ceo executive",
    "prosecutor",
    "sheriff",
    "economist",
};
constexpr std::string_view single_roles =
    " politician king queen prince princess founder co-founder captain officer scientist researcher singer "
    "treasurer pastor bishop cardinal imam rabbi historian pollster publisher editor owner principal teacher "
    "farmer lady mother father son daughter brother sister widow widower uncle aunt mother-in-law "
    "father-in-law lieutenant colonel sergeant marshal commissioner inspector deputy coordinator organizer "
    "organiser activist striker goalkeeper midfielder defender winger champion star veteran ";
/// Nouns by which writers avoid repeating a name.
constexpr std::string_view variations =
    " candidate nominee contender businessman businesswoman mogul billionaire developer magnate tycoon "
    "politician lady congressman congresswoman lawmaker senator democrat republican star veteran striker "
    "goalkeeper midfielder defender winger champion singer actor actress novelist ";
/// `the 34-year-old` avoids it too.
constexpr std::string_view age_ending = "-year-old";
constexpr std::string_view kin =
    " wife ex-wife husband ex-husband mother father son daughter brother sister widow widower uncle aunt "
    "mother-in-law father-in-law ";

bool holds(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    const bool ends = at + word.size() == list.size() || list[at + word.size()] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

/// The first word of a word's class, the word itself when it has none.
std::string class_of(std::string_view word) {
  const std::string low = lower(word);
  if (low.empty()) return low;
  for (const std::string_view line : role_classes)
    if (holds(line, low)) return std::string(line.substr(0, line.find(' ')));
  return low == "gop" ? "republican" : low == "democratic" ? "democrat" : low;
}

/// Nouns for organisations and what their names have in common. The generic ones may go on with whatever
/// organisation spoke last.
struct OrganisationKind {
  std::string_view noun, names;
  bool is_generic = false;
};
constexpr std::array<OrganisationKind, 34> organisation_kinds = {{
    {"company", "inc corp corporation co ltd plc group ag company holdings", true},
    {"firm", "inc corp corporation llp llc co ltd partners associates capital", true},
    {"agency", "agency department bureau office administration commission service", true},
    {"department", "department", false},
    {"ministry", "ministry", false},
    {"bureau", "bureau", false},
    {"union", "union federation association workers brotherhood teachers guild", true},
    {"association", "association", false},
    {"newspaper", "times post journal tribune herald guardian telegraph gazette globe news", true},
    {"paper", "times post journal tribune herald guardian telegraph gazette globe news", false},
    {"network", "news network tv channel broadcasting", true},
    {"bank", "bank", false},
    {"court", "court", false},
    {"committee", "committee", false},
    {"commission", "commission", false},
    {"council", "council", false},
    {"university", "university", false},
    {"party", "party", false},
    {"group",
     "group association alliance coalition council project fund foundation committee society league "
     "union center centre institute network",
     true},
    {"organization", "organization association alliance coalition council fund foundation society league",
     true},
    {"organisation", "organisation association alliance coalition council fund foundation society league",
     true},
    {"institute", "institute institution", false},
    {"alliance", "alliance nato", false},
    {"bloc", "union eu", false},
    {"airline", "airlines airways air", false},
    {"magazine", "magazine", false},
    {"website", "com org", false},
    {"club", "club fc united city", false},
    {"church", "church", false},
    {"charity", "trust foundation fund", false},
    {"hospital", "hospital clinic", false},
    {"school", "school college academy", false},
    {"federation", "federation", false},
    {"museum", "museum", false},
}};

bool is_acronym(std::string_view name) {
  return name.size() > 1 && name.size() < 6 && std::all_of(name.begin(), name.end(), [](char c) {
           return std::isupper(static_cast<unsigned char>(c));
         });
}

bool is_in_lead(const Token& token) {
  return token.paragraph < lead_paragraphs && token.sentence < lead_sentences;
}

bool is_indefinite(const Token& first) {
  return first.word.form == "a"_key || first.word.form == "an"_key;
}

bool avoids_a_name(std::string_view low) {
  return low.ends_with(age_ending) || holds(variations, low);
}

bool name_has_word_of(std::string_view name, std::string_view list) {
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    if (end > at && holds(list, lower(name.substr(at, end - at)))) return true;
    at = end + 1;
  }
  return false;
}

/// Whether the name says what it is: a union is no company.
bool tells_its_kind(std::string_view name) {
  return std::any_of(organisation_kinds.begin(), organisation_kinds.end(),
                     [&](const OrganisationKind& kind) { return name_has_word_of(name, kind.names); });
}

}  // namespace

bool is_person_role(std::string_view word) {
  const std::string low = lower(word);
  if (low.empty()) return false;
  return holds(single_roles, low) || low.ends_with(age_ending) ||
         std::any_of(role_classes.begin(), role_classes.end(), [&](auto line) { return holds(line, low); });
}

Descriptions::Descriptions(const Analysis& analysis, std::span<const Entity> entities,
                           std::span<const EntityMention> mentions, std::span<const Gender> genders,
                           const SourceReader& reader)
    : analysis_(analysis),
      tokens_(analysis.tokens),
      entities_(entities),
      mentions_(mentions),
      genders_(genders),
      reader_(reader),
      described_(entities.size()),
      related_(entities.size()),
      served_(entities.size()) {
  for (const EntityMention& mention : mentions)
    if (mention.form == MentionForm::name)
      read_description(mention, described_[mention.entity], related_[mention.entity], served_[mention.entity]);
  for (const EntityMention& mention : mentions) {
    const Entity& entity = entities[mention.entity];
    if (entity.type != EntityType::organization || tells_its_kind(entity.name)) continue;
    if (!may_be_company_) may_be_company_ = Speech{mention.entity, mention.range.first};
    if (may_be_company_->entity == mention.entity) continue;
    other_company_at_ = mention.range.first;
    break;
  }
  for (std::size_t e = 0; e < entities.size(); ++e) {
    const std::string role = entities[e].role.value_or("");
    for (std::size_t at = 0; at < role.size();) {
      const std::size_t end = std::min(role.find(' ', at), role.size());
      if (end > at) described_[e].insert(class_of(std::string_view(role).substr(at, end - at)));
      at = end + 1;
    }
  }
}

/// The words right before a name (`Republican nominee Ana Brandt`), inside it (`Rep. Ana Brandt`) and in the
/// apposition or brackets right after it (`Ana Brandt, a former judge,`; `Ana Brandt, who runs the union,`
/// tells nothing).
void Descriptions::read_description(const EntityMention& mention, Words& words, Words& related, Words& served) const {
  const Range sentence = analysis_.sentences[tokens_[mention.range.first].sentence];
  const auto add = [&](std::uint32_t i) { words.insert(class_of(analysis_.word(i))); };
  for (std::uint32_t i = mention.range.first;
       i > sentence.first && mention.range.first - i < before_words_max; --i) {
    const Token& token = tokens_[i - 1];
    if (!tagging::is_noun(token.tag) && token.tag != Tag::JJ && token.tag != Tag::VBN) break;
    const EntityMention* other = reader_.mention_covering(i - 1);
    if (other && entities_[other->entity].type == EntityType::person) {
      // `Lind spokeswoman Ana Brandt`
      if (i < mention.range.first) served.insert(class_of(analysis_.word(i - 1)));
      break;
    }
    add(i - 1);
  }
  for (std::uint32_t i = mention.range.first; i + 1 < mention.range.last; ++i) add(i);
  std::uint32_t i = mention.range.last;
  if (i + 1 >= sentence.last || tokens_[i].word.form != ","_key) return;
  const Tag next = tokens_[i + 1].tag;
  if (next != Tag::DT && next != Tag::JJ && next != Tag::PRPS && !tagging::is_noun(next)) return;
  const std::uint32_t begin = i + 1;
  std::uint32_t end = begin;
  const auto is_possessive = [&](std::uint32_t k) {
    return tokens_[k].word.form == "'s"_key || tokens_[k].tag == Tag::POS;
  };
  for (; end < std::min(sentence.last, mention.range.last + apposition_words_max); ++end) {
    if (tokens_[end].word.form == ","_key || tokens_[end].tag == Tag::WP ||
        (tagging::is_finite(tokens_[end].tag) && !is_possessive(end)))
      break;
    // `after Ana Brandt, former mayor Ivo Lind said`: these words are his.
    const EntityMention* other = reader_.mention_covering(end);
    if (other && other->form == MentionForm::name && entities_[other->entity].type == EntityType::person)
      return;
  }
  // `Ana Brandt, the mayor's daughter`: she is no mayor.
  std::uint32_t own = begin;
  for (i = begin; i < end; ++i) {
    const Tag tag = tokens_[i].tag;
    if (is_possessive(i))
      own = i + 1;
    else if (!tagging::is_noun(tag) && tag != Tag::JJ && tag != Tag::DT && tag != Tag::PRPS)
      break;
  }
  for (i = begin; i + 1 < own; ++i) related.insert(class_of(analysis_.word(i)));
  for (i = own; i < end; ++i) add(i);
}

/// A woman is nobody's husband and no spokesman.
bool Descriptions::fits_gender(std::uint32_t person, std::uint32_t noun) const {
  const Gender told = gender_of_noun(tokens_[noun].word.form);
  return told == Gender::unknown || genders_[person] == Gender::unknown || told == genders_[person];
}

Descriptions::Noun Descriptions::read_noun(Range source) const {
  const std::uint32_t end = reader_.head_end(source);
  Noun noun{class_of(analysis_.word(end - 1)), {}};
  for (std::uint32_t i = source.first + 1; i + 1 < end; ++i)
    if (tokens_[i].word.has_letter) noun.modifiers.push_back(class_of(analysis_.word(i)));
  return noun;
}

double Descriptions::evidence(std::uint32_t person, const Noun& noun) const {
  const Words& words = described_[person];
  const auto modifier = [&](std::string_view word) {
    return std::ranges::find(noun.modifiers, word) != noun.modifiers.end();
  };
  // `the Republican nominee` is no Democrat.
  if ((modifier("republican") && words.contains("democrat") && !words.contains("republican")) ||
      (modifier("democrat") && words.contains("republican") && !words.contains("democrat")))
    return 0;
  double sum = words.contains(noun.head) ? 2 : 0;
  for (const std::string& word : noun.modifiers)
    if (words.contains(word)) sum += 0.5;
  return sum;
}

std::optional<std::uint32_t> Descriptions::person(Range source, const std::vector<std::uint32_t>& people,
                                                  std::optional<Speech> last_speaker) const {
  const Token& first = tokens_[source.first];
  const std::uint32_t end = reader_.head_end(source);
  const std::string_view noun = analysis_.word(end - 1);
  const bool is_own = first.tag == Tag::PRPS && holds(kin, lower(noun));
  if ((first.word.form != "the"_key && !is_own) || !is_person_role(noun) || source.size() < 2)
    return std::nullopt;
  const Noun described = read_noun(source);
  std::optional<std::uint32_t> best;
  double most = 1.9;
  for (std::size_t rank = 0; rank < std::min(people.size(), described_people_max); ++rank) {
    if (!fits_gender(people[rank], end - 1)) continue;
    double sum = evidence(people[rank], described);
    if (sum < most) continue;
    sum += 0.3 / static_cast<double>(rank + 1);
    if (last_speaker && last_speaker->entity == people[rank]) sum += 0.2;
    if (sum > most) most = sum, best = people[rank];
  }
  // `the 34-year-old mother of three`
  const bool avoids =
      avoids_a_name(lower(noun)) ||
      std::any_of(tokens_.begin() + source.first, tokens_.begin() + end,
                  [&](const Token& token) { return token.span.of(analysis_.text).ends_with(age_ending); });
  if (best || is_own || !last_speaker || !avoids) return best;
  if (related_[last_speaker->entity].contains(described.head)) return std::nullopt;
  // Nothing tells: the last speaker, unless described as something else of the kind.
  const bool is_near =
      tokens_[source.first].sentence <= tokens_[last_speaker->token].sentence + continued_sentences_max;
  const bool is_person = std::find(people.begin(), people.end(), last_speaker->entity) != people.end();
  if (!is_near || !is_person || !fits_gender(last_speaker->entity, end - 1)) return std::nullopt;
  const double own = evidence(last_speaker->entity, described);
  const auto end_of_people =
      people.begin() + static_cast<std::ptrdiff_t>(std::min(people.size(), described_people_max));
  const bool is_best = std::all_of(people.begin(), end_of_people, [&](std::uint32_t p) {
    return p == last_speaker->entity || evidence(p, described) <= own;
  });
  if (is_best) return last_speaker->entity;
  return std::nullopt;
}

/// `a spokesman for the yard` is not `Ana Brandt, a harbour spokeswoman`: whether what the role is held for is among what
/// the text says of the person.
bool Descriptions::serves_same(Range source, std::uint32_t head_end, std::uint32_t person) const {
  if (head_end + 1 >= source.last || tokens_[head_end].word.form != "for"_key) return true;
  for (std::uint32_t i = head_end + 1; i < source.last; ++i) {
    if (!tokens_[i].word.has_letter || tokens_[i].tag == Tag::DT) continue;
    const std::string word = class_of(analysis_.word(i));
    if (described_[person].contains(word) || served_[person].contains(word)) return true;
  }
  return false;
}

std::optional<std::uint32_t> Descriptions::person_named_later(Range source) const {
  const Token& first = tokens_[source.first];
  const std::uint32_t end = reader_.head_end(source);
  // `Judge rejects…`, `Senator from Tamme says…`
  const bool is_headline = first.word.is_capitalised && end == source.first + 1 &&
                           (source.size() == 1 || analysis_.sentences[first.sentence].first == source.first);
  if ((!is_indefinite(first) && !is_headline) || !is_in_lead(first) || first.is_quoted ||
      !is_person_role(analysis_.word(end - 1)) || holds(kin, lower(analysis_.word(end - 1))))
    return std::nullopt;
  const std::string head = class_of(analysis_.word(end - 1));
  if (head == "republican" || head == "democrat") return std::nullopt;  // one of very many
  std::optional<std::uint32_t> only;
  for (const EntityMention& mention : mentions_) {
    if (entities_[mention.entity].type != EntityType::person || mention.form != MentionForm::name) continue;
    if (mention.entity == only || !described_[mention.entity].contains(head) || !serves_same(source, end, mention.entity)) continue;
    const std::uint32_t paragraph = tokens_[mention.range.first].paragraph;
    const bool is_near = (is_headline || mention.range.first > source.last) &&
                         paragraph <= first.paragraph + named_later_paragraphs;
    if (is_headline && paragraph > first.paragraph + named_later_paragraphs) break;
    if (only || !is_near) return std::nullopt;
    only = mention.entity;
  }
  return only;
}

std::optional<std::uint32_t> Descriptions::organisation_named_later(Range source) const {
  const Token& first = tokens_[source.first];
  const std::uint32_t end = reader_.head_end(source);
  const bool is_headline = first.word.is_capitalised && analysis_.sentences[first.sentence].first == source.first;
  if (!is_in_lead(first) || first.is_quoted || (!is_indefinite(first) && !is_headline)) return std::nullopt;
  const auto kind = std::find_if(organisation_kinds.begin(), organisation_kinds.end(), [&](const OrganisationKind& k) {
    return k.noun == lower(analysis_.word(end - 1));
  });
  if (kind == organisation_kinds.end()) return std::nullopt;
  // `A union of ferry workers`: a word of the name must tell which one is meant.
  std::string telling;
  for (std::uint32_t i = source.first; i < source.last; ++i)
    if (const std::string word = lower(analysis_.word(i)); word.size() >= telling_letters_min && word != kind->noun)
      telling += word + " ";
  std::optional<std::uint32_t> only;
  for (const EntityMention& mention : mentions_) {
    const Entity& entity = entities_[mention.entity];
    if (entity.type != EntityType::organization || mention.form != MentionForm::name || mention.entity == only) continue;
    if (!name_has_word_of(entity.name, kind->names) || !name_has_word_of(entity.name, telling)) continue;
    const std::uint32_t paragraph = tokens_[mention.range.first].paragraph;
    if (only || mention.range.first < source.last || paragraph > first.paragraph + named_later_paragraphs)
      return std::nullopt;
    only = mention.entity;
  }
  return only;
}

/// The company of a text that names just one thing that may be one.
std::optional<std::uint32_t> Descriptions::only_organisation_before(std::uint32_t token) const {
  if (!may_be_company_ || token <= may_be_company_->token || other_company_at_ < token) return std::nullopt;
  return may_be_company_->entity;
}

/// `the appeals court` is not the Supreme Court.
bool Descriptions::is_other_court(Range source, std::string_view name) const {
  constexpr std::string_view kinds = " appeals appellate district county circuit lower trial ";
  for (std::uint32_t i = source.first + 1; i < source.last; ++i)
    if (const std::string word = lower(analysis_.word(i)); holds(kinds, word) && !name_has_word_of(name, word)) return true;
  return false;
}

/// `Tamme Group said so. As for the owners, Saare Rail has two. The company…`: whether an organisation whose name does not
/// tell what it is was named since, outside of what was said and of `, the parent of Tamme Sea,`; not as who was told.
bool Descriptions::other_may_be_meant(std::uint32_t entity, std::uint32_t from, std::uint32_t to) const {
  const EntityMention* name = reader_.mention_at(from);
  if (name && name->range.last < to && tokens_[name->range.last].word.form == ","_key)
    for (from = name->range.last + 1; from < to && tokens_[from].word.form != ","_key; ++from) {}
  const auto is_told = [&](std::uint32_t i) {
    const Key form = i > 0 ? tokens_[i - 1].word.form : Key{};
    return form == "told"_key || form == "telling"_key || form == "tells"_key;
  };
  const auto between = mentions_beginning_in(mentions_, {from, to});
  return std::any_of(between.begin(), between.end(), [&](const EntityMention& mention) {
    const Entity& other = entities_[mention.entity];
    return mention.entity != entity && other.type == EntityType::organization && mention.form == MentionForm::name &&
           !tells_its_kind(other.name) && !is_acronym(other.name) && !tokens_[mention.range.first].is_quoted &&
           !is_told(mention.range.first);
  });
}

std::optional<std::uint32_t> Descriptions::organisation(Range source,
                                                        std::optional<Speech> last_speaker) const {
  if (tokens_[source.first].word.form != "the"_key || source.size() < 2) return std::nullopt;
  const std::string noun = lower(analysis_.word(reader_.head_end(source) - 1));
  const auto kind = std::find_if(organisation_kinds.begin(), organisation_kinds.end(),
                                 [&](const OrganisationKind& k) { return k.noun == noun; });
  if (kind == organisation_kinds.end()) return std::nullopt;
  const std::uint32_t sentence = tokens_[source.first].sentence;
  std::optional<std::uint32_t> latest;
  std::uint32_t latest_at = 0;
  const std::uint32_t from =
      sentence > organisation_sentences_max ? sentence - organisation_sentences_max : 0;
  for (const EntityMention& mention :
       mentions_beginning_in(mentions_, {analysis_.sentences[from].first, source.first})) {
    const Entity& entity = entities_[mention.entity];
    if (entity.type != EntityType::organization) continue;
    const bool fits = name_has_word_of(entity.name, kind->names) ||
                      described_[mention.entity].contains(noun) ||
                      (noun == "agency" && source.size() == 2 && is_acronym(entity.name));
    if (fits && !is_other_court(source, entity.name)) latest = mention.entity, latest_at = mention.range.first;
  }
  if (latest && kind->is_generic && other_may_be_meant(*latest, latest_at, source.first)) return std::nullopt;
  if (latest || !kind->is_generic) return latest;
  if (noun == "company" || noun == "firm")
    if (const auto only = only_organisation_before(source.first)) return only;
  if (!last_speaker) return std::nullopt;
  const Entity& last = entities_[last_speaker->entity];
  const bool is_near = sentence <= tokens_[last_speaker->token].sentence + continued_sentences_max;
  if (is_near && !tells_its_kind(last.name) && last.type == EntityType::organization) return last_speaker->entity;
  return std::nullopt;
}

}  // namespace newswired::quotes
