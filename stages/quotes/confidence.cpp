#include "stages/quotes/confidence.h"

#include <algorithm>
#include <cmath>

#include "stages/quotes/sentence_parts.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

constexpr float missing_cue = 0.3f, missing_source = 0.5f;
constexpr int gap_max = 40;

float logit(float p) {
  p = std::clamp(p, 1e-3f, 0.999f);
  return std::log(p / (1 - p));
}
float chance(float logit) {
  return 1 / (1 + std::exp(-logit));
}

float gap(Range a, Range b) {
  const int distance = std::max({static_cast<int>(b.first) - static_cast<int>(a.last),
                                 static_cast<int>(a.first) - static_cast<int>(b.last), 0});
  return static_cast<float>(std::min(distance, gap_max));
}

/// The best and the sum of the candidates of a role that were not chosen though they overlap `range`, and of
/// all of its sentence.
struct Rivals {
  float best = 0, sum = 0, best_in_sentence = 0, sum_in_sentence = 0;
};
Rivals rivals(const Analysis& analysis, const CandidateMap& candidates, Role role, Range range) {
  Rivals out;
  const Range core = core_of(analysis, range);
  const Token& first = analysis.tokens[range.first];
  const Range sentence = analysis.sentences[first.sentence];
  candidates.each_in({sentence.first, std::max(sentence.last, range.last)}, [&](const Candidate& candidate) {
    if (candidate.role != role) return;
    // A piece is its candidate's core, spread over signs at its ends.
    const bool is_chosen = candidate.core == core;
    if (analysis.tokens[candidate.core.first].sentence == first.sentence) {
      out.sum_in_sentence += candidate.probability;
      if (!is_chosen) out.best_in_sentence = std::max(out.best_in_sentence, candidate.probability);
    }
    if (is_chosen || !candidate.core.overlaps(range)) return;
    out.best = std::max(out.best, candidate.probability);
    out.sum += candidate.probability;
  });
  return out;
}

/// What the stages said of a piece before the rescorer; and its rivals with the same start, the same end.
struct Proposal {
  float proposed = 0, same_start = 0, same_end = 0;
};
Proposal proposal(const Analysis& analysis, const CandidateMap& candidates, Role role, Range range) {
  Proposal out;
  const Range core = core_of(analysis, range);
  candidates.each_in(range, [&](const Candidate& candidate) {
    if (candidate.role != role) return;
    if (candidate.core == core)
      out.proposed = candidate.proposed;
    else if (candidate.core.first == core.first)
      out.same_start += candidate.probability;
    else if (candidate.core.last == core.last)
      out.same_end += candidate.probability;
  });
  return out;
}

/// What stands beside a content, as a number for the trees.
float neighbour_class(const Analysis& analysis, std::uint32_t i, std::uint32_t paragraph) {
  if (i >= analysis.tokens.size() || analysis.tokens[i].paragraph != paragraph) return 0;
  const Token& token = analysis.tokens[i];
  if (token.sign != Sign::none) return token.sign == Sign::open ? 1 : 2;
  const Key form = token.word.form;
  if (form == ","_key) return 3;
  if (form == "."_key || form == "?"_key || form == "!"_key) return 4;
  if (!token.word.has_letter) return 5;
  if (form == "that"_key) return 6;
  if (form == "and"_key || form == "but"_key) return 7;
  if (token.tag == Tag::WDT || token.tag == Tag::WP || token.tag == Tag::WRB) return 8;
  if (token.tag == Tag::IN) return 9;
  if (token.tag == Tag::TO) return 10;
  if (tagging::is_verb(token.tag)) return 11;
  return tagging::is_noun(token.tag) ? 12 : 13;
}

struct ContentFacts {
  float least = 1, mean_logit = 0, words = 0, marked = 0, rescued = 0, sentences = 1;
  std::uint32_t tokens = 0;
};
ContentFacts read_contents(const Analysis& analysis, const Attribution& attribution) {
  ContentFacts facts;
  for (const Piece& piece : attribution.contents) {
    facts.least = std::min(facts.least, piece.probability);
    facts.mean_logit += logit(piece.probability) / static_cast<float>(attribution.contents.size());
    facts.tokens += piece.range.size();
    facts.rescued = std::max(facts.rescued, piece.is_rescued ? 1.0f : 0.0f);
    for (std::uint32_t i = piece.range.first; i < piece.range.last; ++i) {
      facts.words += analysis.tokens[i].word.has_letter;
      facts.marked += analysis.tokens[i].word.has_letter && analysis.tokens[i].is_quoted;
    }
  }
  facts.sentences =
      static_cast<float>(analysis.tokens[attribution.contents.back().range.last - 1].sentence -
                         analysis.tokens[attribution.contents.front().range.first].sentence + 1);
  return facts;
}

/// Whether nothing but signs is left of the sentence behind the content.
bool ends_sentence(const Analysis& analysis, Range content) {
  const Range sentence = analysis.sentences[analysis.tokens[content.last - 1].sentence];
  for (std::uint32_t i = content.last; i < sentence.last; ++i)
    if (analysis.tokens[i].word.has_letter) return false;
  return true;
}
bool begins_sentence(const Analysis& analysis, Range content) {
  const Range sentence = analysis.sentences[analysis.tokens[content.first].sentence];
  for (std::uint32_t i = sentence.first; i < content.first; ++i)
    if (analysis.tokens[i].word.has_letter) return false;
  return true;
}

float tag_class(Tag tag) {
  switch (tag) {
    case Tag::VBD:
      return 1;
    case Tag::VBZ:
      return 2;
    case Tag::VBG:
      return 3;
    case Tag::VBP:
      return 4;
    case Tag::VBN:
      return 5;
    case Tag::VB:
      return 6;
    case Tag::IN:
      return 7;
    default:
      return tagging::is_noun(tag) ? 8 : 9;
  }
}

}  // namespace

MarkKind mark_kind(const Analysis& analysis, const Attribution& attribution) {
  const ContentFacts facts = read_contents(analysis, attribution);
  return facts.marked == 0             ? MarkKind::indirect
         : facts.marked == facts.words ? MarkKind::direct
                                       : MarkKind::mixed;
}

ConfidenceFeatures confidence_features(const Analysis& analysis, const Lexicon& lexicon,
                                       const CandidateMap& candidates, const Attribution& attribution) {
  const auto& tokens = analysis.tokens;
  const ContentFacts facts = read_contents(analysis, attribution);
  const Range first = attribution.contents.front().range, last = attribution.contents.back().range;
  Rivals content_rivals;
  for (const Piece& piece : attribution.contents) {
    const Rivals found = rivals(analysis, candidates, content, piece.range);
    content_rivals.best = std::max(content_rivals.best, found.best);
    content_rivals.sum = std::max(content_rivals.sum, found.sum);
  }
  ConfidenceFeatures out{};
  std::size_t k = 0;
  const auto add = [&](float value) { out[k++] = value; };
  add(logit(attribution.cue ? attribution.cue->probability : missing_cue));
  add(logit(attribution.source ? attribution.source->probability : missing_source));
  add(logit(facts.least));
  add(facts.mean_logit);
  add(attribution.cue ? 0 : 1);
  add(attribution.source ? 0 : 1);
  add(facts.marked / std::max(1.0f, facts.words));
  add(static_cast<float>(attribution.contents.size()));
  add(std::log(1.0f + static_cast<float>(facts.tokens)));
  add(facts.rescued);
  add(facts.sentences);
  add(content_rivals.best);
  add(content_rivals.sum);
  add(tokens[first.first].word.form == "that"_key);
  add(begins_sentence(analysis, first));
  add(ends_sentence(analysis, last));
  add(tokens[first.first].tag == Tag::TO);
  add(tag_class(tokens[first.first].tag));
  add(static_cast<float>(tokens[first.first].paragraph == 0));
  add(tokens[first.first].is_quoted);
  if (attribution.cue) {
    const Range range = attribution.cue->range;
    const Token& word = tokens[range.last - 1];
    const Rivals others = rivals(analysis, candidates, cue, range);
    add(static_cast<float>(lexicon(cue_entry(word.word.form))));
    add(static_cast<float>(lexicon(lemma_entry(word.lemma))));
    add(static_cast<float>(range.size()));
    add(tag_class(word.tag));
    add(gap(range, first));
    add(range.first < first.first);
    add(others.best);
    add(others.sum_in_sentence);
    add(others.best_in_sentence);
  }
  k = 29;
  if (attribution.source) {
    const Range range = attribution.source->range;
    const Rivals others = rivals(analysis, candidates, source, range);
    add(static_cast<float>(range.size()));
    add(tokens[range.first].tag == Tag::PRP              ? 1.0f
        : tagging::is_proper(tokens[range.last - 1].tag) ? 2.0f
                                                         : 0.0f);
    add(others.best);
    add(others.sum_in_sentence);
    add(attribution.cue ? gap(range, attribution.cue->range) : -1);
    add(range.first < first.first);
  }
  k = 35;
  Proposal least{1, 0, 0};
  for (const Piece& piece : attribution.contents) {
    const Proposal found = proposal(analysis, candidates, content, piece.range);
    least.proposed = std::min(least.proposed, found.proposed);
    least.same_start = std::max(least.same_start, found.same_start);
    least.same_end = std::max(least.same_end, found.same_end);
  }
  add(logit(least.proposed));
  add(least.same_start);
  add(least.same_end);
  const std::uint32_t paragraph = tokens[first.first].paragraph;
  add(neighbour_class(analysis, first.first - 1, paragraph));
  add(neighbour_class(analysis, last.last, tokens[last.last - 1].paragraph));
  add(neighbour_class(analysis, last.last - 1, tokens[last.last - 1].paragraph));
  const Range sentence = analysis.sentences[tokens[last.last - 1].sentence];
  add(static_cast<float>(words_in(analysis, {last.last, sentence.last})));
  add(static_cast<float>(
      words_in(analysis, {analysis.sentences[tokens[first.first].sentence].first, first.first})));
  int verbs = 0;
  for (const Piece& piece : attribution.contents)
    for (std::uint32_t i = piece.range.first; i < piece.range.last; ++i)
      verbs += tagging::is_finite(tokens[i].tag);
  add(static_cast<float>(verbs));
  if (attribution.cue) {
    const Range range = attribution.cue->range;
    const Proposal found = proposal(analysis, candidates, cue, range);
    add(logit(found.proposed));
    add(found.same_start + found.same_end);
    add(static_cast<float>(
        lexicon(frame_entry(tokens[range.last - 1].lemma, next_class(analysis, range.last - 1)))));
    add(neighbour_class(analysis, range.last, tokens[range.first].paragraph));
  }
  k = 48;
  if (attribution.source) {
    const Proposal found = proposal(analysis, candidates, source, attribution.source->range);
    add(logit(found.proposed));
    add(found.same_start + found.same_end);
    add(static_cast<float>(lexicon(source_entry(tokens[attribution.source->range.last - 1].word.form))));
  }
  return out;
}

float confidence(const std::optional<tagging::BoostedTrees>& trees, const ConfidenceFeatures& features) {
  if (trees) return trees->probability(features);
  return chance(features[0]) * chance(features[1]) * chance(features[2]);
}

}  // namespace newswired::quotes
