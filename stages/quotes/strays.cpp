#include <algorithm>

#include "stages/quotes/attributions.h"
#include "stages/quotes/sentence_parts.h"

namespace newswired::quotes {
namespace {

// `that the ferry sank, and soon, that nobody drowned`: words between two parts of what was said.
constexpr int between_words_max = 2;

/// Tells the contents of one attribution that belong to it by their place alone.
class Strays {
 public:
  Strays(const Analysis& analysis, Attribution& attribution)
      : analysis_(analysis), attribution_(attribution), cue_(attribution.cue->range) {}

  void drop() {
    const auto& contents = attribution_.contents;
    const auto said = std::find_if(contents.begin(), contents.end(), [&](const Piece& piece) {
      return piece.range.first >= cue_.last && shares_sentence(piece.range);
    });
    if (said == contents.end()) return;
    const Range main = said->range;
    std::erase_if(attribution_.contents, [&](const Piece& piece) {
      if (piece.range == main || has_marks(analysis_, piece.range) || !shares_sentence(piece.range))
        return false;
      return piece.range.first >= cue_.last ? !goes_on(main, piece.range)
                                            : attribution_.source && !begins(piece.range);
    });
  }

 private:
  bool shares_sentence(Range piece) const {
    const std::uint32_t own = analysis_.tokens[cue_.first].sentence;
    return analysis_.tokens[piece.first].sentence == own || analysis_.tokens[piece.last - 1].sentence == own;
  }
  bool goes_on(Range main, Range piece) const {
    const int between = words_in(analysis_, {main.last, piece.first});
    return between > 0 && between <= between_words_max;
  }
  /// `The ferry, the mayor said, has sunk`: its source follows at once, and it begins the sentence or nothing
  /// parts the two.
  bool begins(Range piece) const {
    std::uint32_t next = piece.last;
    while (next < cue_.last && !analysis_.tokens[next].word.has_letter) ++next;
    if (!attribution_.source->range.contains(next)) return false;
    const bool is_parted = next > piece.last || !analysis_.tokens[piece.last - 1].word.has_letter;
    const std::uint32_t start = analysis_.sentences[analysis_.tokens[piece.first].sentence].first;
    return !is_parted || words_in(analysis_, {start, piece.first}) == 0;
  }

  const Analysis& analysis_;
  Attribution& attribution_;
  Range cue_;
};

}  // namespace

void drop_strays(const Analysis& analysis, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions)
    if (attribution.cue && attribution.contents.size() > 1) Strays(analysis, attribution).drop();
}

}  // namespace newswired::quotes
