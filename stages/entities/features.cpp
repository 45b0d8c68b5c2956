#include "stages/entities/features.h"

#include <algorithm>
#include <bit>

namespace newswired::entities {
namespace {

using tagging::hash_bytes;
using tagging::mix;

constexpr Hash sentence_start = hash_bytes("<s>");
constexpr Hash sentence_end = hash_bytes("</s>");
constexpr Hash group_bits = 3;
constexpr std::uint32_t other_places_max = 6;

/// How a sentence is written: capitals tell little in a headline.
enum class Mode : Hash { normal, title_case, all_capitals };

Mode mode_of(const Words& words, WordRange sentence) {
  std::uint32_t letters = 0, all_upper = 0, capitals = 0;
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    const Word& word = words[i];
    if (word.is_sign || (word.has_digit && !word.capital)) continue;
    ++letters;
    all_upper += word.all_capitals || (word.capital && word.form.size() == 1);
    capitals += word.capital;
  }
  if (letters >= 2 && all_upper * 10 >= letters * 7) return Mode::all_capitals;
  if (letters >= 4 && capitals * 10 >= letters * 7) return Mode::title_case;
  return Mode::normal;
}

/// Writes the features of one token. Each kind of feature takes the next number, so that the order of the calls below
/// is part of the model.
class TokenFeatures {
 public:
  TokenFeatures(const Words& words, WordRange sentence, Mode mode, std::uint32_t at, std::vector<Hash>& out)
      : words_(words), word_(words[at]), sentence_(sentence), mode_(static_cast<Hash>(mode)), at_(at), out_(out) {}

  void add_own() {
    own(word_.form_hash), own(word_.lower);
    add(mix(word_.shape, mode_)), add(word_.long_shape);
    for (int k = 0; k < 3; ++k) add(word_.prefix[k]), add(word_.suffix[k]);
    own(word_.prefix[3]), own(word_.suffix[3]);
    add(mix(word_.suffix[2], word_.shape)), add(mix(word_.suffix[1], word_.shape));
    add(0);
  }

  void add_neighbours() {
    const Hash lower_before = lower(-1), lower_after = lower(1), shape_before = shape(-1), shape_after = shape(1);
    add(lower_before), add(lower(-2)), add(lower_after), add(lower(2));
    add(mix(shape_before, mode_)), add(mix(shape_after, mode_));
    add(has(-1) ? near(-1).long_shape : sentence_start), add(has(1) ? near(1).long_shape : sentence_end);
    add(shape(-2)), add(shape(2));
    own(mix(lower_before, word_.lower)), own(mix(word_.lower, lower_after));
    add(mix(lower_before, lower_after)), add(mix(lower_before, word_.shape)), add(mix(word_.shape, lower_after));
    add(mix(lower(-2), lower_before)), add(mix(lower_after, lower(2)));
    add(mix(shape_before, word_.shape)), add(mix(word_.shape, shape_after));
    add(mix(mix(shape_before, word_.shape), shape_after));
    add(mix(mix(shape(-2), shape_before), word_.shape)), add(mix(mix(word_.shape, shape_after), shape(2)));
    add(has(-1) ? near(-1).suffix[2] : sentence_start), add(has(1) ? near(1).suffix[2] : sentence_end);
    add(mix(at_ == sentence_.first, mode_)), add(mix(at_ + 1 == sentence_.last, word_.shape));
  }

  /// The run of capitalised words around the token and what stands outside it.
  void add_run() {
    number_ = 60;
    if (!word_.capital) return;
    const std::uint32_t first = word_.run_first, last = word_.run_last;
    const Hash from_first = at_ - first, to_last = last - at_;
    const Hash before = lower_at(std::int64_t{first} - 1), after = lower_at(std::int64_t{last} + 1);
    own(mix(words_[first].lower, from_first)), own(mix(words_[last].lower, to_last));
    add(mix(std::min<Hash>(last - first, 5), std::min<Hash>(from_first, 3) * 8 + std::min<Hash>(to_last, 3)));
    add(mix(before, mode_)), add(mix(after, mode_)), add(mix(mix(before, after), mode_));
    add(mix(words_[last].suffix[2], to_last));
    Hash whole_run = 0;
    for (std::uint32_t k = first; k <= last && k < first + 6; ++k) whole_run = mix(whole_run, words_[k].lower);
    own(mix(whole_run, from_first));

    const auto skipped = [&](std::int64_t k) { return words_[k].capital || words_[k].is_sign; };
    // Bounded, so that a long table of capitals stays linear.
    std::int64_t left = std::int64_t{first} - 1, right = std::int64_t{last} + 1;
    for (int step = 0; step < 16 && left >= sentence_.first && skipped(left); ++step) --left;
    for (int step = 0; step < 16 && right < sentence_.last && skipped(right); ++step) ++right;
    add(lower_at(left) ), add(lower_at(right));
  }

  void add_lists() {
    number_ = 100;
    group_ = gazetteers;
    for (int d = -2; d <= 2; ++d) {
      if (!has(d)) continue;
      const Word& there = near(d);
      for (std::uint32_t rest = there.lists; rest != 0; rest &= rest - 1) {
        const auto list = static_cast<std::size_t>(std::countr_zero(rest));
        const Hash hit = list * 64 + there.list_places[list];
        emit(mix(number_ + Hash(d + 2), hit));
        if (d != 0) continue;
        const Hash number = number_ + 5;
        emit(mix(mix(number, hit), mode_ + 3 * (at_ == sentence_.first)));
        emit(mix(mix(number + 1, hit), shape(1)));
        emit(mix(mix(number + 2, hit), lower(-1)));
        emit(mix(mix(number + 3, hit), word_.shape));
      }
    }
    Hash all = 0;
    for (std::uint32_t rest = word_.lists; rest != 0; rest &= rest - 1) {
      const auto list = static_cast<std::size_t>(std::countr_zero(rest));
      all = mix(all, list * 64 + word_.list_places[list]);
    }
    emit(mix(number_ + 10, all));
    if (word_.capital && word_.run_last > word_.run_first)
      emit(mix(mix(number_ + 11, mix(words_[word_.run_first].lists, words_[word_.run_last].lists)),
               at_ - word_.run_first));
    group_ = plain;
  }

  void add_clusters() {
    number_ = 200;
    for (int d = -2; d <= 2; ++d) {
      if (!has(d) || near(d).clusters == 0) continue;
      std::uint32_t packed = near(d).clusters - 1;
      for (std::size_t grain = 0; grain < cluster_bits.size(); ++grain) {
        const Hash cluster = (packed & ((1u << cluster_bits[grain]) - 1)) * 4 + grain;
        packed >>= cluster_bits[grain];
        emit(mix(number_ + Hash(d + 2), cluster));
        if (d == 0) emit(mix(mix(number_ + 5, cluster), mix(word_.shape, mode_)));
      }
    }
    const Hash own_cluster = finest(word_);
    if (has(-1) && own_cluster && finest(near(-1))) emit(mix(mix(number_ + 6, finest(near(-1))), own_cluster));
    if (has(1) && own_cluster && finest(near(1))) emit(mix(mix(number_ + 7, finest(near(1))), own_cluster));
    if (!word_.capital) return;
    const std::uint32_t first = word_.run_first, last = word_.run_last;
    if (first > sentence_.first && finest(words_[first - 1])) emit(mix(number_ + 8, finest(words_[first - 1])));
    if (last + 1 < sentence_.last && finest(words_[last + 1])) emit(mix(number_ + 9, finest(words_[last + 1])));
    if (finest(words_[last])) emit(mix(mix(number_ + 10, finest(words_[last])), last - at_));
  }

  /// What the document's other uses of the word look like.
  void add_usage(const Usage& usage) {
    if (!word_.capital && !word_.has_digit) return;
    number_ = 300;
    group_ = document;
    const std::size_t from = out_.size();
    const Usage::Entry& entry = usage.of(at_);
    emit(mix(mix(number_, std::min(entry.lower_count, 2u)),
             mode_ * 8 + (at_ == sentence_.first) * 4 + std::min(entry.inside_count, 3u)));
    std::uint32_t seen = 0;
    for (std::uint32_t p = 0; p < entry.place_count && seen < other_places_max; ++p) {
      if (entry.places[p] == at_) continue;
      ++seen;
      add_other_place(entry.places[p]);
    }
    emit(mix(number_ + 9, std::min(seen, 3u)));
    std::sort(out_.begin() + static_cast<std::ptrdiff_t>(from), out_.end());
    out_.erase(std::unique(out_.begin() + static_cast<std::ptrdiff_t>(from), out_.end()), out_.end());
    group_ = plain;
  }

 private:
  void add_other_place(std::uint32_t place) {
    const Word& other = words_[place];
    const WordRange range = words_.sentences()[other.sentence];
    const Hash from_first = place - other.run_first, to_last = other.run_last - place;
    const auto lower_in = [&](std::int64_t k) {
      return k < range.first ? sentence_start : k >= range.last ? sentence_end : words_[k].lower;
    };
    emit(mix(number_ + 1, lower_in(std::int64_t{place} - 1)));
    emit(mix(number_ + 2, lower_in(std::int64_t{place} + 1)));
    emit(mix(mix(number_ + 3, words_[other.run_last].lower), to_last));
    emit(mix(mix(number_ + 4, words_[other.run_first].lower), from_first));
    emit(mix(mix(number_ + 5, std::min<Hash>(other.run_last - other.run_first, 3)), to_last * 4 + from_first));
    for (std::uint32_t rest = other.lists; rest != 0; rest &= rest - 1) {
      const auto list = static_cast<std::size_t>(std::countr_zero(rest));
      const std::uint8_t places = other.list_places[list];
      if (places & (whole | first_of_phrase)) emit(mix(mix(number_ + 6, list), places));
    }
    if (other.run_first > range.first) emit(mix(number_ + 7, words_[other.run_first - 1].lower));
    if (other.run_last + 1 < range.last) emit(mix(number_ + 8, words_[other.run_last + 1].lower));
  }

  bool has(int d) const {
    const std::int64_t at = std::int64_t{at_} + d;
    return at >= sentence_.first && at < sentence_.last;
  }
  const Word& near(int d) const { return words_[static_cast<std::size_t>(std::int64_t{at_} + d)]; }
  Hash lower_at(std::int64_t k) const {
    if (k < sentence_.first) return sentence_start + Hash(std::int64_t{sentence_.first} - k);
    if (k >= sentence_.last) return sentence_end + Hash(k - sentence_.last);
    return words_[static_cast<std::size_t>(k)].lower;
  }
  Hash lower(int d) const { return lower_at(std::int64_t{at_} + d); }
  Hash shape(int d) const {
    const std::int64_t k = std::int64_t{at_} + d;
    return k < sentence_.first ? sentence_start : k >= sentence_.last ? sentence_end : near(d).shape;
  }
  /// The finest cluster, plus one; 0 when unknown.
  static Hash finest(const Word& word) {
    return word.clusters == 0 ? 0 : ((word.clusters - 1) >> (cluster_bits[0] + cluster_bits[1] + cluster_bits[2])) + 1;
  }

  void emit(Hash hash) { out_.push_back((hash & ~group_bits) | group_); }
  void add(Hash value) { emit(mix(number_++, value)); }
  void own(Hash value) {
    group_ = own_words;
    add(value);
    group_ = plain;
  }

  const Words& words_;
  const Word& word_;
  WordRange sentence_;
  Hash mode_;
  std::uint32_t at_;
  std::vector<Hash>& out_;
  Hash number_ = 1;
  Hash group_ = plain;
};

}  // namespace

Usage::Usage(const Words& words) : entry_of_word_(words.size()) {
  const std::size_t slot_count = std::bit_ceil(words.size() * 2 + 1);
  std::vector<std::uint32_t> slots(slot_count);  // index of an entry plus one
  std::vector<Hash> keys;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    std::size_t at = (word.lower ^ word.lower >> 32) & (slot_count - 1);
    while (slots[at] != 0 && keys[slots[at] - 1] != word.lower) at = (at + 1) & (slot_count - 1);
    if (slots[at] == 0) {
      keys.push_back(word.lower);
      entries_.emplace_back();
      slots[at] = static_cast<std::uint32_t>(entries_.size());
    }
    entry_of_word_[i] = slots[at] - 1;
    Entry& entry = entries_[slots[at] - 1];
    if (!word.capital) {
      ++entry.lower_count;
      continue;
    }
    const bool begins_sentence = i == words.sentences()[word.sentence].first;
    entry.inside_count += !begins_sentence;
    if (entry.place_count < places_max && (!begins_sentence || word.run_last > word.run_first))
      entry.places[entry.place_count++] = i;
  }
}

void extract_features(const Words& words, std::size_t sentence, const Usage* usage, SentenceFeatures& out) {
  const WordRange range = words.sentences()[sentence];
  const Mode mode = mode_of(words, range);
  out.hashes.clear();
  out.begins.assign(1, 0);
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    TokenFeatures token(words, range, mode, i, out.hashes);
    token.add_own();
    token.add_neighbours();
    token.add_run();
    token.add_lists();
    token.add_clusters();
    if (usage != nullptr) token.add_usage(*usage);
    out.begins.push_back(static_cast<std::uint32_t>(out.hashes.size()));
  }
}

}  // namespace newswired::entities
