#pragma once

#include <concepts>
#include <vector>

#include "stages/quotes/paragraph_view.h"

namespace newswired::quotes {

/// Collects features: a name and the numbers it combines.
class FeatureKeys {
 public:
  explicit FeatureKeys(std::vector<Key>& out) : out_(out) {}

  template <class... Parts>
  void operator()(Key name, Parts... parts) {
    ((name = combine(name, static_cast<Key>(parts))), ...);
    out_.push_back(name);
  }

 private:
  std::vector<Key>& out_;
};

/// A distance or length in eleven classes.
inline int length_class(int tokens) {
  constexpr int bounds[] = {5, 8, 13, 20, 35};
  if (tokens <= 3) return tokens;
  int result = 4;
  for (const int bound : bounds) result += tokens > bound;
  return result;
}

/// A probability in six classes.
inline int probability_class(float p) {
  return (p >= 0.05f) + (p >= 0.2f) + (p >= 0.4f) + (p >= 0.6f) + (p >= 0.85f);
}

inline std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}
inline Key tag_key(Tag tag) {
  return static_cast<Key>(tag) + 1;
}

/// The facts of a sentence and its neighbours that every token of it shares.
struct SentenceFacts {
  int first = 0, last = 0;
  int best_rate = -1, best_at = -1;  ///< The strongest cue outside marks.
  bool has_quote = false;
  Key before = 0, after = 0;                ///< The sentence or paragraph before and after, in short.
  int cues = 0, contents = 0, sources = 0;  ///< Counted in the first stage's guess.
  float content_max = 0, source_max = 0;
};

/// The groups of node features of token `i`; `facts` are its sentence's.
void add_word_features(const ParagraphView& view, int i, FeatureKeys& add);
void add_mark_features(const ParagraphView& view, int i, Key paragraph_before, FeatureKeys& add);
void add_cue_features(const ParagraphView& view, int i, const SentenceFacts& facts, FeatureKeys& add);
void add_syntax_features(const ParagraphView& view, int i, FeatureKeys& add);
void add_stage_features(const ParagraphView& view, int i, const SentenceFacts& facts, FeatureKeys& add);

}  // namespace newswired::quotes
