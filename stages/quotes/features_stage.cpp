// What the first stage said of a token and of those around it: the second stage's own features.
#include <algorithm>

#include "stages/quotes/feature_keys.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

constexpr int cue_begins = tagging::begin_label(cue);

Key guess(const ParagraphView& view, int k) {
  return k < 0 ? 11 : k >= view.size() ? 12 : view.guess[at(k)];
}
bool guessed_content(const ParagraphView& view, int k) {
  return view.guess[at(k)] == 1 || view.guess[at(k)] == 2;
}

void add_own(const ParagraphView& view, int i, FeatureKeys& add) {
  const Key w = view.form(i), here = guess(view, i);
  for (int k = -2; k <= 2; ++k) add("T"_key, k + 8, guess(view, i + k));
  add("T-1,0,1"_key, guess(view, i - 1), here, guess(view, i + 1));
  add("T,w"_key, here, w);
  add("T,w+1"_key, here, view.form(i + 1));
  add("T,w-1"_key, here, view.form(i - 1));
  add("T0,3"_key, here, guess(view, i + 3));
  add("T0,-3"_key, here, guess(view, i - 3));
  for (int k = -1; k <= 1; ++k) {
    if (i + k < 0 || i + k >= view.size()) continue;
    const Posterior& p = view.posterior(i + k);
    const auto level = [&](int label) { return probability_class(p[at(label)]); };
    add("M content"_key, k + 8, level(1), level(2));
    add("M cue"_key, k + 8, level(3), level(4));
    add("M source"_key, k + 8, level(5), level(6));
    add("M all"_key, k + 8, level(0), probability_class(p[1] + p[2]), probability_class(p[3] + p[4]));
  }
}

void add_around(const ParagraphView& view, int i, const SentenceFacts& facts, FeatureKeys& add) {
  int left = -1, right = -1;
  float left_max = 0, right_max = 0;
  for (int k = i - 1; k >= facts.first; --k) {
    if (left < 0 && (view.guess[at(k)] == 3 || view.guess[at(k)] == 4)) left = k;
    left_max = std::max(left_max, view.posterior(k)[cue_begins]);
  }
  for (int k = i + 1; k < facts.last; ++k) {
    if (right < 0 && (view.guess[at(k)] == 3 || view.guess[at(k)] == 4)) right = k;
    right_max = std::max(right_max, view.posterior(k)[cue_begins]);
  }
  const Posterior& p = view.posterior(i);
  const int lc = probability_class(left_max), rc = probability_class(right_max);
  add("M cues"_key, lc, rc);
  add("M cues,own"_key, lc, rc, probability_class(p[1] + p[2]), probability_class(p[3]));
  add("M sentence"_key, probability_class(facts.content_max), probability_class(facts.source_max),
      probability_class(p[3]), probability_class(p[5]));
  add("TL"_key, left < 0 ? 0 : view.form(left));
  add("TR"_key, right < 0 ? 0 : view.form(right));
  add("T far"_key, left < 0 ? 99 : length_class(i - left), right < 0 ? 99 : length_class(right - i));
  add("TL,w"_key, left < 0 ? 0 : view.form(left), view.form(i));
  add("TL next"_key, left < 0 ? 0 : view.form(left + 1), right >= 0);
  add("T counts"_key, std::min(facts.cues, 2), std::min(facts.contents, 2), std::min(facts.sources, 2),
      (left >= 0) + 2 * (right >= 0) + 4 * view.tokens[at(i)].is_quoted);
  int a = i, b = i, inside = 0;
  while (a > facts.first && view.form(a - 1) != ","_key) --a;
  while (b < facts.last && view.form(b) != ","_key) ++b;
  for (int k = a; k < b; ++k) inside += guessed_content(view, k);
  add("T clause"_key, b > a ? 4 * inside / (b - a) : 0, left >= 0, right >= 0);
}

}  // namespace

void add_stage_features(const ParagraphView& view, int i, const SentenceFacts& facts, FeatureKeys& add) {
  add_own(view, i, add);
  add_around(view, i, facts, add);
  const Key state = combine(std::min(facts.cues, 1), view.tokens[at(i)].is_quoted);
  add("T before"_key, facts.before, state);
  add("T after"_key, facts.after, state);
}

}  // namespace newswired::quotes
