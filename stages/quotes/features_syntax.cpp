// Verb frames, noun phrases, subjects and clauses.
#include <algorithm>

#include "stages/quotes/feature_keys.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// How far after a noun phrase its verb is sought.
constexpr int verb_reach = 14;

bool is_clause_border(Key form) {
  return form == ","_key || form == ";"_key || form == "\u2014"_key || form == "\u2013"_key ||
         form == "-"_key || form == ":"_key || form == "--"_key;
}

void add_phrase_features(const ParagraphView& view, int i, Key chunk, FeatureKeys& add) {
  const int a = view.phrase_first[at(i)], b = view.phrase_last[at(i)];
  const int begin = view.sentence_first[at(i)], end = view.sentence_last[at(i)];
  const Token& head = view.tokens[at(b - 1)];
  const Key lemma_after = b < end ? view.tokens[at(b)].lemma : 1,
            lemma_before = a > begin ? view.tokens[at(a - 1)].lemma : 2;
  const Key rate_after = b < end ? view.frame[at(b)] : 20,
            rate_before = a > begin ? view.frame[at(a - 1)] : 21;
  const Key source = view.source[at(b - 1)];
  add("np head"_key, head.word.form);
  add("np first"_key, view.form(a), b - a == 1);
  add("np after"_key, lemma_after);
  add("np before"_key, lemma_before);
  add("np after,rate"_key, rate_after, b < end ? view.next[at(b)] : 0, source);
  add("np before,rate"_key, rate_before, a > begin ? view.previous[at(a - 1)] : 0, source);
  add("np rates"_key, rate_after, rate_before, tag_key(head.tag), chunk);

  int verb = -1;
  for (int k = b; k < std::min(end, b + verb_reach) && verb < 0; ++k)
    if (tagging::is_verb(view.tokens[at(k)].tag)) verb = k;
  if (verb < 0) return;
  const auto stronger = [&](int k) {
    return k < end && tagging::is_verb(view.tokens[at(k)].tag) && view.frame[at(k)] <= 6 &&
           view.frame[at(k)] > view.frame[at(k - 1)];
  };
  while (stronger(verb + 1)) ++verb;
  int commas = 0;
  for (int k = b; k < verb; ++k) commas += view.form(k) == ","_key;
  add("np verb"_key, view.frame[at(verb)], length_class(verb - b), std::min(commas, 2), chunk);
  add("np verb,lemma"_key, view.tokens[at(verb)].lemma, std::min(commas, 2));
}

void add_subject_features(const ParagraphView& view, int i, FeatureKeys& add) {
  static const Key be = lemma_of("be");
  const Token& token = view.tokens[at(i)];
  const int begin = view.sentence_first[at(i)], end = view.sentence_last[at(i)];
  int k = i - 1;
  bool passive = false, modal = false, to = false;
  for (; k >= begin; --k) {
    const Token& left = view.tokens[at(k)];
    const bool is_to = left.tag == Tag::TO || left.word.form == "to"_key;
    if (left.tag != Tag::RB && !tagging::is_verb(left.tag) && !is_to) break;
    passive |= left.lemma == be;
    modal |= left.tag == Tag::MD;
    to |= is_to;
  }
  Key subject = 0;
  if (k >= begin) {
    const Token& left = view.tokens[at(k)];
    const int phrase = view.phrase_first[at(k)];
    if (phrase >= 0) {
      subject = combine(tag_key(left.tag), view.source[at(k)]);
      add("subject w"_key, left.word.form);
      if (phrase > begin) subject = combine(subject, tag_key(view.tokens[at(phrase - 1)].tag));
    } else {
      subject = left.word.has_letter ? tag_key(left.tag) : left.word.form;
    }
  }
  const Key auxiliary = combine(passive + 2u * modal + 4u * to, tag_key(token.tag));
  add("subject"_key, subject, auxiliary);
  add("subject,rate"_key, subject, view.frame[at(i)]);
  add("auxiliary,rate"_key, auxiliary, view.frame[at(i)], view.next[at(i)]);
  add("auxiliary,lemma"_key, auxiliary, token.lemma);

  const int object = i + 1;
  if (object >= end || view.phrase_first[at(object)] < 0) return;
  const int b = view.phrase_last[at(object)];
  Key after = 1;
  if (b < end) {
    const Token& next = view.tokens[at(b)];
    const bool by_word =
        next.tag == Tag::IN || next.tag == Tag::TO || next.word.form == "to"_key || next.word.form == ","_key;
    after = next.sign == Sign::open ? 2 : by_word ? next.word.form : tag_key(next.tag);
  }
  add("object"_key, tag_key(view.tokens[at(b - 1)].tag), after, view.frame[at(i)]);
  add("object,lemma"_key, token.lemma, after);
}

void add_clause_features(const ParagraphView& view, int i, FeatureKeys& add) {
  const int begin = view.sentence_first[at(i)], end = view.sentence_last[at(i)];
  const Token& token = view.tokens[at(i)];
  int a = i, b = i;
  while (a > begin && !is_clause_border(view.form(a - 1))) --a;
  while (b < end && !is_clause_border(view.form(b))) ++b;
  int best = 0;
  for (int k = a; k < b; ++k)
    if (!view.tokens[at(k)].is_quoted && view.frame[at(k)] <= 6)
      best = std::max<int>(best, view.frame[at(k)]);
  const int left = view.left_cue[at(i)];
  add("clause"_key, best, tag_key(token.tag), token.is_quoted);
  add("clause first"_key, view.form(a), best);
  add("clause first,L"_key, view.form(a), a > begin, left < 0 ? 17 : view.frame[at(left)]);
  add("clause end"_key, b >= end ? 0 : view.form(b), b + 1 < end ? tag_key(view.tokens[at(b + 1)].tag) : 0,
      b < end && b + 1 < view.size() ? view.frame[at(b + 1)] : 0);
  if (i == a) add("clause begins"_key, view.form(i), view.form(i + 1), best);
}

}  // namespace

void add_syntax_features(const ParagraphView& view, int i, FeatureKeys& add) {
  const Token& token = view.tokens[at(i)];
  add("frame,around"_key, view.frame[at(i)], view.next[at(i)], view.previous[at(i)]);
  add("lemma rate"_key, view.lemma[at(i)], tag_key(token.tag));
  add("lemma,around"_key, token.lemma, view.next[at(i)]);
  if (i > 0 && view.same_sentence(i - 1, i))
    add("lemma-1"_key, view.tokens[at(i - 1)].lemma, tag_key(token.tag));
  if (i + 1 < view.size()) add("lemma+1"_key, view.tokens[at(i + 1)].lemma, tag_key(token.tag));

  const auto chunk_of = [&](int k) -> Key {
    return k >= view.size() ? 3 : view.phrase_first[at(k)] < 0 ? 0 : view.phrase_first[at(k)] == k ? 1 : 2;
  };
  add("chunk"_key, chunk_of(i), chunk_of(i + 1));
  if (view.phrase_first[at(i)] >= 0) add_phrase_features(view, i, chunk_of(i), add);
  if (tagging::is_verb(token.tag) || (view.frame[at(i)] >= 3 && view.frame[at(i)] <= 6))
    add_subject_features(view, i, add);
  add_clause_features(view, i, add);
}

}  // namespace newswired::quotes
