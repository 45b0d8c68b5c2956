#include "stages/quotes/speakers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "stages/quotes/descriptions.h"
#include "stages/quotes/sources.h"
#include "stages/quotes/taken.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// In logits, measured on pronoun sources of news: who spoke last goes on speaking.
constexpr float speaker_bonus = 3, same_paragraph_bonus = 1.5f, adding_bonus = 3, owner_bonus = 5;
// A pronoun is given to nobody unless its best candidate is this probable.
constexpr double pronoun_probability_min = 0.5;
// A letter's author stands this many paragraphs below at most.
constexpr std::uint32_t signature_paragraphs_max = 12;
// Where the author of a text is named, in paragraphs from its beginning and from its end.
constexpr std::size_t byline_paragraphs_max = 4, presented_paragraphs_max = 2;
constexpr std::uint32_t byline_tokens_max = 12;
// How far before a quoted pronoun its noun is looked for.
constexpr std::uint32_t noun_reach = 60;
// `Senator Mr.` before whom something is told.
constexpr std::uint32_t title_tokens_max = 4;

constexpr std::uint32_t nobody = 0xffffffff;

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
        reader_(analysis, entities, mentions_),
        genders_(genders_of(analysis, entities, mentions_)),
        descriptions_(analysis, entities, mentions_, genders_, reader_),
        speakers_(attributions.size()),
        said_(analysis) {
    for (std::size_t a = 0; a < attributions.size(); ++a)
      if (attributions[a].source) source_at_.emplace(attributions[a].source->range.first, a);
    for (const Attribution& attribution : attributions)
      for (const Piece& piece : attribution.contents) said_.take(piece.range);
  }

  std::vector<std::optional<Speaker>> run() && {
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      const auto [first, last] = source_at_.equal_range(i);
      for (auto at = first; at != last; ++at) take_source(at->second);
      if (const auto gender = pronoun_gender(tokens_[i])) {
        take_pronoun(i, *gender, first == last ? attributions_.size() : first->second);
      } else if (const EntityMention* mention = reader_.mention_at(i)) {
        see(*mention);
      }
      // Attributions that share a source share its speaker.
      for (auto at = first; at != last; ++at)
        if (at != first &&
            attributions_[at->second].source->range == attributions_[first->second].source->range)
          speakers_[at->second] = speakers_[first->second];
    }
    for (std::size_t a = 0; a < attributions_.size(); ++a) {
      if (!attributions_[a].source) carry_on(a);
      if (attributions_[a].source && !speakers_[a]->name) take_first_person(a);
    }
    return std::move(speakers_);
  }

 private:
  bool is_person(std::uint32_t entity) const { return entities_[entity].type == EntityType::person; }

  void see(const EntityMention& mention) {
    if (!is_person(mention.entity) || mention.form == MentionForm::pronoun) return;
    const SubjectFacts facts = subject_facts(analysis_, mention.range);
    const Token& token = tokens_[mention.range.first];
    see_subject(mention.entity, mention.range.first, facts);
    memory_.see({mention.entity, mention.range.first, token.sentence, token.paragraph, facts.is_subject,
                 facts.is_speaking, token.is_quoted, false, genders_[mention.entity]});
  }

  void see_subject(std::uint32_t person, std::uint32_t token, SubjectFacts facts) {
    if (facts.is_subject && said_.is_free({token, token + 1})) subject_at_[person] = token;
  }

  void name(std::size_t attribution, std::uint32_t entity) {
    Speaker& speaker = *speakers_[attribution];
    speaker.entity = entity;
    speaker.name = entities_[entity].name;
    if (is_person(entity)) last_speaker_ = entity;
    last_named_ = entity;
    if (attributions_[attribution].source)
      last_speech_ = Speech{entity, attributions_[attribution].source->range.first};
  }

  void take_source(std::size_t attribution) {
    const Range range = reader_.trimmed(attributions_[attribution].source->range);
    speakers_[attribution] = Speaker{std::nullopt, std::nullopt, analysis_.bytes(range)};
    if (range.size() == 1 && pronoun_gender(tokens_[range.first]))
      return;  // settled when the walk comes to it
    if (const auto entity = reader_.named_entity(range)) return name(attribution, *entity);
    if (!attributions_[attribution].cue)
      if (const auto giver = giver_of(range)) return name(attribution, *giver);
    if (range.size() == 1) {
      const Key word = tokens_[range.first].word.form;
      if (word == "it"_key) return take_it(attribution, range);
      if (word == "who"_key || word == "which"_key || word == "that"_key)
        return take_relative(attribution, range);
    }
    if (const auto entity = described(range)) return name(attribution, *entity);
    if (const auto words = reader_.unknown_name(range))
      speakers_[attribution]->name = std::string(analysis_.bytes(*words).of(analysis_.text));
    else if (reader_.is_unnamed_person(range))
      take_unnamed(range);
  }

  /// Somebody without a name who spoke: a pronoun or a description behind may mean them.
  struct Unnamed {
    std::uint32_t token = 0;
    Gender gender = Gender::unknown;
    bool only_asks = false;  ///< A reporter is hardly described again.
  };
  void take_unnamed(Range source) {
    const Key noun = tokens_[reader_.head_end(source) - 1].word.form;
    const bool only_asks = noun == "reporter"_key || noun == "journalist"_key || noun == "interviewer"_key;
    unnamed_ = Unnamed{source.first, gender_of_noun(noun), only_asks};
  }

  /// `A lesson from Ana Brandt: "…"`: whom the words before a colon come from.
  std::optional<std::uint32_t> giver_of(Range range) const {
    const EntityMention* name = reader_.mention_covering(range.last - 1);
    if (!name || name->range.last != range.last || !is_person(name->entity) ||
        name->range.first <= range.first)
      return std::nullopt;
    return tokens_[name->range.first - 1].word.form == "from"_key ? std::optional(name->entity)
                                                                  : std::nullopt;
  }

  std::optional<std::uint32_t> described(Range range) const {
    std::vector<std::uint32_t> people;
    for (const PersonMemory::Person& person : memory_.recent()) people.push_back(person.id);
    // After an unnamed person spoke, a description may well mean them.
    const bool is_clear =
        last_speech_ && (!unnamed_ || unnamed_->only_asks || unnamed_->token < last_speech_->token);
    const std::optional<Speech> last = is_clear ? last_speech_ : std::nullopt;
    if (const auto person = descriptions_.person(range, people, last)) return person;
    if (const auto organisation = descriptions_.organisation(range, last)) return organisation;
    if (const auto person = descriptions_.person_named_later(range)) return person;
    return descriptions_.organisation_named_later(range);
  }

  /// `Ana Brandt, a judge who said…`: the name that the clause belongs to.
  void take_relative(std::size_t attribution, Range range) {
    const std::uint32_t first = analysis_.sentences[tokens_[range.first].sentence].first;
    const bool is_who = tokens_[range.first].word.form == "who"_key;
    std::uint32_t end = range.first;
    while (end > first && !tokens_[end - 1].word.has_letter) --end;
    if (end == first) return;
    if (const EntityMention* mention = reader_.mention_covering(end - 1);
        mention && mention->range.last == end) {
      const EntityType type = entities_[mention->entity].type;
      const bool fits = is_who ? type == EntityType::person : type == EntityType::organization;
      if (fits && mention->form == MentionForm::name) return name(attribution, mention->entity);
      if (is_person(mention->entity)) return;
    }
    // The head of an apposition: back to the name before its comma, over no verb.
    for (std::uint32_t i = end; is_who && i > first; --i) {
      if (tagging::is_finite(tokens_[i - 1].tag)) return;
      const EntityMention* mention = reader_.mention_covering(i - 1);
      if (!mention || !is_person(mention->entity)) continue;
      const std::uint32_t behind = mention->range.last + 1;  // `Ana Brandt, now the mayor, who said…`
      const Tag next = behind < tokens_.size() ? tokens_[behind].tag : Tag::none;
      const bool is_apposed = tokens_[mention->range.last].word.form == ","_key &&
                              (next == Tag::DT || next == Tag::JJ || next == Tag::RB);
      if (is_apposed && mention->form == MentionForm::name) name(attribution, mention->entity);
      return;
    }
  }

  /// `I`: the speaker of the quote it stands in, or the author whose name stands alone below a letter.
  void take_first_person(std::size_t attribution) {
    const Range source = reader_.trimmed(attributions_[attribution].source->range);
    const std::uint32_t i = source.first;
    const Key word = tokens_[i].word.form;
    if (source.size() > 1 || (word != "i"_key && word != "me"_key && word != "my"_key)) return;
    std::optional<std::size_t> around;
    for (std::size_t a = 0; a < attributions_.size(); ++a)
      for (const Piece& piece : attributions_[a].contents)
        if (a != attribution && piece.range.contains(i)) around = a;
    if (around && speakers_[*around] && speakers_[*around]->name) {
      speakers_[attribution]->name = speakers_[*around]->name;
      speakers_[attribution]->entity = speakers_[*around]->entity;
    } else if (!around && !tokens_[i].is_quoted) {
      auto author = signature_below(tokens_[i].paragraph);
      if (!author) author = author_told();
      if (author) name(attribution, *author);
    }
  }

  /// `Ana Brandt teaches history at Tamme.`: whom one of the last paragraphs presents, and none before it
  /// names, wrote it all; so did the one behind `By` at the beginning.
  std::optional<std::uint32_t> author_told() const {
    const std::size_t count = analysis_.paragraphs.size();
    for (std::size_t p = 0; p < std::min<std::size_t>(count, byline_paragraphs_max); ++p) {
      const Range words = analysis_.paragraphs[p];
      if (words.size() > byline_tokens_max || tokens_[words.first].word.form != "by"_key || words.size() < 2)
        continue;
      const EntityMention* mention = reader_.mention_at(words.first + 1);
      if (mention && is_person(mention->entity)) return mention->entity;
    }
    std::optional<std::uint32_t> author;
    for (std::size_t p = count - std::min<std::size_t>(count, presented_paragraphs_max); p < count; ++p) {
      const Range words = analysis_.paragraphs[p];
      const EntityMention* mention = reader_.mention_at(words.first);
      if (!mention || !is_person(mention->entity) || mention->range.size() < 2 ||
          mention->range.last >= words.last)
        continue;
      const auto before = mentions_beginning_in(mentions_, {0, words.first});
      if (!presents(tokens_[mention->range.last]) || source_at_.contains(words.first) ||
          std::ranges::find(before, mention->entity, &EntityMention::entity) != before.end())
        continue;
      if (author) return std::nullopt;
      author = mention->entity;
    }
    return author;
  }

  /// What stands behind the name of an author who is presented.
  static bool presents(const Token& token) {
    const Key form = token.word.form;
    return form == ","_key || form == "is"_key || form == "writes"_key || form == "teaches"_key ||
           form == "works"_key || form == "lives"_key || form == "covers"_key || form == "heads"_key ||
           form == "directs"_key || form == "serves"_key;
  }

  std::optional<std::uint32_t> signature_below(std::uint32_t paragraph) const {
    const std::size_t last =
        std::min<std::size_t>(analysis_.paragraphs.size(), paragraph + 1 + signature_paragraphs_max);
    for (std::size_t p = paragraph + 1; p < last; ++p) {
      Range words = analysis_.paragraphs[p];
      while (words.size() > 1 && !tokens_[words.last - 1].word.has_letter) --words.last;
      const EntityMention* mention = reader_.mention_at(words.first);
      if (mention && mention->range == words && is_person(mention->entity)) return mention->entity;
    }
    return std::nullopt;
  }

  /// `it said`: the only organisation that is named before in the sentence, or the one that spoke last, in
  /// this or the sentence before.
  void take_it(std::size_t attribution, Range range) {
    const std::uint32_t sentence = tokens_[range.first].sentence;
    const Range own_sentence = {analysis_.sentences[sentence].first, range.first};
    std::set<std::uint32_t> own;
    for (const EntityMention& mention : mentions_beginning_in(mentions_, own_sentence))
      if (entities_[mention.entity].type == EntityType::organization &&
          !tokens_[mention.range.first].is_quoted)
        own.insert(mention.entity);
    if (own.size() == 1) return name(attribution, *own.begin());
    if (last_named_ == nobody || is_person(last_named_)) return;
    const Range near = {analysis_.sentences[sentence > 0 ? sentence - 1 : 0].first, range.first};
    for (const EntityMention& mention : mentions_beginning_in(mentions_, near))
      if (mention.entity == last_named_) return name(attribution, last_named_);
  }

  /// Whether somebody else became the subject since the last speaker was meant: in this sentence, or in the
  /// one before in the same paragraph.
  bool other_took_over(const Token& pronoun, Gender gender) const {
    std::optional<std::uint32_t> speaker_sentence;
    for (const PersonMemory::Person& person : memory_.recent())
      if (person.id == last_speaker_) speaker_sentence = person.last.sentence;
    return std::any_of(
        memory_.recent().begin(), memory_.recent().end(), [&](const PersonMemory::Person& person) {
          const PersonMention& last = person.last;
          if (person.id == last_speaker_ || !last.is_subject || last.is_quoted) return false;
          if (last.sentence == pronoun.sentence) return true;
          const bool fits = person.gender == Gender::unknown || person.gender == gender;
          return fits && last.sentence + 1 == pronoun.sentence && last.paragraph == pronoun.paragraph &&
                 (!speaker_sentence || *speaker_sentence < last.sentence);
        });
  }

  void take_pronoun(std::uint32_t i, Gender gender, std::size_t attribution) {
    const Token& token = tokens_[i];
    const bool is_source = attribution < attributions_.size() &&
                           reader_.trimmed(attributions_[attribution].source->range).size() == 1;
    const Pronoun pronoun{i, token.sentence, token.paragraph, gender, token.is_quoted};
    std::vector<std::pair<float, std::uint32_t>> ranked;  // score, person
    const auto& recent = memory_.recent();
    const bool goes_on = !token.is_quoted && !other_took_over(token, gender);
    for (std::size_t rank = 0; rank < std::min(recent.size(), ranked_max); ++rank) {
      const PersonMemory::Person& person = recent[rank];
      if (person.gender != Gender::unknown && person.gender != gender) continue;
      if (is_source && named_in_content(attributions_[attribution], person.id)) continue;
      if (is_source && is_told(attributions_[attribution], person.id)) continue;
      if (is_source && is_spoken_of(attributions_[attribution], person.id, gender)) continue;
      if (acts_on(person.last, i)) continue;
      float score = ranker_score(ranker_, memory_.features(rank, pronoun));
      if (is_source && goes_on && person.id == last_speaker_)
        score += speaker_bonus + (person.last.paragraph == token.paragraph ? same_paragraph_bonus : 0) +
                 (adds(attributions_[attribution]) ? adding_bonus : 0);
      if (is_source && owns_before(person.id, i)) score += owner_bonus;
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
    const bool may_be_meant = unnamed_ && (unnamed_->gender == Gender::unknown || unnamed_->gender == gender);
    if (may_be_meant && person->last.token < unnamed_->token &&
        (is_source || tokens_[unnamed_->token].paragraph == token.paragraph))
      return;
    if (token.is_quoted && !means_noun(i, gender)) spoken_of_.emplace(i, best.second);
    see_subject(best.second, i, facts);
    memory_.see({best.second, i, token.sentence, token.paragraph, facts.is_subject, facts.is_speaking,
                 token.is_quoted, true, gender});
    if (is_source) name(attribution, best.second);
  }

  /// `Ivo Lind's plan and his vow that …`: whether a person owns something in the sentence before its `his`
  /// or `her`.
  bool owns_before(std::uint32_t person, std::uint32_t pronoun) const {
    const Key form = tokens_[pronoun].word.form;
    if (form != "his"_key && form != "her"_key) return false;
    const Range before = {analysis_.sentences[tokens_[pronoun].sentence].first, pronoun};
    for (const EntityMention& mention : mentions_beginning_in(mentions_, before))
      if (mention.entity == person && tokens_[mention.range.last].word.form == "'s"_key) return true;
    return false;
  }

  /// `she added`: to what she said before.
  bool adds(const Attribution& attribution) const {
    if (!attribution.cue) return false;
    const Range cue = attribution.cue->range;
    return std::any_of(tokens_.begin() + cue.first, tokens_.begin() + cue.last, [](const Token& token) {
      const Key form = token.word.form;
      return form == "added"_key || form == "adds"_key || form == "continued"_key ||
             form == "continues"_key || form == "concluded"_key;
    });
  }

  /// `Ivo Lind accused him of it`: who does it to another is not the one it is done to, but `Ana Brandt
  /// called her husband`.
  bool acts_on(const PersonMention& actor, std::uint32_t pronoun) const {
    const Key form = tokens_[pronoun].word.form;
    const Tag next = pronoun + 1 < tokens_.size() ? tokens_[pronoun + 1].tag : Tag::none;
    const bool may_own = tagging::is_noun(next) || next == Tag::JJ || next == Tag::CD;
    if (form != "him"_key && (form != "her"_key || may_own)) return false;
    const EntityMention* name = reader_.mention_covering(actor.token);
    const std::uint32_t end = name ? name->range.last : actor.token + 1;
    if (actor.sentence != tokens_[pronoun].sentence || end >= pronoun) return false;
    return std::all_of(tokens_.begin() + end, tokens_.begin() + pronoun, [](const Token& token) {
      return tagging::is_verb(token.tag) || token.tag == Tag::RB || token.tag == Tag::MD;
    });
  }

  bool named_in_content(const Attribution& attribution, std::uint32_t person) const {
    return std::any_of(attribution.contents.begin(), attribution.contents.end(), [&](const Piece& piece) {
      const auto inside = mentions_beginning_in(mentions_, piece.range);
      return std::any_of(inside.begin(), inside.end(), [&](const EntityMention& mention) {
        return mention.entity == person && mention.form == MentionForm::name;
      });
    });
  }

  /// `"When a woman marries, she is paid less"`: whether a noun of a pronoun's gender stands before it in its
  /// marks.
  bool means_noun(std::uint32_t pronoun, Gender gender) const {
    const std::uint32_t first = analysis_.sentences[tokens_[pronoun].sentence].first;
    for (std::uint32_t i = pronoun; i > first && pronoun - i < noun_reach && tokens_[i - 1].is_quoted; --i)
      if (gender_of_noun(tokens_[i - 1].word.form) == gender) return true;
    return false;
  }

  /// `he told Mr. Lind`: Lind does not say it.
  bool is_told(const Attribution& attribution, std::uint32_t person) const {
    if (!attribution.cue || !attribution.source ||
        attribution.cue->range.first < attribution.source->range.last)
      return false;
    const std::uint32_t begin = attribution.cue->range.last;
    const std::uint32_t last =
        std::min(analysis_.sentences[tokens_[begin - 1].sentence].last, begin + title_tokens_max);
    std::uint32_t i = begin;
    const auto is_title = [&] {
      return tagging::is_proper(tokens_[i].tag) || (i > begin && tokens_[i].word.form == "."_key);
    };
    while (i < last && !reader_.mention_at(i) && is_title()) ++i;
    const EntityMention* name = i < last ? reader_.mention_at(i) : nullptr;
    return name && name->form == MentionForm::name && name->entity == person;
  }

  /// `Lind thought so. "We know his plans," he said`: whom a quoted pronoun of the content means is not the
  /// one who says it, when somebody else spoke last and this one has not been a subject since.
  bool is_spoken_of(const Attribution& attribution, std::uint32_t person, Gender gender) const {
    if (!last_speech_ || last_speech_->entity == person || !is_person(last_speech_->entity)) return false;
    const Gender other = genders_[last_speech_->entity];
    if (other != Gender::unknown && other != gender) return false;
    if (const auto at = subject_at_.find(person); at != subject_at_.end() && at->second > last_speech_->token)
      return false;
    return std::any_of(attribution.contents.begin(), attribution.contents.end(), [&](const Piece& piece) {
      const auto last = spoken_of_.lower_bound(piece.range.last);
      return std::any_of(spoken_of_.lower_bound(piece.range.first), last,
                         [&](const auto& meant) { return meant.second == person; });
    });
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
  SourceReader reader_;
  std::vector<Gender> genders_;
  Descriptions descriptions_;
  std::vector<std::optional<Speaker>> speakers_;
  TakenTokens said_;                                     // by contents
  std::multimap<std::uint32_t, std::size_t> source_at_;  // by first token
  PersonMemory memory_;
  std::uint32_t last_speaker_ = nobody, last_named_ = nobody;
  std::optional<Speech> last_speech_;
  std::map<std::uint32_t, std::uint32_t> spoken_of_;  // quoted pronouns by token, and whom they mean
  std::map<std::uint32_t, std::uint32_t>
      subject_at_;                  // by person: the last token that is not said where they were a subject
  std::optional<Unnamed> unnamed_;  // who spoke last without a name
};

}  // namespace

std::vector<std::optional<Speaker>> find_speakers(const Analysis& analysis,
                                                  std::span<const Attribution> attributions,
                                                  std::span<const Entity> entities,
                                                  const RankerWeights& ranker) {
  return SpeakerFinder(analysis, attributions, entities, ranker).run();
}

}  // namespace newswired::quotes
