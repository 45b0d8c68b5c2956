// Likely cues around a token, and its place in the sentence.
#include <algorithm>

#include "stages/quotes/feature_keys.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

void add_left_cue(const ParagraphView& view, int i, int cue, FeatureKeys& add) {
  const Token& token = view.tokens[at(i)];
  const Rate rate = view.cue[at(cue)];
  add("L next"_key, view.form(cue + 1));
  add("L next,rate"_key, rate, view.form(cue + 1));
  int commas = 0;
  bool that = false;
  for (int k = cue + 1; k < i; ++k) {
    commas += view.form(k) == ","_key;
    that |= view.form(k) == "that"_key;
  }
  add("L between"_key, std::min(commas, 3), that, rate);
  add("L w"_key, token.word.form, rate, view.tokens[at(cue)].is_quoted);
  add("L frame,next"_key, view.frame[at(cue)], view.next[at(cue)], tag_key(token.tag));
  add("L frame,far"_key, view.frame[at(cue)], length_class(i - cue), tag_key(token.tag));
}

void add_right_cue(const ParagraphView& view, int i, int cue, int end, bool has_left, FeatureKeys& add) {
  const Rate rate = view.cue[at(cue)];
  int commas = 0;
  for (int k = i + 1; k < cue; ++k) commas += view.form(k) == ","_key;
  const int rest = end - 1 - cue;
  add("R between"_key, std::min(commas, 3), rate, rest <= 1);
  add("R rest"_key, rest <= 1 ? 0 : rest <= 5 ? 1 : 2, rate, has_left);
  add("R frame,far"_key, view.frame[at(cue)], length_class(cue - i), tag_key(view.tokens[at(i)].tag));
}

void add_sentence_features(const ParagraphView& view, int i, const SentenceFacts& facts, FeatureKeys& add) {
  const Token& token = view.tokens[at(i)];
  const int side = facts.best_at < i ? 0 : facts.best_at == i ? 1 : 2;
  add("S"_key, facts.best_rate + 1, facts.has_quote, side);
  add("S w"_key, facts.best_at >= 0 ? view.form(facts.best_at) : 0, side);
  add("S first"_key, view.form(facts.first));
  add("S first,L"_key, view.form(facts.first), view.left_cue[at(i)] >= 0);
  add("S place"_key, length_class(i - facts.first), length_class(facts.last - 1 - i));
  add("S before"_key, facts.before, token.is_quoted);
  add("S before,best"_key, facts.before, facts.best_rate + 1, facts.has_quote);
  add("S after"_key, facts.after, facts.best_rate + 1);
  add("S edges"_key, facts.first == 0, facts.last == view.size());
  const Token& end = view.tokens.back();
  if (view.size() < 20 && end.word.form != "."_key && !end.is_quoted) add("headline"_key);
}

}  // namespace

void add_cue_features(const ParagraphView& view, int i, const SentenceFacts& facts, FeatureKeys& add) {
  const auto rate = [&](const std::vector<Rate>& rates, int k) -> Key {
    return k < 0 || k >= view.size() ? 17 : rates[at(k)] + 32u * view.tokens[at(k)].is_quoted;
  };
  for (int k = -3; k <= 3; ++k)
    if (i + k >= 0 && i + k < view.size()) add("C"_key, k + 8, rate(view.cue, i + k));
  add("C-1,0,1"_key, rate(view.cue, i - 1), view.cue[at(i)], rate(view.cue, i + 1));
  for (int k = -1; k <= 1; ++k)
    if (i + k >= 0 && i + k < view.size()) add("src"_key, k + 8, view.source[at(i + k)]);
  for (int k = -2; k <= 2; ++k)
    if (i + k >= 0 && i + k < view.size()) add("frame"_key, k + 8, rate(view.frame, i + k));

  const int left = view.left_cue[at(i)], right = view.right_cue[at(i)];
  add("L"_key, left < 0 ? 0 : view.form(left));
  add("R"_key, right < 0 ? 0 : view.form(right));
  add("L far"_key, left < 0 ? 99 : length_class(i - left), left < 0 ? 0 : view.cue[at(left)]);
  add("R far"_key, right < 0 ? 99 : length_class(right - i), right < 0 ? 0 : view.cue[at(right)]);
  if (left >= 0) add_left_cue(view, i, left, add);
  if (right >= 0) add_right_cue(view, i, right, facts.last, left >= 0, add);
  add_sentence_features(view, i, facts, add);
}

}  // namespace newswired::quotes
