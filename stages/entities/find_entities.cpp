#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "proto/topics.h"
#include "stages/entities/coreference.h"
#include "stages/entities/countries.h"
#include "stages/entities/entities.h"
#include "stages/entities/model_content.h"
#include "stages/entities/nominals.h"
#include "stages/entities/places.h"
#include "stages/entities/pronouns.h"
#include "stages/entities/recase.h"
#include "stages/entities/refine.h"
#include "stages/entities/roles.h"
#include "stages/entities/tables.h"
#include "stages/text/given_names.h"
#include "stages/text/sentences.h"

namespace newswired::entities {
namespace {

/// A name found in the title or the text.
struct Found {
  Span span;
  WordRange words;
  EntityType type = EntityType::misc;
  bool in_title = false;
  NamedThing thing;
  std::uint32_t cluster = 0;
};

/// A part of the text that is read at once, and its title.
class PartReader {
 public:
  PartReader(const Model& model, std::string_view title, std::string_view text)
      : model_(model), text_(text), words_(model.content().lexicon) {
    add(title, text::tokenize(title));
    title_words_ = static_cast<std::uint32_t>(words_.size());
  }

  void add_sentences(std::span<const text::Token> tokens, std::span<const text::Sentence> sentences) {
    for (const auto& sentence : sentences) words_.add_sentence(text_, tokens.subspan(sentence.first, sentence.size()));
  }

  std::vector<Found> find() {
    std::vector<Found> found;
    std::vector<FoundName> names = model_.content().tagger.find_names(words_);
    read_tables(words_, names);
    for (const RefinedName& name : refine_names(words_, names)) {
      Found one{name.span, name.words, name.type, name.words.first < title_words_, {}, 0};
      one.thing = thing_of(one);
      found.push_back(std::move(one));
    }
    return found;
  }

  const Words& words() const { return words_; }

 private:
  void add(std::string_view text, const std::vector<text::Token>& tokens) {
    for (const auto& sentence : text::split_sentences(text, tokens))
      words_.add_sentence(text, std::span(tokens).subspan(sentence.first, sentence.size()));
  }

  NamedThing thing_of(const Found& found) const {
    NamedThing thing{found.type, {}};
    for (std::uint32_t i = found.words.first; i < found.words.last; ++i) {
      if (i == found.words.first && found.words.last - i > 1 && words_.lower(words_[i]) == "the") continue;
      // A name may be a part of one word.
      const Span word = words_[i].span;
      const std::uint32_t from = std::max(word.start, found.span.start) - word.start;
      const std::uint32_t to = std::min(word.end, found.span.end) - word.start;
      thing.words.emplace_back(words_[i].form.substr(from, to - from));
    }
    return thing;
  }

  const Model& model_;
  std::string_view text_;
  Words words_;
  std::uint32_t title_words_ = 0;
};

/// "VLADIMIR PUTIN" -> "Vladimir Putin", for want of another form.
std::string in_title_case(std::string_view name) {
  std::string result(name);
  bool inside = false;
  for (char& c : result) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (inside && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    inside = letter || (inside && static_cast<unsigned char>(c) >= 128);
  }
  return result;
}

bool shouts(std::string_view name) {
  return name.size() > 3 && std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::size_t word_count(std::string_view name) { return 1 + static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')); }

/// The forms in which one entity is named.
struct Forms {
  struct Form {
    std::string text;
    std::size_t count = 0;
    bool acronym = false;
  };
  std::vector<Form> list;  // in the order of their first use
  std::unordered_map<std::string, std::size_t> index;

  void add(const NamedThing& thing, std::string_view text) {
    const auto [at, fresh] = index.emplace(text, list.size());
    if (fresh) list.push_back({std::string(text), 0, thing.words.size() == 1 && text.size() <= 6});
    ++list[at->second].count;
  }

  /// The fullest form: of a person or an organisation the one of most words, else the most frequent; written in capitals
  /// only for want of another.
  std::string fullest(EntityType type) const {
    const bool by_length = type == EntityType::person || type == EntityType::organization;
    const auto worth = [&](const Form& form) {
      return std::tuple(!shouts(form.text), by_length ? word_count(form.text) : 0, by_length ? 0 : form.count,
                        by_length ? form.text.size() : 0);
    };
    const Form* best = &list.front();
    for (const Form& form : list)
      if (worth(form) > worth(*best)) best = &form;
    const bool shouted = shouts(best->text) && (type == EntityType::person || type == EntityType::location);
    return shouted ? in_title_case(best->text) : best->text;
  }
};

/// A name as text: without an article, line breaks and runs of blanks made one blank.
std::string written(std::string_view name) {
  if (name.starts_with("the ") || name.starts_with("The ")) name.remove_prefix(4);
  std::string result;
  for (const char c : name) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) result.push_back(c);
    else if (!result.empty() && result.back() != ' ') result.push_back(' ');
  }
  return result;
}

/// Gathers the mentions of all parts into entities.
class Gatherer {
 public:
  Gatherer(std::string_view title, std::string_view text) : title_(title), text_(text) {}

  void take(const Words& words, std::vector<Found> found) {
    number(found);
    std::vector<bool> person_words(words.size());
    for (const Found& one : found)
      if (one.type == EntityType::person)
        std::fill(person_words.begin() + one.words.first, person_words.begin() + one.words.last, true);
    for (const Found& one : found) add(words, one, person_words);
    note_regions(words, found);
    add_unnamed(words, found);
  }

  std::vector<Entity> entities() && {
    std::vector<Entity> result;
    std::unordered_map<std::string, std::size_t> by_id;
    for (Gathered& gathered : clusters_) {
      if (gathered.mentions.empty()) continue;  // named in the title alone
      Entity entity = entity_of(gathered);
      const auto [at, fresh] = by_id.emplace(entity.id, result.size());
      if (fresh) {
        result.push_back(std::move(entity));
        continue;
      }
      Entity& same = result[at->second];
      same.mentions.insert(same.mentions.end(), entity.mentions.begin(), entity.mentions.end());
      if (!same.role) same.role = entity.role;
    }
    for (Entity& entity : result)
      std::sort(entity.mentions.begin(), entity.mentions.end(), [](const auto& a, const auto& b) { return a.span < b.span; });
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& a, const auto& b) { return a.mentions.front().span < b.mentions.front().span; });
    return result;
  }

 private:
  struct Gathered {
    EntityType type = EntityType::misc;
    Forms forms;
    std::optional<std::string> role;
    text::Gender gender = text::Gender::unknown;
    std::string region;  ///< "Texas" of "Paris, Texas".
    std::vector<Mention> mentions;
  };

  /// Gives each found name its cluster, in the order of all parts.
  void number(std::vector<Found>& found) {
    for (Found& one : found) {
      one.cluster = names_.add(one.thing);
      if (one.cluster >= clusters_.size()) clusters_.resize(one.cluster + 1);
    }
  }

  void add(const Words& words, const Found& one, const std::vector<bool>& person_words) {
    Gathered& gathered = clusters_[one.cluster];
    gathered.type = one.type;
    gathered.forms.add(one.thing, written(one.span.of(one.in_title ? title_ : text_)));
    if (one.type == EntityType::person) note_gender(words, one, gathered);
    if (one.in_title) return;
    gathered.mentions.push_back({one.span, MentionForm::name});
    if (one.type == EntityType::person && !gathered.role) {
      if (const auto role = find_role(words, one.words, person_words)) gathered.role = std::string(role->of(text_));
    }
  }

  static void note_gender(const Words& words, const Found& one, Gathered& gathered) {
    if (gathered.gender != text::Gender::unknown) return;
    const WordRange sentence = words.sentences()[words[one.words.first].sentence];
    if (one.words.first > sentence.first) gathered.gender = text::gender_of_title(words[one.words.first - 1].form);
    if (gathered.gender == text::Gender::unknown && one.words.last - one.words.first > 1)
      gathered.gender = text::gender_of_given_name(words[one.words.first].form);
  }

  /// "Paris, Texas"
  void note_regions(const Words& words, const std::vector<Found>& found) {
    for (std::size_t i = 0; i + 1 < found.size(); ++i) {
      const Found &town = found[i], &region = found[i + 1];
      if (town.type != EntityType::location || region.type != EntityType::location) continue;
      if (region.words.first != town.words.last + 1 || words.lower(words[town.words.last]) != ",") continue;
      const std::string name = written(region.span.of(region.in_title ? title_ : text_));
      if (!countries_of_region(name).empty()) clusters_[town.cluster].region = name;
    }
  }

  /// He, she, "the minister".
  void add_unnamed(const Words& words, const std::vector<Found>& found) {
    std::vector<PersonMention> mentions;
    for (const Found& one : found)
      if (one.type == EntityType::person && !one.in_title) mentions.push_back({one.cluster, one.words});
    std::vector<text::Gender> genders;
    for (const Gathered& gathered : clusters_) genders.push_back(gathered.gender);
    for (const ResolvedPronoun& pronoun : resolve_pronouns(words, mentions, genders))
      clusters_[pronoun.person].mentions.push_back({words[pronoun.word].span, MentionForm::pronoun});
    std::vector<std::string> roles;
    for (const Gathered& gathered : clusters_) roles.push_back(gathered.role.value_or(""));
    for (const ResolvedNominal& nominal : resolve_nominals(words, mentions, roles)) {
      const Span span{words[nominal.words.first].span.start, words[nominal.words.last - 1].span.end};
      clusters_[nominal.person].mentions.push_back({span, MentionForm::nominal});
    }
  }

  Entity entity_of(Gathered& gathered) const {
    Entity entity;
    entity.type = gathered.type;
    entity.name = gathered.forms.fullest(gathered.type);
    if (gathered.type == EntityType::location) {
      if (const std::string_view common = common_place_name(entity.name); !common.empty()) entity.name = common;
      place(entity, gathered.region);
    }
    if (gathered.type == EntityType::misc) entity.country = country_of_nationality(entity.name);
    entity.id = entity_id(entity.type, entity.name);
    // "Lord" of "Lord Ashby" says nothing more.
    if (gathered.role && !entity.name.starts_with(*gathered.role + " "))
      entity.role = std::move(gathered.role);
    entity.mentions = std::move(gathered.mentions);
    return entity;
  }

  /// The country of a location, and where it lies: of "Paris" in France alone, not of "Paris, Texas".
  static void place(Entity& entity, std::string_view region) {
    entity.country = country_of_place(entity.name);
    const auto town = find_town(entity.name);
    if (!entity.country && town) entity.country = std::string(town->country);
    const auto countries = countries_of_region(region);
    const bool elsewhere = entity.country && !countries.empty() &&
                           std::find(countries.begin(), countries.end(), *entity.country) == countries.end();
    if (!countries.empty() && (elsewhere || !entity.country)) entity.country = std::string(countries.front());
    if (town && entity.country == town->country) entity.coordinates = Coordinates{town->latitude, town->longitude};
  }

  std::string_view title_, text_;
  NameClusters names_;
  std::vector<Gathered> clusters_;
};

std::vector<Entity> find_in_parts(const Model& model, std::string_view title, std::string_view text,
                                  std::span<const text::Token> tokens) {
  const auto sentences = text::split_sentences(text, tokens);
  Gatherer gatherer(title, text);
  for (std::size_t first = 0; first < sentences.size();) {
    std::size_t last = first + 1;
    while (last < sentences.size() && sentences[last].last - sentences[first].first <= document_words_max) ++last;
    PartReader part(model, title, text);
    part.add_sentences(tokens, std::span(sentences).subspan(first, last - first));
    gatherer.take(part.words(), part.find());
    first = last;
  }
  return std::move(gatherer).entities();
}

}  // namespace

std::vector<Entity> find_entities(const Model& model, const Document& document) {
  const auto tokens = text::tokenize(document.text);
  if (!lacks_capitals(document.text, tokens)) return find_in_parts(model, document.title, document.text, tokens);
  const Lexicon& lexicon = model.content().lexicon;
  const std::string text = recase(lexicon, document.text);
  return find_in_parts(model, recase(lexicon, document.title), text, text::tokenize(text));
}

}  // namespace newswired::entities
