#include "stages/quotes/lexicon.h"

#include <array>

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

bool is_noun_phrase(Tag tag) {
  switch (tag) {
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
      return tagging::is_noun(tag);
  }
}
bool is_question(Tag tag) {
  return tag == Tag::WDT || tag == Tag::WP || tag == Tag::WPS || tag == Tag::WRB;
}
Key tag_key(Tag tag) {
  return static_cast<Key>(tag) + 1;
}

Rate rate(std::uint32_t positive, std::uint32_t total, const std::array<double, 6>& bars) {
  if (total == 0) return rate_unseen;
  if (total < 4) return rate_rare;
  const double share = (positive + 0.1) / (total + 1.0);
  Rate result = 0;
  while (result < bars.size() && share > bars[result]) ++result;
  return result;
}

}  // namespace

Key cue_entry(Key form) {
  return combine("cue"_key, form);
}
Key source_entry(Key form) {
  return combine("source"_key, form);
}
Key lemma_entry(Key lemma) {
  return combine("lemma"_key, lemma);
}
Key frame_entry(Key lemma, Key next) {
  return combine(combine("frame"_key, lemma), next);
}
Key frame_entry(Key lemma, Key next, Key previous) {
  return combine(frame_entry(lemma, next), previous);
}

Rate cue_rate(std::uint32_t positive, std::uint32_t total) {
  return rate(positive, total, {0.005, 0.02, 0.08, 0.18, 0.35, 0.6});
}
Rate source_rate(std::uint32_t positive, std::uint32_t total) {
  return rate(positive, total, {0.01, 0.04, 0.1, 0.25, 0.5, 1.1});
}

Key next_class(const Analysis& analysis, std::uint32_t i) {
  const auto& tokens = analysis.tokens;
  const std::uint32_t end = analysis.sentences[tokens[i].sentence].last;
  std::uint32_t j = i + 1;
  while (j < end && (tokens[j].tag == Tag::RB || tokens[j].tag == Tag::RP)) ++j;
  if (j >= end) return "END"_key;
  const Token& next = tokens[j];
  if (next.sign == Sign::open) return "Q"_key;
  const Key form = next.word.form;
  if (form == "that"_key || form == "to"_key || form == ","_key || form == ":"_key) return form;
  if (next.tag == Tag::IN || next.tag == Tag::TO) return form;
  if (is_question(next.tag)) return "wh"_key;
  if (next.tag == Tag::PRP) return "PRP"_key;
  if (tagging::is_proper(next.tag)) return "NNP"_key;
  if (next.tag == Tag::VBG) return "VBG"_key;
  if (tagging::is_verb(next.tag)) return "V"_key;
  if (is_noun_phrase(next.tag)) return "NP"_key;
  return tag_key(next.tag);
}

Key previous_class(const Analysis& analysis, std::uint32_t i) {
  const auto& tokens = analysis.tokens;
  const std::uint32_t begin = analysis.sentences[tokens[i].sentence].first;
  static const Key have = lemma_of("have"), be = lemma_of("be");
  Key perfect = 0;
  std::uint32_t j = i;
  while (j > begin && (tokens[j - 1].tag == Tag::RB || tokens[j - 1].lemma == have)) {
    --j;
    if (tokens[j].lemma == have) perfect = have;
  }
  if (j == begin) return "BEG"_key;
  const Token& left = tokens[j - 1];
  const auto with_perfect = [&](Key key) { return combine(key, perfect); };
  if (left.sign == Sign::close) return with_perfect("CQ"_key);
  if (left.lemma == be || left.word.form == "to"_key || left.word.form == ","_key)
    return with_perfect(left.lemma);
  if (left.tag == Tag::MD) return with_perfect("MD"_key);
  if (is_question(left.tag)) return with_perfect("wh"_key);
  if (left.tag == Tag::PRP) return with_perfect("PRP"_key);
  if (tagging::is_proper(left.tag)) return with_perfect("NNP"_key);
  if (tagging::is_noun(left.tag)) return with_perfect("NN"_key);
  if (left.tag == Tag::IN) return "IN"_key;
  if (left.tag == Tag::DT || left.tag == Tag::PRPS || left.tag == Tag::JJ || left.tag == Tag::POS)
    return "DET"_key;
  if (tagging::is_verb(left.tag)) return "V"_key;
  return tag_key(left.tag);
}

}  // namespace newswired::quotes
