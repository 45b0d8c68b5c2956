#include "stages/quotes/mentions.h"

#include <algorithm>
#include <array>
#include <set>

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// An apposition between commas is at most this long.
constexpr std::uint32_t apposition_tokens_max = 14;
// Titles and descriptions before a name reach this far back.
constexpr std::uint32_t title_reach = 6;

bool is_saying(Key lemma) {
  static const std::set<Key> verbs = [] {
    std::set<Key> all;
    for (const std::string_view verb :
         {"say",     "tell",     "add",     "ask",    "write",  "note",     "argue",
          "explain", "call",     "claim",   "warn",   "insist", "believe",  "think",
          "suggest", "tweet",    "declare", "admit",  "state",  "announce", "respond",
          "reply",   "continue", "concede", "joke",   "deny",   "describe", "acknowledge",
          "recall",  "promise",  "vow",     "stress", "urge",   "predict",  "confirm"})
      all.insert(lemma_of(verb));
    return all;
  }();
  return verbs.contains(lemma);
}

/// What the words before the name tell, inside its sentence and clause.
Gender gender_before(const Analysis& analysis, std::uint32_t first) {
  const Range sentence = analysis.sentences[analysis.tokens[first].sentence];
  for (std::uint32_t i = first; i > sentence.first && first - i < title_reach; --i) {
    const Token& token = analysis.tokens[i - 1];
    if (const Gender title = text::gender_of_title(analysis.word(i - 1));
        title != Gender::unknown && token.word.is_capitalised)
      return title;
    if (const Gender noun = gender_of_noun(token.word.form); noun != Gender::unknown) return noun;
    if (!tagging::is_noun(token.tag) && token.tag != Tag::JJ && token.tag != Tag::VBN) break;
  }
  return Gender::unknown;
}

}  // namespace

Gender gender_of_noun(Key form) {
  for (const Key noun :
       {"woman"_key, "wife"_key, "mother"_key, "daughter"_key, "sister"_key, "actress"_key, "spokeswoman"_key,
        "congresswoman"_key, "chairwoman"_key, "grandmother"_key, "queen"_key, "girl"_key,
        "businesswoman"_key, "ex-wife"_key, "widow"_key, "aunt"_key, "mother-in-law"_key, "lady"_key})
    if (form == noun) return Gender::female;
  for (const Key noun :
       {"man"_key, "husband"_key, "father"_key, "son"_key, "brother"_key, "actor"_key, "spokesman"_key,
        "congressman"_key, "chairman"_key, "grandfather"_key, "king"_key, "boy"_key, "businessman"_key,
        "ex-husband"_key, "widower"_key, "uncle"_key, "father-in-law"_key})
    if (form == noun) return Gender::male;
  return Gender::unknown;
}

std::vector<EntityMention> mentions_in_tokens(const Analysis& analysis, std::span<const Entity> entities) {
  std::vector<EntityMention> mentions;
  const auto& tokens = analysis.tokens;
  for (std::uint32_t e = 0; e < entities.size(); ++e)
    for (const Mention& mention : entities[e].mentions) {
      const auto first = std::partition_point(
          tokens.begin(), tokens.end(), [&](const Token& t) { return t.span.end <= mention.span.start; });
      const auto last = std::partition_point(first, tokens.end(),
                                             [&](const Token& t) { return t.span.start < mention.span.end; });
      if (first == last) continue;
      mentions.push_back({{static_cast<std::uint32_t>(first - tokens.begin()),
                           static_cast<std::uint32_t>(last - tokens.begin())},
                          e,
                          mention.form});
    }
  std::stable_sort(mentions.begin(), mentions.end(), [](const EntityMention& a, const EntityMention& b) {
    return a.range.first != b.range.first ? a.range.first < b.range.first : a.range.last > b.range.last;
  });
  return mentions;
}

std::span<const EntityMention> mentions_beginning_in(std::span<const EntityMention> mentions, Range tokens) {
  const auto first_of = [](const EntityMention& mention) { return mention.range.first; };
  const auto from = std::ranges::lower_bound(mentions, tokens.first, {}, first_of);
  const auto to = std::ranges::lower_bound(from, mentions.end(), tokens.last, {}, first_of);
  return {from, to};
}

std::vector<Gender> genders_of(const Analysis& analysis, std::span<const Entity> entities,
                               std::span<const EntityMention> mentions) {
  std::vector<Gender> genders(entities.size(), Gender::unknown);
  for (const EntityMention& mention : mentions)
    if (mention.form == MentionForm::name && genders[mention.entity] == Gender::unknown)
      genders[mention.entity] = gender_before(analysis, mention.range.first);
  for (std::size_t e = 0; e < entities.size(); ++e) {
    if (genders[e] != Gender::unknown) continue;
    const std::string& name = entities[e].name;
    const std::size_t blank = name.find(' ');
    if (blank != std::string::npos)
      genders[e] = text::gender_of_given_name(std::string_view(name).substr(0, blank));
  }
  return genders;
}

std::optional<Gender> pronoun_gender(const Token& token) {
  if (token.word.shape == "A"_key) return std::nullopt;  // `the HE sector`
  const Key form = token.word.form;
  for (const Key word : {"he"_key, "him"_key, "his"_key, "himself"_key})
    if (form == word) return Gender::male;
  for (const Key word : {"she"_key, "her"_key, "hers"_key, "herself"_key})
    if (form == word) return Gender::female;
  return std::nullopt;
}

SubjectFacts subject_facts(const Analysis& analysis, Range mention) {
  const auto& tokens = analysis.tokens;
  const Range sentence = analysis.sentences[tokens[mention.first].sentence];
  const auto is = [&](std::uint32_t i, Key form) { return i < sentence.last && tokens[i].word.form == form; };
  std::uint32_t verb = mention.last;
  if (is(verb, ","_key)) {
    std::uint32_t end = verb + 1;
    while (end < sentence.last && end < verb + apposition_tokens_max && !is(end, ","_key)) ++end;
    if (is(end, ","_key) && end + 1 < sentence.last && tagging::is_verb(tokens[end + 1].tag)) verb = end + 1;
  }
  while (verb < sentence.last && tokens[verb].tag == Tag::RB) ++verb;

  SubjectFacts facts;
  facts.is_subject = verb < sentence.last && tagging::is_finite(tokens[verb].tag);
  for (std::uint32_t i = verb; facts.is_subject && i < std::min(sentence.last, verb + 4) && !is(i, ","_key);
       ++i)
    facts.is_speaking |= is_saying(tokens[i].lemma);
  // `said Foreign Minister Ana Brandt`
  std::uint32_t before = mention.first;
  while (before > sentence.first && mention.first - before < title_reach &&
         (tagging::is_noun(tokens[before - 1].tag) || tokens[before - 1].tag == Tag::JJ ||
          tokens[before - 1].tag == Tag::DT))
    --before;
  if (before > sentence.first && tagging::is_verb(tokens[before - 1].tag) &&
      is_saying(tokens[before - 1].lemma))
    facts = {true, true};
  return facts;
}

}  // namespace newswired::quotes
