#include <algorithm>

#include "stages/quotes/attributions.h"
#include "stages/quotes/verb_forms.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

/// Verbs that tell of a question also when their subject is the one who must answer.
bool asks(const Token& token) {
  return is_one_of(token.word.form, {"asked"_key, "pressed"_key, "questioned"_key, "quizzed"_key});
}

/// `Ana Brandt was asked whether she would run`: takes her, who was asked, from what was asked.
void leave_subject(const Analysis& analysis, Attribution& attribution) {
  if (!attribution.cue || attribution.contents.size() < 2) return;
  const Range cue = attribution.cue->range, front = attribution.contents.front().range;
  const bool is_put = is_form_of_be(analysis.tokens[cue.first].word.form) && cue.size() > 1 &&
                      asks(analysis.tokens[cue.first + 1]);
  if (is_put && front.last == cue.first &&
      front.first == analysis.sentences[analysis.tokens[cue.first].sentence].first)
    attribution.contents.erase(attribution.contents.begin());
}

class Asked {
 public:
  Asked(const Analysis& analysis, const std::vector<Attribution>& attributions)
      : tokens_(analysis.tokens), sentences_(analysis.sentences) {
    for (const Attribution& attribution : attributions)
      if (attribution.cue) cues_.push_back(attribution.cue->range.first);
    std::sort(cues_.begin(), cues_.end());
  }

  /// Whether the source of the attribution is the one who was asked.
  bool has_wrong_source(const Attribution& attribution) const {
    if (!attribution.cue || !attribution.source) return false;
    const Range cue = attribution.cue->range, source = attribution.source->range;
    std::uint32_t verb = cue.first;
    while (verb < cue.last && !asks(tokens_[verb])) ++verb;
    // `asked by a reporter`
    if (verb == cue.last || tokens_[source.first - (source.first > 0)].word.form == "by"_key) return false;
    const std::uint32_t first = sentences_[tokens_[verb].sentence].first;
    if (verb == first) return tokens_[verb].word.is_capitalised;
    const Key before = tokens_[verb - 1].word.form;
    if (is_form_of_be(before) || is_one_of(before, {"when"_key, "once"_key, "if"_key, "after"_key}))
      return true;
    return before == ","_key && source.last + 1 >= verb && source.first < verb && !has_comma(source) &&
           is_answered(attribution);
  }

 private:
  bool has_comma(Range source) const {
    return std::any_of(tokens_.begin() + source.first, tokens_.begin() + source.last - 1,
                       [](const Token& token) { return token.word.form == ","_key; });
  }
  /// `Ana Brandt, asked about a rescue, replied`: another cue follows in the sentence.
  bool is_answered(const Attribution& attribution) const {
    const auto next =
        std::upper_bound(cues_.begin(), cues_.end(), attribution.contents.back().range.last - 1);
    return next != cues_.end() && tokens_[*next].sentence == tokens_[attribution.cue->range.first].sentence;
  }

  const std::vector<Token>& tokens_;
  const std::vector<Range>& sentences_;
  std::vector<std::uint32_t> cues_;  // first tokens, in order
};

}  // namespace

void leave_asked(const Analysis& analysis, std::vector<Attribution>& attributions) {
  const Asked asked(analysis, attributions);
  for (Attribution& attribution : attributions) {
    leave_subject(analysis, attribution);
    if (!attribution.contents.empty() && asked.has_wrong_source(attribution)) attribution.source.reset();
  }
}

}  // namespace newswired::quotes
