#include "stages/quotes/paragraph_view.h"

#include <algorithm>

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

bool in_phrase(const Token& token) {
  if (token.sign != Sign::none) return false;
  switch (token.tag) {
    case Tag::DT:
    case Tag::PRPS:
    case Tag::JJ:
    case Tag::JJR:
    case Tag::JJS:
    case Tag::CD:
    case Tag::POS:
    case Tag::PRP:
    case Tag::dollar:
    case Tag::PDT:
      return true;
    default:
      return tagging::is_noun(token.tag);
  }
}

void look_up(ParagraphView& view, const Lexicon& lexicon) {
  for (int i = 0; i < view.size(); ++i) {
    const Token& token = view.tokens[at(i)];
    const std::uint32_t global = view.range.first + static_cast<std::uint32_t>(i);
    view.next[at(i)] = next_class(*view.analysis, global);
    view.previous[at(i)] = previous_class(*view.analysis, global);
    view.cue[at(i)] = lexicon(cue_entry(token.word.form));
    view.source[at(i)] = lexicon(source_entry(token.word.form));
    view.lemma[at(i)] = lexicon(lemma_entry(token.lemma));
    // The fullest frame that was seen often enough.
    Rate frame = lexicon(frame_entry(token.lemma, view.next[at(i)], view.previous[at(i)]));
    if (frame >= rate_rare) frame = lexicon(frame_entry(token.lemma, view.next[at(i)]));
    view.frame[at(i)] = frame >= rate_rare ? view.lemma[at(i)] : frame;
  }
}

void find_phrases(ParagraphView& view) {
  for (int i = 0; i < view.size();) {
    if (!in_phrase(view.tokens[at(i)])) {
      ++i;
      continue;
    }
    int end = i + 1;
    const auto goes_on = [&](int j) {
      const Tag tag = view.tokens[at(j)].tag;
      const bool begins_new = (tag == Tag::DT || tag == Tag::PRPS) && view.tokens[at(j - 1)].tag != Tag::PDT;
      return view.same_sentence(i, j) && in_phrase(view.tokens[at(j)]) && tag != Tag::PRP && !begins_new;
    };
    if (view.tokens[at(i)].tag != Tag::PRP)
      while (end < view.size() && goes_on(end)) ++end;
    for (int k = i; k < end; ++k) view.phrase_first[at(k)] = i, view.phrase_last[at(k)] = end;
    i = end;
  }
}

void find_stretches(ParagraphView& view) {
  for (int i = 0; i < view.size();) {
    int end = i + 1;
    if (view.tokens[at(i)].is_quoted) {
      while (end < view.size() && view.tokens[at(end)].is_quoted && view.tokens[at(end)].sign != Sign::open)
        ++end;
      for (int k = i; k < end; ++k) view.quote_first[at(k)] = i, view.quote_last[at(k)] = end;
    }
    i = end;
  }
}

void find_neighbour_cues(ParagraphView& view) {
  const auto likely = [&](int k) {
    return view.cue[at(k)] >= 3 && view.cue[at(k)] <= 6 && !view.tokens[at(k)].is_quoted;
  };
  for (int i = 1; i < view.size(); ++i)
    if (view.same_sentence(i - 1, i)) view.left_cue[at(i)] = likely(i - 1) ? i - 1 : view.left_cue[at(i - 1)];
  for (int i = view.size() - 2; i >= 0; --i)
    if (view.same_sentence(i, i + 1))
      view.right_cue[at(i)] = likely(i + 1) ? i + 1 : view.right_cue[at(i + 1)];
}

}  // namespace

Key ParagraphView::form(int k) const {
  if (k < 0) return k == -1 ? "<s>"_key : "<ss>"_key;
  if (k >= size()) return k == size() ? "</s>"_key : "<//s>"_key;
  return tokens[at(k)].word.form;
}

std::vector<ParagraphView> view_paragraphs(const Analysis& analysis, const Lexicon& lexicon) {
  std::vector<ParagraphView> views(analysis.paragraphs.size());
  for (std::uint32_t p = 0; p < views.size(); ++p) {
    ParagraphView& view = views[p];
    view.analysis = &analysis;
    view.index = p;
    view.range = analysis.paragraphs[p];
    view.tokens = std::span(analysis.tokens).subspan(view.range.first, view.range.size());
    const std::size_t n = view.tokens.size();
    for (auto* rates : {&view.cue, &view.source, &view.frame, &view.lemma}) rates->resize(n);
    for (auto* keys : {&view.next, &view.previous}) keys->resize(n);
    for (auto* edges : {&view.phrase_first, &view.phrase_last, &view.sentence_first, &view.sentence_last,
                        &view.quote_first, &view.quote_last, &view.left_cue, &view.right_cue})
      edges->assign(n, -1);
    for (std::size_t i = 0; i < n; ++i) {
      const Range sentence = analysis.sentences[view.tokens[i].sentence];
      view.sentence_first[i] = static_cast<int>(sentence.first - view.range.first);
      view.sentence_last[i] = static_cast<int>(sentence.last - view.range.first);
    }
    look_up(view, lexicon);
    find_phrases(view);
    find_stretches(view);
    find_neighbour_cues(view);
  }
  return views;
}

void show_posteriors(std::vector<ParagraphView>& views, std::span<const Posterior> posteriors) {
  for (ParagraphView& view : views) {
    view.posteriors = posteriors;
    view.guess.resize(view.tokens.size());
    for (int i = 0; i < view.size(); ++i) {
      const Posterior& p = view.posterior(i);
      view.guess[at(i)] = static_cast<std::uint8_t>(std::max_element(p.begin(), p.end()) - p.begin());
    }
  }
}

}  // namespace newswired::quotes
