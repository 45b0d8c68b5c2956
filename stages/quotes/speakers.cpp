#include "stages/quotes/speakers.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <string>

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// In logits, measured on pronoun sources of news: who spoke last goes on speaking.
constexpr float speaker_bonus = 3, same_paragraph_bonus = 1.5f;
// A pronoun is given to nobody unless its best candidate is this probable.
constexpr double pronoun_probability_min = 0.5;
// A role must be told by this much evidence.
constexpr double role_evidence_min = 1.2;
constexpr std::uint32_t longest_name = 6;

constexpr std::uint32_t nobody = 0xffffffff;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// Heads of noun phrases that may stand for one known person.
bool is_role(std::string_view word) {
  static constexpr std::string_view roles =
      " candidate nominee president senator governor secretary spokesman spokeswoman spokesperson manager "
      "mogul billionaire "
      "businessman chairman chairwoman chief leader director strategist adviser advisor lawyer attorney "
      "professor host author "
      "analyst mayor representative congressman congresswoman lawmaker judge actor developer magnate tycoon "
      "politician democrat "
      "republican commander minister speaker premier chancellor ambassador coach general pope king queen "
      "prince princess founder "
      "ceo executive economist prosecutor sheriff captain officer detective doctor scientist researcher "
      "singer ";
  return roles.find(" " + lower(word) + " ") != std::string_view::npos;
}

class SpeakerFinder {
 public:
  SpeakerFinder(const Analysis& analysis, std::span<const Attribution> attributions,
                std::span<const Entity> entities, const RankerWeights& ranker)
      : analysis_(analysis),
        tokens_(analysis.tokens),
        attributions_(attributions),
        entities_(entities),
        ranker_(ranker),
        mentions_(mentions_in_tokens(analysis, entities)),
        genders_(genders_of(analysis, entities, mentions_)),
        speakers_(attributions.size()) {
    for (std::size_t m = 0; m < mentions_.size(); ++m) mention_at_.emplace(mentions_[m].range.first, m);
    for (std::size_t a = 0; a < attributions.size(); ++a)
      if (attributions[a].source) source_at_.emplace(attributions[a].source->range.first, a);
  }

  std::vector<std::optional<Speaker>> run() && {
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      const auto source = source_at_.find(i);
      if (source != source_at_.end()) take_source(source->second);
      if (const auto gender = pronoun_gender(tokens_[i])) {
        take_pronoun(i, *gender, source == source_at_.end() ? attributions_.size() : source->second);
      } else if (const auto found = mention_at_.find(i); found != mention_at_.end()) {
        see(mentions_[found->second]);
      }
    }
    for (std::size_t a = 0; a < attributions_.size(); ++a)
      if (!attributions_[a].source) carry_on(a);
    return std::move(speakers_);
  }

 private:
  bool is_person(std::uint32_t entity) const { return entities_[entity].type == EntityType::person; }

  void see(const EntityMention& mention) {
    if (!is_person(mention.entity) || mention.form == MentionForm::pronoun) return;
    const SubjectFacts facts = subject_facts(analysis_, mention.range);
    const Token& token = tokens_[mention.range.first];
    memory_.see({mention.entity, mention.range.first, token.sentence, token.paragraph, facts.is_subject,
                 facts.is_speaking, token.is_quoted, false, genders_[mention.entity]});
  }

  /// One person without a name, such as `a military official`: a pronoun after it may well mean them.
  bool is_unnamed_person(Range range) const {
    const Key first = tokens_[range.first].word.form;
    const std::uint32_t head = head_end(range) - 1;
    const bool is_plural = tokens_[head].tag == Tag::NNS || tokens_[head].tag == Tag::NNPS;
    const bool is_indefinite =
        first == "a"_key || first == "an"_key || first == "one"_key || first == "another"_key;
    return !is_plural && (is_indefinite || (first == "the"_key && is_role(analysis_.word(head))));
  }

  void name(std::size_t attribution, std::uint32_t entity) {
    Speaker& speaker = *speakers_[attribution];
    speaker.entity = entity;
    speaker.name = entities_[entity].name;
    if (is_person(entity)) last_speaker_ = entity;
    last_named_ = entity;
  }

  void take_source(std::size_t attribution) {
    const Range range = trimmed(attributions_[attribution].source->range);
    speakers_[attribution] = Speaker{std::nullopt, std::nullopt, analysis_.bytes(range)};
    if (range.size() == 1 && pronoun_gender(tokens_[range.first]))
      return;  // settled when the walk comes to it
    if (const auto entity = head_entity(range)) return name(attribution, *entity);
    if (range.size() == 1 && tokens_[range.first].word.form == "it"_key) return take_it(attribution, range);
    if (const auto entity = entity_of_role(range)) return name(attribution, *entity);
    if (const auto words = unknown_name(range))
      speakers_[attribution]->name = std::string(analysis_.bytes(*words).of(analysis_.text));
    else if (is_unnamed_person(range))
      unnamed_at_ = range.first;
  }

  Range trimmed(Range range) const {
    while (range.size() > 1 && !tokens_[range.first].word.has_letter) ++range.first;
    while (range.size() > 1 && !tokens_[range.last - 1].word.has_letter) --range.last;
    return range;
  }

  const EntityMention* mention_covering(std::uint32_t i) const {
    auto next = mention_at_.upper_bound(i);
    if (next == mention_at_.begin()) return nullptr;
    const EntityMention& mention = mentions_[std::prev(next)->second];
    return mention.range.contains(i) ? &mention : nullptr;
  }

  /// Where the head part of a source ends: at a preposition, a comma, a relative pronoun or a conjunction
  /// outside names, when something follows. Not at a verb: in sources those are nouns that the tagger took
  /// for one, as in `Brandt aides`.
  std::uint32_t head_end(Range range) const {
    for (std::uint32_t i = range.first + 1; i + 1 < range.last; ++i) {
      const Tag tag = tokens_[i].tag;
      const bool cuts = tag == Tag::IN || tag == Tag::TO || tag == Tag::WP || tag == Tag::WDT ||
                        tag == Tag::CC || tokens_[i].word.form == ","_key || tokens_[i].word.form == "("_key;
      if (cuts && !mention_covering(i)) return i;
    }
    return range.last;
  }

  std::optional<std::uint32_t> head_entity(Range range) const {
    if (tokens_[range.first].tag == Tag::IN && range.size() > 1 && !mention_covering(range.first))
      ++range.first;
    const std::uint32_t end = head_end(range);
    // Two people say nothing together.
    if (end < range.last && tokens_[end].tag == Tag::CC) return std::nullopt;
    if (const EntityMention* head = mention_covering(end - 1)) {
      const bool whole = head->range.first >= range.first && head->range.last <= range.last;
      const bool may_speak =
          entities_[head->entity].type != EntityType::misc && head->form != MentionForm::pronoun;
      if (whole && may_speak) return head->entity;
      return std::nullopt;
    }
    // `the minister, Ana Brandt`
    if (end + 1 < range.last && tokens_[end].word.form == ","_key) {
      const EntityMention* apposition = mention_covering(end + 1);
      const bool fits = apposition && apposition->range.first == end + 1 &&
                        apposition->form == MentionForm::name && is_person(apposition->entity);
      if (fits &&
          (apposition->range.last >= range.last || tokens_[apposition->range.last].word.form == ","_key))
        return apposition->entity;
    }
    return std::nullopt;
  }

  /// `it said`: the organisation that spoke last, in this or the sentence before.
  void take_it(std::size_t attribution, Range range) {
    if (last_named_ == nobody || is_person(last_named_)) return;
    for (const EntityMention& mention : mentions_) {
      const bool near = mention.range.first < range.first &&
                        tokens_[mention.range.first].sentence + 1 >= tokens_[range.first].sentence;
      if (mention.entity == last_named_ && near) return name(attribution, last_named_);
    }
  }

  void take_pronoun(std::uint32_t i, Gender gender, std::size_t attribution) {
    const Token& token = tokens_[i];
    const bool is_source =
        attribution < attributions_.size() && trimmed(attributions_[attribution].source->range).size() == 1;
    const Pronoun pronoun{i, token.sentence, token.paragraph, gender, token.is_quoted};
    std::vector<std::pair<float, std::uint32_t>> ranked;  // score, person
    const auto& recent = memory_.recent();
    const bool other_subject =
        !token.is_quoted &&
        std::any_of(recent.begin(), recent.end(), [&](const PersonMemory::Person& person) {
          return person.last.sentence == token.sentence && person.last.is_subject && !person.last.is_quoted &&
                 person.id != last_speaker_;
        });
    for (std::size_t rank = 0; rank < std::min(recent.size(), ranked_max); ++rank) {
      const PersonMemory::Person& person = recent[rank];
      if (person.gender != Gender::unknown && person.gender != gender) continue;
      if (is_source && named_in_content(attributions_[attribution], person.id)) continue;
      float score = ranker_score(ranker_, memory_.features(rank, pronoun));
      if (is_source && !other_subject && person.id == last_speaker_)
        score += speaker_bonus + (person.last.paragraph == token.paragraph ? same_paragraph_bonus : 0);
      ranked.emplace_back(score, person.id);
    }
    if (ranked.empty()) return;
    const auto best =
        *std::max_element(ranked.begin(), ranked.end(), [](auto a, auto b) { return a.first < b.first; });
    double sum = 0;
    for (const auto& [score, person] : ranked) sum += std::exp(score - best.first);
    const SubjectFacts facts = subject_facts(analysis_, {i, i + 1});
    if (1 / sum < pronoun_probability_min) return;
    // Somebody without a name spoke since the best candidate was last meant.
    const auto person = std::find_if(recent.begin(), recent.end(),
                                     [&](const PersonMemory::Person& p) { return p.id == best.second; });
    if (is_source && unnamed_at_ && person->last.token < *unnamed_at_) return;
    memory_.see({best.second, i, token.sentence, token.paragraph, facts.is_subject, facts.is_speaking,
                 token.is_quoted, true, gender});
    if (is_source) name(attribution, best.second);
  }

  bool named_in_content(const Attribution& attribution, std::uint32_t person) const {
    for (const EntityMention& mention : mentions_) {
      if (mention.entity != person || mention.form != MentionForm::name) continue;
      for (const Piece& piece : attribution.contents)
        if (piece.range.contains(mention.range.first)) return true;
    }
    return false;
  }

  /// `the Republican nominee`: the person with that role whose evidence is best.
  std::optional<std::uint32_t> entity_of_role(Range range) const {
    const Token& first = tokens_[range.first];
    if (first.word.form != "the"_key) return std::nullopt;
    const std::uint32_t end = head_end(range);
    const std::string head = lower(analysis_.word(end - 1));
    if (!is_role(head)) return std::nullopt;
    std::optional<std::uint32_t> best;
    double most = role_evidence_min;
    for (const PersonMemory::Person& person : memory_.recent()) {
      double evidence = 0;
      const std::string role = " " + lower(entities_[person.id].role.value_or("")) + " ";
      if (role.find(" " + head + " ") != std::string::npos)
        evidence += 2;
      else if (described_as(person.id, tokens_[end - 1].word.form))
        evidence += 2;
      for (std::uint32_t i = range.first + 1; i + 1 < end; ++i)
        if (role.find(" " + lower(analysis_.word(i)) + " ") != std::string::npos) evidence += 0.5;
      evidence += 0.3 * std::exp(-static_cast<double>(range.first - person.last.token) / 200) +
                  (person.id == last_speaker_ ? 0.2 : 0);
      if (evidence <= most) continue;
      most = evidence;
      best = person.id;
    }
    return best;
  }

  /// Whether the word stands right before a name of the person, or in an apposition right after it.
  bool described_as(std::uint32_t person, Key word) const {
    for (const EntityMention& mention : mentions_) {
      if (mention.entity != person || mention.form != MentionForm::name) continue;
      const Range sentence = analysis_.sentences[tokens_[mention.range.first].sentence];
      for (std::uint32_t i = mention.range.first; i > sentence.first && mention.range.first - i < 4; --i) {
        const Token& token = tokens_[i - 1];
        if (token.word.form == word) return true;
        if (!tagging::is_noun(token.tag) && token.tag != Tag::JJ && token.tag != Tag::VBN) break;
      }
      if (mention.range.last >= sentence.last || tokens_[mention.range.last].word.form != ","_key) continue;
      for (std::uint32_t i = mention.range.last + 1; i < std::min(sentence.last, mention.range.last + 9);
           ++i) {
        if (tokens_[i].word.form == word) return true;
        if (tokens_[i].word.form == ","_key || tokens_[i].tag == Tag::IN) break;
      }
    }
    return false;
  }

  /// A name that the entity stage does not know: the source is nothing but capitalised words.
  std::optional<Range> unknown_name(Range range) const {
    Range words{range.first, head_end(range)};
    if (tokens_[words.first].word.form == "the"_key && words.size() > 1) ++words.first;
    if (words.size() > longest_name) return std::nullopt;
    for (std::uint32_t i = words.first; i < words.last; ++i) {
      const Token& token = tokens_[i];
      if (!tagging::is_proper(token.tag) || !token.word.is_capitalised) return std::nullopt;
    }
    if (words.last < range.last && tokens_[words.last].tag == Tag::CC) return std::nullopt;
    return words;
  }

  /// A quote without source goes on from the sentence before, when that ends in an attribution that is named.
  void carry_on(std::size_t attribution) {
    if (attributions_[attribution].contents.empty() || attributions_[attribution].cue) return;
    const Range content = attributions_[attribution].contents.front().range;
    const Token& first = tokens_[content.first];
    if (!first.is_quoted || first.sentence == 0) return;
    const Range before = analysis_.sentences[first.sentence - 1];
    const bool same_paragraph = tokens_[before.first].paragraph == first.paragraph;
    std::optional<std::size_t> speaker;
    for (std::size_t a = 0; a < attributions_.size(); ++a) {
      if (!attributions_[a].cue || !before.contains(attributions_[a].cue->range.first) || !speakers_[a])
        continue;
      if (!speaker || attributions_[*speaker].cue->range.first < attributions_[a].cue->range.first)
        speaker = a;
    }
    if (!speaker || !speakers_[*speaker]->name || !same_paragraph) return;
    speakers_[attribution] = Speaker{speakers_[*speaker]->name, speakers_[*speaker]->entity, std::nullopt};
  }

  const Analysis& analysis_;
  const std::vector<Token>& tokens_;
  std::span<const Attribution> attributions_;
  std::span<const Entity> entities_;
  const RankerWeights& ranker_;
  std::vector<EntityMention> mentions_;
  std::vector<Gender> genders_;
  std::vector<std::optional<Speaker>> speakers_;
  std::map<std::uint32_t, std::size_t> mention_at_, source_at_;  // by first token; the widest mention
  PersonMemory memory_;
  std::uint32_t last_speaker_ = nobody, last_named_ = nobody;
  std::optional<std::uint32_t> unnamed_at_;  // where an unnamed person spoke last
};

}  // namespace

std::vector<std::optional<Speaker>> find_speakers(const Analysis& analysis,
                                                  std::span<const Attribution> attributions,
                                                  std::span<const Entity> entities,
                                                  const RankerWeights& ranker) {
  return SpeakerFinder(analysis, attributions, entities, ranker).run();
}

}  // namespace newswired::quotes
