// Quotation marks: the state of a token and the stretch it lies in.
#include <algorithm>

#include "stages/quotes/feature_keys.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// How far from a token without marks the next quoted stretch is still seen.
constexpr int reach = 12;

Key state(const ParagraphView& view, int k) {
  if (k < 0) return 20;
  if (k >= view.size()) return 21;
  return static_cast<Key>(view.tokens[at(k)].sign) * 2 + view.tokens[at(k)].is_quoted;
}

/// Whether a place is the edge of the paragraph, of a sentence, or inside one.
Key edge_class(bool paragraph, bool sentence) {
  return paragraph ? 2 : sentence ? 1 : 0;
}

void add_stretch_features(const ParagraphView& view, int i, Key paragraph_before, FeatureKeys& add) {
  const int a = view.quote_first[at(i)], b = view.quote_last[at(i)], n = view.size();
  const int length = length_class(b - a);
  add("q length"_key, length);
  add("q place"_key, length_class(i - a), length_class(b - 1 - i));
  add("q before"_key, view.form(a - 1));
  add("q after"_key, view.form(b));
  add("q last,after"_key, b - 2 >= a ? view.form(b - 2) : 0, view.form(b));
  add("q before,length"_key, view.form(a - 1), length);
  add("q capital"_key, a + 1 < n && view.tokens[at(a + 1)].word.is_capitalised, length);
  add("q cues"_key, a > 0 ? view.cue[at(a - 1)] : 7, b < n ? view.cue[at(b)] : 7);
  const Key left = edge_class(a == 0, a == view.sentence_first[at(a)]);
  const Key right = edge_class(b == n, b == view.sentence_last[at(b - 1)]);
  add("q edges"_key, left, right);
  add("q edges,before"_key, left, right, paragraph_before);
  if (a > 0) add("q frame"_key, view.frame[at(a - 1)], length);
}

}  // namespace

void add_mark_features(const ParagraphView& view, int i, Key paragraph_before, FeatureKeys& add) {
  const Key here = state(view, i);
  add("q"_key, here);
  add("q-1,0,1"_key, state(view, i - 1), here, state(view, i + 1));
  add("q,w"_key, here, view.form(i));
  if (view.quote_first[at(i)] >= 0) {
    add_stretch_features(view, i, paragraph_before, add);
    return;
  }
  int left = 99, right = 99;
  for (int k = i; k >= std::max(0, i - reach); --k)
    if (view.tokens[at(k)].is_quoted) {
      left = i - k;
      break;
    }
  for (int k = i; k < std::min(view.size(), i + reach); ++k)
    if (view.tokens[at(k)].is_quoted) {
      right = k - i;
      break;
    }
  add("q near"_key, length_class(left), length_class(right));
}

}  // namespace newswired::quotes
