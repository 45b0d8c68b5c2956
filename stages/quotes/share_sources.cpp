#include <algorithm>
#include <map>
#include <optional>

#include "stages/quotes/attributions.h"
#include "stages/quotes/verb_forms.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// Measured on the training part: of `saying`, `citing` without a source 81 % have that of the cue before them
// in the sentence, of `and said` 87 %.
constexpr float shared_worth = 0.85f;
// `But after noting…`: where a sentence may still begin with a participle, in tokens.
constexpr std::uint32_t fronted_reach = 2;
// Of a subject at the beginning of a sentence, and how sure it is the source.
constexpr std::uint32_t subject_tokens_max = 8, asked_reach = 30;
constexpr float subject_worth = 0.5f;

bool is_participle(const Analysis& analysis, std::uint32_t i) {
  return analysis.tokens[i].tag == Tag::VBG || analysis.word(i).ends_with("ing");
}

/// `…, saying`, `… and said`: a verb that goes on with the subject of the one before.
bool goes_on(const Analysis& analysis, Range cue, std::uint32_t sentence_first) {
  if (is_participle(analysis, cue.first)) return true;
  if (cue.first == sentence_first) return false;
  const Key before = analysis.tokens[cue.first - 1].word.form;
  return before == "and"_key || before == "but"_key || before == "then"_key || before == "also"_key;
}

/// `Ana Brandt, the mayor, was asked about it and replied`: the subject with which the sentence begins, when
/// something was put to it and the cue goes on with `and`.
std::optional<Range> asked_subject(const Analysis& analysis, Range cue) {
  const auto& tokens = analysis.tokens;
  const Range sentence = analysis.sentences[tokens[cue.first].sentence];
  if (cue.first <= sentence.first + 3 || !is_one_of(tokens[cue.first - 1].word.form, {"and"_key, "but"_key}))
    return std::nullopt;
  std::uint32_t be = sentence.first + 1;
  const std::uint32_t last = std::min(cue.first, sentence.first + asked_reach);
  while (be + 2 < last && !tagging::is_finite(tokens[be].tag)) ++be;
  const bool is_asked = is_form_of_be(tokens[be].word.form) &&
                        is_one_of(tokens[be + 1].word.form,
                                  {"asked"_key, "told"_key, "pressed"_key, "questioned"_key, "reminded"_key});
  if (!is_asked || be + 2 >= cue.first) return std::nullopt;
  Range subject{sentence.first, be};
  for (std::uint32_t i = be; i > sentence.first; --i)
    if (tokens[i - 1].word.form == ","_key) subject.last = i - 1;
  const Tag first = tokens[subject.first].tag;
  const bool may_be = tagging::is_noun(first) || first == Tag::DT || first == Tag::PRP || first == Tag::JJ;
  return may_be && subject.size() > 0 && subject.size() <= subject_tokens_max ? std::optional(subject)
                                                                              : std::nullopt;
}

/// Finds whose source a cue shares that has none of its own. Borrows the attributions, which may get sources
/// meanwhile.
class Sharing {
 public:
  Sharing(const Analysis& analysis, const std::vector<Attribution>& attributions) : analysis_(analysis) {
    for (const Attribution& attribution : attributions) {
      if (!attribution.cue) continue;
      by_cue_.emplace(attribution.cue->range.first, &attribution);
      if (attribution.source) by_source_.emplace(attribution.source->range.first, &attribution);
    }
  }

  const Attribution* find(Range cue) const {
    const Range sentence = analysis_.sentences[analysis_.tokens[cue.first].sentence];
    // `said Ana Brandt, referring to…`
    if (const auto behind = by_source_.find(cue.last); behind != by_source_.end()) return behind->second;
    // `Noting that the bridge is old, Ana Brandt said…`
    if (is_participle(analysis_, cue.first) && cue.first <= sentence.first + fronted_reach)
      if (const Attribution* next = next_cue(cue.last, sentence)) return next;
    if (goes_on(analysis_, cue, sentence.first))
      if (const Attribution* before = cue_before(cue.first, sentence)) return before;
    return source_before(cue.first, sentence);
  }

 private:
  using Places = std::map<std::uint32_t, const Attribution*>;

  const Attribution* next_cue(std::uint32_t from, Range sentence) const {
    for (auto at = by_cue_.lower_bound(from); at != by_cue_.end() && at->first < sentence.last; ++at)
      if (at->second->source) return at->second;
    return nullptr;
  }
  const Attribution* cue_before(std::uint32_t end, Range sentence) const {
    for (auto at = by_cue_.lower_bound(end); at != by_cue_.begin();) {
      --at;
      if (at->first < sentence.first) break;
      if (at->second->source) return at->second;
    }
    return nullptr;
  }
  /// `Ana Brandt, asked to explain it, said…`
  const Attribution* source_before(std::uint32_t end, Range sentence) const {
    auto at = by_source_.lower_bound(end);
    if (at == by_source_.begin() || (--at)->first < sentence.first) return nullptr;
    return at->second;
  }

  const Analysis& analysis_;
  Places by_cue_, by_source_;  // by first token
};

}  // namespace

void share_sources(const Analysis& analysis, std::vector<Attribution>& attributions) {
  const Sharing sharing(analysis, attributions);
  for (Attribution& attribution : attributions) {
    if (!attribution.cue || attribution.source) continue;
    if (const Attribution* other = sharing.find(attribution.cue->range)) {
      attribution.source = other->source;
      attribution.source->probability *= shared_worth;
    } else if (const auto subject = asked_subject(analysis, attribution.cue->range)) {
      attribution.source = Piece{source, *subject, subject_worth, false};
    }
  }
}

}  // namespace newswired::quotes
