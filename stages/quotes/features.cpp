#include "stages/quotes/features.h"

#include <algorithm>

#include "stages/quotes/feature_keys.h"
#include "stages/tagging/weight_table.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// Of a following paragraph only the beginning tells whether it carries a quote on.
constexpr int look_ahead = 40;

Key paragraph_before(const std::vector<ParagraphView>& views, std::size_t p) {
  if (p == 0) return 0;
  const ParagraphView& view = views[p - 1];
  const Token& last = view.tokens.back();
  bool quoted = false, has_cue = false;
  for (const Token& token : view.tokens) quoted |= token.is_quoted;
  Key key = combine(1 + quoted, !last.is_quoted ? 0 : last.sign == Sign::close ? 1 : 2);
  if (view.guess.empty()) return key;
  float cue_max = 0, content_max = 0;
  for (int k = 0; k < view.size(); ++k) {
    has_cue |= view.guess[at(k)] == tagging::begin_label(cue);
    cue_max = std::max(cue_max, view.posterior(k)[3]);
    content_max = std::max(content_max, posterior_of(view.posterior(k), content));
  }
  const int end = view.size() > 1 && view.guess.back() == 0 ? view.size() - 2 : view.size() - 1;
  key = combine(key, combine(has_cue, view.guess[at(end)]));
  return combine(key, combine(combine(probability_class(cue_max), probability_class(content_max)),
                              probability_class(posterior_of(view.posterior(end), content))));
}

Key paragraph_after(const std::vector<ParagraphView>& views, std::size_t p) {
  if (p + 1 >= views.size()) return 0;
  const ParagraphView& view = views[p + 1];
  const Key key = 1 + (view.tokens[0].sign == Sign::open);
  if (view.guess.empty()) return key;
  float cue_max = 0;
  for (int k = 0; k < std::min(view.size(), look_ahead); ++k)
    cue_max = std::max(cue_max, view.posterior(k)[3]);
  return combine(combine(key, probability_class(cue_max)),
                 combine(probability_class(view.posterior(0)[1]), probability_class(view.posterior(0)[5])));
}

Key sentence_before(const ParagraphView& view, int first) {
  int best = -1;
  bool quoted = false, has_cue = false, has_content = false;
  for (int k = view.sentence_first[at(first - 1)]; k < first; ++k) {
    if (view.tokens[at(k)].is_quoted)
      quoted = true;
    else if (view.cue[at(k)] <= 6)
      best = std::max<int>(best, view.cue[at(k)]);
    if (view.guess.empty()) continue;
    has_cue |= view.guess[at(k)] == 3;
    has_content |= view.guess[at(k)] == 1 || view.guess[at(k)] == 2;
  }
  const Key key =
      combine(combine("sentence"_key, best + 1), quoted + 2u * view.tokens[at(first - 1)].is_quoted);
  if (view.guess.empty()) return key;
  return combine(key, combine(has_cue + 2u * has_content, first >= 2 ? view.guess[at(first - 2)] : 9));
}

Key sentence_after(const ParagraphView& view, int last) {
  const Token& token = view.tokens[at(last)];
  const Key key = combine("sentence"_key, token.sign == Sign::open ? 0 : token.is_quoted ? 1 : 2);
  if (view.guess.empty()) return key;
  bool has_cue = false, has_content = false;
  for (int k = last; k < view.sentence_last[at(last)]; ++k) {
    has_cue |= view.guess[at(k)] == 3;
    has_content |= view.guess[at(k)] == 1 || view.guess[at(k)] == 2;
  }
  return combine(key, combine(has_cue + 2u * has_content, view.guess[at(last)]));
}

SentenceFacts facts_of(const ParagraphView& view, int first, Key before, Key after) {
  SentenceFacts facts;
  facts.first = first;
  facts.last = view.sentence_last[at(first)];
  facts.before = first > 0 ? sentence_before(view, first) : before;
  facts.after = facts.last < view.size() ? sentence_after(view, facts.last) : after;
  for (int k = facts.first; k < facts.last; ++k) {
    facts.has_quote |= view.tokens[at(k)].is_quoted;
    if (!view.tokens[at(k)].is_quoted && view.cue[at(k)] <= 6 && view.cue[at(k)] > facts.best_rate) {
      facts.best_rate = view.cue[at(k)];
      facts.best_at = k;
    }
    if (view.guess.empty()) continue;
    facts.contents += view.guess[at(k)] == 1;
    facts.cues += view.guess[at(k)] == 3;
    facts.sources += view.guess[at(k)] == 5;
    facts.content_max = std::max(facts.content_max, posterior_of(view.posterior(k), content));
    facts.source_max = std::max(facts.source_max, view.posterior(k)[5]);
  }
  return facts;
}

}  // namespace

void add_node_features(const std::vector<ParagraphView>& views, std::size_t paragraph, KeyRows& rows) {
  const ParagraphView& view = views[paragraph];
  const Key before = paragraph_before(views, paragraph), after = paragraph_after(views, paragraph);
  SentenceFacts facts;
  FeatureKeys add(rows.keys);
  for (int i = 0; i < view.size(); ++i) {
    if (view.sentence_first[at(i)] == i) facts = facts_of(view, i, before, after);
    add_word_features(view, i, add);
    add_mark_features(view, i, before, add);
    add_cue_features(view, i, facts, add);
    add_syntax_features(view, i, add);
    if (!view.guess.empty()) add_stage_features(view, i, facts, add);
    rows.close_row();
  }
}

namespace {

void add_stage_steps(const ParagraphView& view, int i, Key marks, FeatureKeys& add) {
  const auto level = [](float p) { return (p >= 0.1f) + (p >= 0.3f) + (p >= 0.6f) + (p >= 0.9f); };
  const Key guesses = combine(view.guess[at(i - 1)], view.guess[at(i)]);
  const Posterior &left = view.posterior(i - 1), &here = view.posterior(i);
  add("T"_key, guesses);
  add("T,marks"_key, guesses, marks);
  add("M"_key, combine(level(here[1]), level(here[3])), combine(level(here[5]), level(left[1] + left[2])),
      level(here[2]));
  add("M0"_key, level(here[0]), level(left[0]), guesses);
}

}  // namespace

void add_step_features(const ParagraphView& view, KeyRows& rows) {
  FeatureKeys add(rows.keys);
  rows.close_row();
  const auto state = [&](int k) -> Key {
    return static_cast<Key>(view.tokens[at(k)].sign) * 2 + view.tokens[at(k)].is_quoted;
  };
  const auto kind = [&](int k) -> Key {
    const tagging::Word& word = view.tokens[at(k)].word;
    return !word.has_letter ? word.form : word.is_capitalised ? 2 : 1;
  };
  for (int i = 1; i < view.size(); ++i) {
    const Token &left = view.tokens[at(i - 1)], &here = view.tokens[at(i)];
    const bool border = !view.same_sentence(i - 1, i);
    const Key marks = combine(combine(state(i - 1), state(i)), border),
              kinds = combine(combine(kind(i - 1), kind(i)), border);
    add("step"_key);
    add("marks"_key, marks);
    add("kinds"_key, kinds);
    add("marks,kinds"_key, marks, kinds);
    add("w"_key, here.word.form);
    add("w-1"_key, left.word.form, border);
    add("C"_key, view.cue[at(i - 1)], view.cue[at(i)], marks);
    add("kinds,C"_key, kinds, view.cue[at(i)], i + 1 < view.size() ? view.cue[at(i + 1)] : 17);
    add("tags"_key, tag_key(left.tag), tag_key(here.tag));
    add("frames"_key, view.frame[at(i - 1)], view.frame[at(i)], border);
    const Key chunk = view.phrase_first[at(i)] == i ? 1 : view.phrase_first[at(i)] >= 0 ? 2 : 0;
    add("chunks"_key, chunk, view.phrase_first[at(i - 1)] >= 0, combine(view.frame[at(i)], kind(i - 1)));
    const Rate left_frame = view.frame[at(i - 1)], frame = view.frame[at(i)];
    add("tags,frame"_key, tag_key(left.tag), tag_key(here.tag),
        std::max(left_frame > 6 ? 0 : left_frame, frame > 6 ? 0 : frame));
    if (!view.guess.empty()) add_stage_steps(view, i, marks, add);
    rows.close_row();
  }
}

std::uint64_t features_fingerprint() {
  // Own sentences that reach every group of features; the answers of tagger and lexicon are made up.
  constexpr std::string_view sample =
      "\"We are ready to talk,\" the minister, Ana Brandt, told reporters on Monday, adding that 3 of 10 "
      "towns had "
      "agreed. She didn't say when: \"soon\" was all.\n\nHer aides believe the plan will fail.";
  Analysis analysis = analyse(sample, {});
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i)
    analysis.tokens[i].tag = static_cast<Tag>(i * 7 % tagging::tag_count);
  const std::vector<Posterior> posteriors(analysis.tokens.size(),
                                          {0.3f, 0.1f, 0.2f, 0.25f, 0.05f, 0.05f, 0.05f});
  auto views = view_paragraphs(analysis, [](Key key) { return static_cast<Rate>(key % 10); });
  show_posteriors(views, posteriors);
  KeyRows rows;
  for (std::size_t p = 0; p < views.size(); ++p) {
    add_node_features(views, p, rows);
    add_step_features(views[p], rows);
  }
  Key fingerprint = combine("quotes features"_key, tagging::WeightTable::format);
  for (const Key key : rows.keys) fingerprint = combine(fingerprint, key);
  return fingerprint;
}

}  // namespace newswired::quotes
