#include <algorithm>

#include "stages/quotes/attributions.h"
#include "stages/quotes/sentence_parts.h"
#include "stages/quotes/taken.h"
#include "stages/quotes/verb_forms.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// `, she said on Monday,`: words that may follow who said it, up to the comma.
constexpr int inserted_words_max = 3;

/// Completes what was said around who said it: `This campaign, she says, is different`.
class Interruptions {
 public:
  Interruptions(const Analysis& analysis, const std::vector<Attribution>& attributions)
      : analysis_(analysis), tokens_(analysis.tokens), taken_(analysis) {
    for (const Attribution& attribution : attributions) {
      for (const Piece& piece : attribution.contents) taken_.take(piece.range);
      if (attribution.cue) taken_.take(attribution.cue->range);
      if (attribution.source) taken_.take(attribution.source->range);
    }
  }

  void complete(Attribution& attribution) {
    if (const auto said = said_before(attribution)) {
      attribution.contents.front().range = *said;
      return taken_.take(*said);
    }
    const auto parts = parts_around(attribution);
    if (!parts) return;
    const auto& [left, right] = *parts;
    const Piece said = attribution.contents.front();
    if (tokens_[said.range.first].is_quoted || tokens_[said.range.last - 1].is_quoted) return;
    if (said.range.first >= right.first && said.range.first <= right.first + 1) {
      if (!is_free(left) || is_apposition(attribution, left)) return;
      attribution.contents.insert(attribution.contents.begin(), {content, left, said.probability, false});
      taken_.take(left);
    } else if (said.range.last + 1 >= left.last && said.range.last <= left.last + 1) {
      if (!is_free(right) || has_finite_verb(analysis_, said.range) || !begins_with_verb(right)) return;
      attribution.contents.push_back({content, right, said.probability, false});
      taken_.take(right);
    }
  }

 private:
  struct Parts {
    Range left, right;
  };

  bool is_free(Range range) const { return taken_.is_free(range) && !has_marks(analysis_, range); }
  bool is_comma(std::uint32_t i) const { return tokens_[i].word.form == ","_key; }

  /// `the council said on Monday` without the day.
  static Range report_of(const Attribution& attribution) {
    const Range cue = attribution.cue->range, source = attribution.source->range;
    return {std::min(cue.first, source.first), std::max(cue.last, source.last)};
  }
  /// The sentence of the cue, in which something stands before the report, parted by a comma.
  std::optional<Range> sentence_around(const Attribution& attribution, Range report) const {
    const Range sentence = analysis_.sentences[tokens_[attribution.cue->range.first].sentence];
    if (report.first <= sentence.first + 1 || !is_comma(report.first - 1)) return std::nullopt;
    return sentence;
  }

  /// `The bridge will open, the council said after the last part was in place`: when it was said is not what
  /// was.
  std::optional<Range> said_before(const Attribution& attribution) const {
    const Range report = report_of(attribution), said = attribution.contents.front().range;
    const auto sentence = sentence_around(attribution, report);
    if (!sentence || said.first < report.last || said.first >= sentence->last ||
        !tells_when(tokens_[said.first].word.form) ||
        words_in(analysis_, {report.last, said.first}) > inserted_words_max)
      return std::nullopt;
    const Tag by = tokens_[attribution.source->range.first].tag;
    if (by == Tag::WDT || by == Tag::WP) return std::nullopt;
    const Range left{sentence->first, report.first - 1};
    return is_free(left) && has_finite_verb(analysis_, left) ? std::optional(left) : std::nullopt;
  }
  static bool tells_when(Key form) {
    return is_one_of(form, {"after"_key, "before"_key, "when"_key, "while"_key, "following"_key, "during"_key,
                            "amid"_key});
  }

  /// What stands before and behind `, she said,` in its sentence.
  std::optional<Parts> parts_around(const Attribution& attribution) const {
    const Range report = report_of(attribution);
    const auto around = sentence_around(attribution, report);
    if (!around || report.last > around->last) return std::nullopt;
    const Range sentence = *around;
    std::uint32_t close = report.last - is_comma(report.last - 1);
    int words = 0;
    for (; close < sentence.last && !is_comma(close); ++close) {
      words += tokens_[close].word.has_letter;
      if (!taken_.is_free({close, close + 1}) || words > inserted_words_max) return std::nullopt;
    }
    if (close == sentence.last) return std::nullopt;
    Range right{close + 1, sentence.last};
    while (right.last > right.first && !tokens_[right.last - 1].word.has_letter) --right.last;
    if (right.size() == 0) return std::nullopt;
    return Parts{{sentence.first, report.first - 1}, right};
  }

  /// `The yard is safe, according to the port office, the oldest of its kind`
  bool is_apposition(const Attribution& attribution, Range left) const {
    return tokens_[attribution.cue->range.first].word.form == "according"_key &&
           has_finite_verb(analysis_, left);
  }
  bool begins_with_verb(Range part) const {
    const std::uint32_t first = part.first + (tokens_[part.first].tag == Tag::RB && part.size() > 1);
    return tagging::is_finite(tokens_[first].tag);
  }

  const Analysis& analysis_;
  const std::vector<Token>& tokens_;
  TakenTokens taken_;
};

}  // namespace

void complete_interrupted(const Analysis& analysis, std::vector<Attribution>& attributions) {
  Interruptions interruptions(analysis, attributions);
  for (Attribution& attribution : attributions)
    if (attribution.cue && attribution.source && attribution.contents.size() == 1)
      interruptions.complete(attribution);
}

}  // namespace newswired::quotes
