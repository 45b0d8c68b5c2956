#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// Measured on the training part: of `saying`, `citing` without a source 81 % have that of the cue before them
// in the sentence, of `and said` 87 %.
constexpr float shared_worth = 0.85f;

/// `…, saying`, `… and said`: a verb that goes on with the subject of the one before.
bool goes_on(const Analysis& analysis, Range cue, std::uint32_t sentence_first) {
  const Token& first = analysis.tokens[cue.first];
  if (first.tag == Tag::VBG || analysis.word(cue.first).ends_with("ing")) return true;
  if (cue.first == sentence_first) return false;
  const Key before = analysis.tokens[cue.first - 1].word.form;
  return before == "and"_key || before == "but"_key || before == "then"_key || before == "also"_key;
}

}  // namespace

void share_sources(const Analysis& analysis, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions) {
    if (!attribution.cue || attribution.source) continue;
    const Range cue = attribution.cue->range;
    const std::uint32_t sentence = analysis.tokens[cue.first].sentence;
    if (!goes_on(analysis, cue, analysis.sentences[sentence].first)) continue;
    const Attribution* before = nullptr;
    for (const Attribution& other : attributions) {
      if (!other.cue || !other.source || other.cue->range.first >= cue.first) continue;
      if (analysis.tokens[other.cue->range.first].sentence != sentence) continue;
      if (!before || before->cue->range.first < other.cue->range.first) before = &other;
    }
    if (!before) continue;
    attribution.source = before->source;
    attribution.source->probability *= shared_worth;
  }
}

}  // namespace newswired::quotes
