#include "stages/entities/name_features.h"

#include <algorithm>
#include <bit>
#include <string>
#include <unordered_map>

namespace newswired::entities {
namespace {

using tagging::hash_bytes;
using tagging::mix;

constexpr Hash sentence_start = hash_bytes("<s>");
constexpr Hash sentence_end = hash_bytes("</s>");
// Bounds on what one name looks at, so that a document of one name repeated stays linear.
constexpr std::size_t related_max = 64;
constexpr int other_places_max = 8;
constexpr std::uint32_t words_between_max = 3;

using Group = std::vector<std::uint32_t>;             // names, by index
using Groups = std::unordered_map<Hash, Group>;

bool is_small_word(std::string_view lower) {
  return lower == "of" || lower == "and" || lower == "the" || lower == "for" || lower == "&" || lower == "on" ||
         lower == "in" || lower == "de";
}

/// The document's names by what they have in common.
struct Relations {
  Groups whole;     // by key
  Groups by_first;  // longer names by their first word…
  Groups by_last;
  Groups by_inner;
  Groups by_initials;

  Relations(const Words& words, std::span<const FoundName> names) {
    for (std::uint32_t k = 0; k < names.size(); ++k) {
      const WordRange range = names[k].words;
      put(whole[names[k].key], k);
      if (names[k].size() < 2) continue;
      put(by_first[words[range.first].lower], k);
      put(by_last[words[range.last - 1].lower], k);
      for (std::uint32_t i = range.first + 1; i + 1 < range.last; ++i) put(by_inner[words[i].lower], k);
      add_initials(words, range, k);
    }
  }

 private:
  static void put(Group& group, std::uint32_t name) {
    if (group.size() < related_max) group.push_back(name);
  }
  void add_initials(const Words& words, WordRange range, std::uint32_t k) {
    std::string capitals, all;  // "European Bank for X" -> "ebx", "ebfx"
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      const std::string_view lower = words.lower(words[i]);
      if (lower.empty() || lower[0] < 'a' || lower[0] > 'z') continue;
      all.push_back(lower[0]);
      if (words[i].capital || !is_small_word(lower)) capitals.push_back(lower[0]);
    }
    if (capitals.size() < 2) return;
    put(by_initials[hash_bytes(capitals)], k);
    if (all != capitals) put(by_initials[hash_bytes(all)], k);
  }
};

const Group* find(const Groups& groups, Hash key) {
  const auto found = groups.find(key);
  return found == groups.end() ? nullptr : &found->second;
}

/// Writes the features of one name; the order of the calls is part of the model, as in features.cpp.
class NameEvidence {
 public:
  NameEvidence(const Words& words, std::span<const FoundName> names, const Relations& relations, std::uint32_t k,
               std::vector<NameFeature>& out)
      : words_(words), names_(names), relations_(relations), k_(k), name_(names[k]), first_(name_.words.first),
        last_(name_.words.last), sentence_(words.sentences()[name_.sentence]), out_(out) {}

  void add_first_stage() {
    add(0);
    const float top = *std::max_element(name_.score.begin(), name_.score.end());
    for (std::size_t t = 0; t < name_.score.size(); ++t) {
      emit(mix(number_, t), std::max(-6.f, name_.score[t] - top) / 3);
      emit(mix(number_ + 1, t * 16 + static_cast<Hash>(10 * name_.probability[t])));
    }
    number_ += 2;
    add(type());
  }

  void add_words() {
    const Word& head = words_[last_ - 1];
    add(name_.key), add(words_[first_].lower), add(head.lower), add(mix(type(), head.lower));
    add(mix(head.suffix[2], type())), add(head.suffix[1]);
    add(mix(words_[first_].shape, std::min(name_.size(), 4u)));
    Hash shapes = 0;
    for (std::uint32_t i = first_; i < last_ && i < first_ + 6; ++i) shapes = mix(shapes, words_[i].shape);
    add(shapes), add(std::min(name_.size(), 5u));
    for (std::uint32_t i = first_; i < last_; ++i) emit(mix(number_, words_[i].lower));
    ++number_;
  }

  void add_surroundings() {
    add(lower(-1)), add(lower(1)), add(mix(lower(-2), lower(-1))), add(mix(lower(1), lower(2)));
    add(mix(lower(-1), lower(1))), add(mix(type(), lower(-1))), add(mix(type(), lower(1)));
    add(first_ > sentence_.first ? words_[first_ - 1].shape : sentence_start);
    add(last_ < sentence_.last ? words_[last_].shape : sentence_end);
  }

  /// Lists that hold the whole name, or its first or last word.
  void add_lists() {
    const Word &first = words_[first_], &last = words_[last_ - 1];
    Hash wholes = 0;
    for (std::uint32_t rest = first.lists | last.lists; rest != 0; rest &= rest - 1) {
      const auto list = static_cast<std::size_t>(std::countr_zero(rest));
      const std::uint8_t a = first.list_places[list], b = last.list_places[list];
      const bool matches = name_.size() == 1 ? (a & whole) : (a & first_of_phrase) && (b & last_of_phrase);
      emit(mix(mix(number_, list), matches ? 1 : (a ? 2 : 0) + (b ? 4 : 0)));
      wholes |= Hash{matches} << list;
    }
    ++number_;
    add(wholes);
  }

  /// What the first stage thought of the same and of related names elsewhere.
  void add_related() {
    add_opinions(find(relations_.whole, name_.key), false);
    if (name_.size() == 1) {
      const Hash lower = words_[first_].lower;
      add_opinions(find(relations_.by_last, lower), true);
      add_opinions(find(relations_.by_first, lower), true);
      add_opinions(find(relations_.by_inner, lower), true);
      std::string letters;
      for (const char c : words_.lower(words_[first_]))
        if (c != '.') letters.push_back(c);
      const bool acronym = letters.size() > 1 && words_[first_].all_capitals;
      add_opinions(acronym ? find(relations_.by_initials, hash_bytes(letters)) : nullptr, true);
    } else {
      number_ += 16;
      add_opinions(find(relations_.whole, mix(0, words_[last_ - 1].lower)), true);
      add_opinions(find(relations_.whole, mix(0, words_[first_].lower)), true);
    }
  }

  /// The neighbours of the same name's other mentions.
  void add_other_places() {
    const Group* const same = find(relations_.whole, name_.key);
    int count = 0;
    for (std::size_t g = 0; same != nullptr && g < same->size() && count < other_places_max; ++g) {
      if ((*same)[g] == k_) continue;
      ++count;
      const FoundName& other = names_[(*same)[g]];
      const WordRange range = words_.sentences()[other.sentence];
      const std::uint32_t first = other.words.first, last = other.words.last;
      emit(mix(1201, first > range.first ? words_[first - 1].lower : sentence_start), .5f);
      emit(mix(1202, last < range.last ? words_[last].lower : sentence_end), .5f);
      if (first > range.first + 1) emit(mix(1203, mix(words_[first - 2].lower, words_[first - 1].lower)), .5f);
      if (last + 1 < range.last) emit(mix(1204, mix(words_[last].lower, words_[last + 1].lower)), .5f);
    }
  }

  /// The words between this name and the one before and after it in the sentence.
  void add_next_names() {
    if (k_ > 0 && names_[k_ - 1].sentence == name_.sentence) add_between(1300, names_[k_ - 1].words.last, first_, names_[k_ - 1].type);
    if (k_ + 1 < names_.size() && names_[k_ + 1].sentence == name_.sentence)
      add_between(1301, last_, names_[k_ + 1].words.first, names_[k_ + 1].type);
  }

 private:
  void add_between(Hash number, std::uint32_t from, std::uint32_t to, int other_type) {
    if (to < from || to - from > words_between_max) return;
    Hash between = 0;
    for (std::uint32_t i = from; i < to; ++i) between = mix(between, words_[i].lower);
    emit(mix(number, mix(between, static_cast<Hash>(other_type))));
  }

  void add_opinions(const Group* group, bool skip_same) {
    std::array<float, type_count + 1> mean{};
    int count = 0;
    for (std::size_t g = 0; group != nullptr && g < group->size(); ++g) {
      const FoundName& other = names_[(*group)[g]];
      if ((*group)[g] == k_ || (skip_same && other.key == name_.key)) continue;
      for (std::size_t t = 0; t < mean.size(); ++t) mean[t] += other.probability[t];
      ++count;
    }
    Hash verdict = 99;
    if (count > 0) {
      std::size_t best = 0;
      for (std::size_t t = 0; t < mean.size(); ++t) {
        mean[t] /= static_cast<float>(count);
        if (mean[t] > mean[best]) best = t;
      }
      verdict = best * 4 + std::min<Hash>(3, static_cast<Hash>(mean[best] * 4));
      for (std::size_t t = 0; t < mean.size(); ++t) emit(mix(number_, t), mean[t]);
      emit(mix(number_ + 3, type()));
    }
    emit(mix(mix(number_ + 1, verdict), static_cast<Hash>(std::min(count, 4))));
    emit(mix(mix(number_ + 2, verdict), type()));
    number_ += 4;
  }

  Hash lower(int d) const {
    const std::int64_t k = d < 0 ? std::int64_t{first_} + d : std::int64_t{last_} + d - 1;
    return k < sentence_.first ? sentence_start : k >= sentence_.last ? sentence_end : words_[static_cast<std::size_t>(k)].lower;
  }
  Hash type() const { return static_cast<Hash>(name_.type); }
  void emit(Hash hash, float value = 1) { out_.emplace_back(hash, value); }
  void add(Hash value) { emit(mix(number_++, value)); }

  const Words& words_;
  std::span<const FoundName> names_;
  const Relations& relations_;
  std::uint32_t k_;
  const FoundName& name_;
  std::uint32_t first_, last_;
  WordRange sentence_;
  std::vector<NameFeature>& out_;
  Hash number_ = 1000;
};

}  // namespace

std::vector<std::vector<NameFeature>> extract_name_features(const Words& words, std::span<const FoundName> names) {
  const Relations relations(words, names);
  std::vector<std::vector<NameFeature>> features(names.size());
  for (std::uint32_t k = 0; k < names.size(); ++k) {
    NameEvidence evidence(words, names, relations, k, features[k]);
    evidence.add_first_stage();
    evidence.add_words();
    evidence.add_surroundings();
    evidence.add_lists();
    evidence.add_related();
    evidence.add_other_places();
    evidence.add_next_names();
  }
  return features;
}

}  // namespace newswired::entities
