#include <algorithm>

#include "stages/quotes/attributions.h"
#include "stages/quotes/sentence_parts.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// `, she said on Monday,`: words that may follow who said it, up to the comma.
constexpr int inserted_words_max = 3;

/// Completes what was said around who said it: `This campaign, she says, is different`.
class Interruptions {
 public:
  Interruptions(const Analysis& analysis, const std::vector<Attribution>& attributions)
      : analysis_(analysis), tokens_(analysis.tokens), is_held_(analysis.tokens.size()) {
    for (const Attribution& attribution : attributions) {
      for (const Piece& piece : attribution.contents) hold(piece.range);
      if (attribution.cue) hold(attribution.cue->range);
      if (attribution.source) hold(attribution.source->range);
    }
  }

  void complete(Attribution& attribution) {
    if (const auto said = said_before(attribution)) {
      attribution.contents.front().range = *said;
      return hold(*said);
    }
    const auto parts = parts_around(attribution);
    if (!parts) return;
    const auto& [left, right] = *parts;
    const Piece said = attribution.contents.front();
    if (tokens_[said.range.first].is_quoted || tokens_[said.range.last - 1].is_quoted) return;
    if (said.range.first >= right.first && said.range.first <= right.first + 1) {
      if (is_free(left) && !is_apposition(attribution, left))
        attribution.contents.insert(attribution.contents.begin(), {content, left, said.probability, false}),
            hold(left);
    } else if (said.range.last + 1 >= left.last && said.range.last <= left.last + 1) {
      if (is_free(right) && !has_finite_verb(analysis_, said.range) && begins_with_verb(right))
        attribution.contents.push_back({content, right, said.probability, false}), hold(right);
    }
  }

 private:
  struct Parts {
    Range left, right;
  };

  void hold(Range range) { std::fill(is_held_.begin() + range.first, is_held_.begin() + range.last, true); }
  bool is_free(Range range) const {
    return std::none_of(is_held_.begin() + range.first, is_held_.begin() + range.last,
                        [](bool held) { return held; }) &&
           !has_marks(analysis_, range);
  }
  bool is_comma(std::uint32_t i) const { return tokens_[i].word.form == ","_key; }

  /// `The bridge will open, the council said after the last part was in place`: when it was said is not what
  /// was.
  std::optional<Range> said_before(const Attribution& attribution) const {
    const Range cue = attribution.cue->range, source = attribution.source->range,
                said = attribution.contents.front().range;
    const Range sentence = analysis_.sentences[tokens_[cue.first].sentence];
    const std::uint32_t first = std::min(cue.first, source.first), last = std::max(cue.last, source.last);
    if (first <= sentence.first + 1 || !is_comma(first - 1) || said.first < last ||
        said.first >= sentence.last || !tells_when(tokens_[said.first].word.form) ||
        words_in(analysis_, {last, said.first}) > inserted_words_max)
      return std::nullopt;
    const Tag by = tokens_[source.first].tag;
    if (by == Tag::WDT || by == Tag::WP) return std::nullopt;
    const Range left{sentence.first, first - 1};
    return is_free(left) && has_finite_verb(analysis_, left) ? std::optional(left) : std::nullopt;
  }
  static bool tells_when(Key form) {
    constexpr Key words[] = {"after"_key,     "before"_key, "when"_key, "while"_key,
                             "following"_key, "during"_key, "amid"_key};
    return std::find(std::begin(words), std::end(words), form) != std::end(words);
  }

  /// What stands before and behind `, she said,` in its sentence.
  std::optional<Parts> parts_around(const Attribution& attribution) const {
    const Range cue = attribution.cue->range, source = attribution.source->range;
    const Range sentence = analysis_.sentences[tokens_[cue.first].sentence];
    const std::uint32_t first = std::min(cue.first, source.first);
    std::uint32_t close = std::max(cue.last, source.last);
    if (first <= sentence.first + 1 || close > sentence.last || !is_comma(first - 1)) return std::nullopt;
    if (is_comma(close - 1)) --close;
    int words = 0;
    for (; close < sentence.last && !is_comma(close); ++close) {
      words += tokens_[close].word.has_letter;
      if (is_held_[close] || words > inserted_words_max) return std::nullopt;
    }
    if (close == sentence.last) return std::nullopt;
    Range right{close + 1, sentence.last};
    while (right.last > right.first && !tokens_[right.last - 1].word.has_letter) --right.last;
    if (right.size() == 0) return std::nullopt;
    return Parts{{sentence.first, first - 1}, right};
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
  std::vector<bool> is_held_;
};

}  // namespace

void complete_interrupted(const Analysis& analysis, std::vector<Attribution>& attributions) {
  Interruptions interruptions(analysis, attributions);
  for (Attribution& attribution : attributions)
    if (attribution.cue && attribution.source && attribution.contents.size() == 1)
      interruptions.complete(attribution);
}

}  // namespace newswired::quotes
