#include "stages/entities/found_name.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace newswired::entities {
namespace {

using tagging::mix;

constexpr std::uint32_t repeat_words_max = 4;

/// The score of the name's words under each type (or as no name), with the rest of the path as it is.
void score_types(const TaggedSentence& sentence, const tagging::Transitions& transitions, std::uint32_t first,
                 std::uint32_t last, FoundName& name) {
  const std::size_t count = sentence.path.size();
  float top = tagging::forbidden;
  for (int type = 0; type <= no_name; ++type) {
    float sum = 0;
    int before = first > 0 ? sentence.path[first - 1] : -1;
    for (std::uint32_t i = first; i < last; ++i) {
      const int label = type == no_name ? outside : label_of(part_at(i, first, last), type);
      sum += sentence.scores[i * label_count + static_cast<std::size_t>(label)];
      sum += before < 0 ? transitions.start[static_cast<std::size_t>(label)] : transitions.at(before, label);
      before = label;
    }
    if (last < count) sum += transitions.at(before, sentence.path[last]);
    name.score[static_cast<std::size_t>(type)] = sum;
    top = std::max(top, sum);
  }
  float total = 0;
  for (std::size_t t = 0; t < name.score.size(); ++t) total += name.probability[t] = std::exp(name.score[t] - top);
  for (float& probability : name.probability) probability /= total;
}

class Collector {
 public:
  Collector(const Words& words, std::span<const TaggedSentence> sentences, const tagging::Transitions& transitions)
      : words_(words), sentences_(sentences), transitions_(transitions) {}

  std::vector<FoundName> run() && {
    for (std::uint32_t s = 0; s < sentences_.size(); ++s) collect_path(s);
    std::unordered_set<Hash> keys;
    for (const FoundName& name : names_) {
      keys.insert(name.key);
      // A person's surname alone.
      if (name.type == 0 && name.size() > 1) keys.insert(mix(0, words_[name.words.last - 1].lower));
    }
    if (keys.empty()) return {};
    for (std::uint32_t s = 0; s < sentences_.size(); ++s) collect_repeats(s, keys);
    std::stable_sort(names_.begin(), names_.end(),
                     [](const auto& a, const auto& b) { return a.words.first < b.words.first; });
    return std::move(names_);
  }

 private:
  void add(std::uint32_t s, std::uint32_t first, std::uint32_t last, int type) {
    const std::uint32_t base = words_.sentences()[s].first;
    FoundName name;
    name.words = {base + first, base + last};
    name.sentence = s;
    name.type = type;
    name.key = name_key(words_, name.words);
    score_types(sentences_[s], transitions_, first, last, name);
    names_.push_back(name);
  }

  void collect_path(std::uint32_t s) {
    const auto& path = sentences_[s].path;
    for (std::uint32_t i = 0; i < path.size(); ++i) {
      if (path[i] == outside) continue;
      std::uint32_t last = i + 1;
      if (part_of(path[i]) == Part::begin)
        while (last < path.size() && part_of(path[last - 1]) != Part::last) ++last;
      add(s, i, last, type_of(path[i]));
      i = last - 1;
    }
  }

  void collect_repeats(std::uint32_t s, const std::unordered_set<Hash>& keys) {
    const auto& path = sentences_[s].path;
    const auto count = static_cast<std::uint32_t>(path.size());
    const std::uint32_t base = words_.sentences()[s].first;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (path[i] != outside || !words_[base + i].capital) continue;
      for (std::uint32_t size = std::min(repeat_words_max, count - i); size >= 1; --size) {
        const bool free = std::all_of(path.begin() + i, path.begin() + i + size, [](auto l) { return l == outside; });
        if (!free || !words_[base + i + size - 1].capital) continue;
        if (!keys.contains(name_key(words_, {base + i, base + i + size}))) continue;
        add(s, i, i + size, no_name);
        i += size - 1;
        break;
      }
    }
  }

  const Words& words_;
  std::span<const TaggedSentence> sentences_;
  const tagging::Transitions& transitions_;
  std::vector<FoundName> names_;
};

}  // namespace

Hash name_key(const Words& words, WordRange name) {
  static constexpr Hash the = tagging::hash_bytes("the");
  static constexpr Hash possessive = tagging::hash_bytes("'s");
  static constexpr Hash curly_possessive = tagging::hash_bytes("\u2019s");
  const bool long_name = name.last - name.first > 1;
  Hash key = 0;
  for (std::uint32_t i = name.first; i < name.last; ++i) {
    const Hash lower = words[i].lower;
    if (long_name && i == name.first && lower == the) continue;
    if (long_name && i + 1 == name.last && (lower == possessive || lower == curly_possessive)) continue;
    key = mix(key, lower);
  }
  return key;
}

std::vector<FoundName> collect_names(const Words& words, std::span<const TaggedSentence> sentences,
                                     const tagging::Transitions& transitions) {
  return Collector(words, sentences, transitions).run();
}

}  // namespace newswired::entities
