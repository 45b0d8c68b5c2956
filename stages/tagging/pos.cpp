#include "stages/tagging/pos.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "stages/tagging/bytes.h"

namespace newswired::tagging {
namespace {

constexpr std::array<std::string_view, tag_count + 1> tag_names = {
    "NN",    "IN",  "DT",   "NNP", "JJ",  ",",    ".",  "NNS",  "PRP", "RB",  "CC",  "VB",
    "VBD",   "VBZ", "CD",   "VBP", "VBN", "VBG",  "TO", "PRP$", "MD",  ":",   "UH",  "-LRB-",
    "-RRB-", "WDT", "HYPH", "WRB", "POS", "NNPS", "WP", "''",   "``",  "RP",  "EX",  "JJR",
    "FW",    "RBR", "JJS",  "SYM", "PDT", "RBS",  "LS", "$",    "WP$", "ADD", "NFP", "none"};

}  // namespace

std::string_view to_string(Tag tag) {
  return tag_names[static_cast<std::size_t>(tag)];
}

std::optional<Tag> tag_from(std::string_view penn_name) {
  for (int i = 0; i < tag_count; ++i)
    if (tag_names[static_cast<std::size_t>(i)] == penn_name) return static_cast<Tag>(i);
  return std::nullopt;
}

const Word& opening_mark() {
  static const Word word = symbolic("<OQ>");
  return word;
}
const Word& closing_mark() {
  static const Word word = symbolic("<CQ>");
  return word;
}

int pos_features(std::span<const Word> sentence, std::size_t i, Tag previous, Tag before_previous, Key* out) {
  static const Word outside = symbolic("<none>");
  const auto word_at = [&](std::ptrdiff_t k) -> const Word& {
    return k < 0 || k >= static_cast<std::ptrdiff_t>(sentence.size()) ? outside
                                                                      : sentence[static_cast<std::size_t>(k)];
  };
  const auto at = static_cast<std::ptrdiff_t>(i);
  const Word &word = word_at(at), &left = word_at(at - 1), &right = word_at(at + 1);
  int count = 0;
  const auto add = [&](Key name, Key value) { out[count++] = combine(name, value); };

  add("bias"_key, 0);
  add("w"_key, word.form);
  add("w-1"_key, left.form);
  add("w+1"_key, right.form);
  add("w-2"_key, word_at(at - 2).form);
  add("w+2"_key, word_at(at + 2).form);
  add("w-1,0"_key, combine(left.form, word.form));
  add("w0,1"_key, combine(word.form, right.form));
  add("w-1,1"_key, combine(left.form, right.form));
  for (std::size_t k = 0; k < word.suffix.size(); ++k)
    if (word.suffix[k]) add("suffix"_key, combine(k, word.suffix[k]));
  for (std::size_t k = 0; k < word.prefix.size(); ++k)
    if (word.prefix[k]) add("prefix"_key, combine(k, word.prefix[k]));
  add("shape"_key, word.shape);
  add("shape,first"_key, combine(word.shape, i == 0));
  add("shape+1"_key, right.shape);
  add("shape-1"_key, left.shape);
  if (right.suffix[1]) add("suffix+1"_key, combine(word.suffix[1], right.suffix[1]));
  if (left.suffix[2]) add("suffix-1"_key, left.suffix[2]);
  if (word.has_hyphen) add("hyphen"_key, word.suffix[2]);

  const Key t1 = static_cast<Key>(previous), t2 = static_cast<Key>(before_previous);
  add("t-1"_key, t1);
  add("t-2,-1"_key, combine(t1, t2));
  add("t-1,w"_key, combine(t1, word.form));
  add("t-1,w+1"_key, combine(t1, right.form));
  add("t-1,suffix"_key, combine(t1, word.suffix[1] ? word.suffix[1] : word.form));
  return count;
}

Result<PosTagger> PosTagger::open(std::string_view bytes) {
  const Error broken{ErrorKind::invalid,
                     "part-of-speech weights are damaged; retrain or reinstall the model"};
  if (bytes.size() < 8) return broken;
  const std::uint32_t bits = load<std::uint32_t>(bytes.data());
  const std::uint32_t pair_count = load<std::uint32_t>(bytes.data() + 4);
  if (bits > 24) return broken;
  const std::uint64_t slots = std::uint64_t{1} << bits;
  if (bytes.size() < 8 + 4 * (slots + 1) + 2 * std::uint64_t{pair_count}) return broken;

  PosTagger tagger;
  tagger.slot_mask_ = static_cast<std::uint32_t>(slots - 1);
  tagger.offsets_ = bytes.data() + 8;
  tagger.pairs_ = tagger.offsets_ + 4 * (slots + 1);
  std::uint32_t last = 0;
  for (std::uint64_t i = 0; i <= slots; ++i) {
    const auto offset = load<std::uint32_t>(tagger.offsets_ + 4 * i);
    if (offset < last || offset > pair_count) return broken;
    last = offset;
  }
  for (std::uint32_t i = 0; i < pair_count; ++i)
    if (static_cast<std::uint8_t>(tagger.pairs_[2 * i]) >= tag_count) return broken;
  return tagger;
}

void PosTagger::tag(std::span<const Word> sentence, std::span<Tag> tags) const {
  if (!offsets_) return std::fill(tags.begin(), tags.end(), Tag::NN);
  Key features[pos_features_max];
  Tag previous = Tag::none, before_previous = Tag::none;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    std::array<std::int32_t, tag_count> score{};
    const int count = pos_features(sentence, i, previous, before_previous, features);
    // In three rounds, each of which asks for the memory of the next.
    const char* slots[pos_features_max];
    for (int k = 0; k < count; ++k) {
      slots[k] = offsets_ + 4 * std::size_t{static_cast<std::uint32_t>(features[k]) & slot_mask_};
      __builtin_prefetch(slots[k]);
    }
    std::uint32_t begins[pos_features_max], ends[pos_features_max];
    for (int k = 0; k < count; ++k) {
      begins[k] = load<std::uint32_t>(slots[k]);
      ends[k] = load<std::uint32_t>(slots[k] + 4);
      __builtin_prefetch(pairs_ + 2 * std::size_t{begins[k]});
    }
    for (int k = 0; k < count; ++k)
      for (std::uint32_t p = begins[k]; p < ends[k]; ++p)
        score[static_cast<std::uint8_t>(pairs_[2 * p])] += static_cast<std::int8_t>(pairs_[2 * p + 1]);
    const auto best = std::max_element(score.begin(), score.end()) - score.begin();
    before_previous = previous;
    previous = tags[i] = static_cast<Tag>(best);
  }
}

}  // namespace newswired::tagging
