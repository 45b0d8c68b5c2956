#include <algorithm>

#include "stages/quotes/attributions.h"
#include "stages/quotes/sentence_parts.h"

namespace newswired::quotes {
namespace {

// A quote carries on over a paragraph only when it is longer than a phrase.
constexpr std::uint32_t continuing_tokens_min = 8;
// How far behind `"…?"` its cue may stand, in tokens.
constexpr std::uint32_t asked_reach = 8;
// How far behind its opening mark a word between single marks may stand, in tokens (they span 1,500 bytes at
// most).
constexpr std::uint32_t single_reach = 1500;
// What makes a cue less likely to be a content's, in tokens of distance.
constexpr double behind_content = 4, content_already = 3;

int gap(Range a, Range b) {
  return static_cast<int>(
      std::max({std::int64_t{b.first} - a.last, std::int64_t{a.first} - b.last, std::int64_t{0}}));
}

class Linker {
 public:
  Linker(const Analysis& analysis, std::vector<Piece> pieces)
      : analysis_(analysis), tokens_(analysis.tokens) {
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.range < b.range; });
    for (const Piece& piece : pieces) {
      if (piece.role == cue) {
        attributions_.emplace_back();
        attributions_.back().cue = piece;
      } else {
        (piece.role == source ? sources_ : contents_).push_back(piece);
      }
    }
    cue_count_ = attributions_.size();
    for (const Range paragraph : analysis.paragraphs)
      has_words_around_.push_back(
          std::any_of(tokens_.begin() + paragraph.first, tokens_.begin() + paragraph.last,
                      [](const Token& token) { return token.word.has_letter && !token.is_quoted; }));
  }

  std::vector<Attribution> run() && {
    link_colons();
    link_sources();
    const Piece* marked = nullptr;        // the last piece that ends in marks
    std::optional<std::size_t> speaking;  // its attribution
    std::vector<std::optional<std::size_t>> holders;
    for (const Piece& piece : contents_) {
      std::optional<std::size_t> holder = speaking && goes_on(*marked, piece) ? speaking : best_cue(piece);
      if (!holder) holder = continued(piece);
      if (!holder && tokens_[piece.range.first].is_quoted) holder = stand_alone();
      if (holder) attributions_[*holder].contents.push_back(piece);
      holders.push_back(holder);
      if (tokens_[piece.range.last - 1].is_quoted) marked = &piece, speaking = holder;
    }
    hand_on(std::move(holders));
    for (Attribution& attribution : attributions_)
      std::sort(attribution.contents.begin(), attribution.contents.end(),
                [](const Piece& a, const Piece& b) { return a.range < b.range; });
    return std::move(attributions_);
  }

 private:
  std::uint32_t sentence(std::uint32_t i) const { return tokens_[i].sentence; }
  std::uint32_t paragraph(std::uint32_t i) const { return tokens_[i].paragraph; }
  Range cue_range(std::size_t k) const { return attributions_[k].cue->range; }

  /// `Brandt: The bridge will be rebuilt`: a colon alone joins the source that a sentence begins with to what
  /// was said.
  void link_colons() {
    std::vector<bool> used(sources_.size());
    std::erase_if(contents_, [&](const Piece& said) {
      const auto colon = colon_before(said.range);
      if (!colon) return false;
      const auto who = std::ranges::lower_bound(sources_, *colon, {},
                                                [](const Piece& source) { return source.range.last; });
      if (who == sources_.end() || who->range.last != *colon) return false;
      const std::uint32_t first = who->range.first;
      const auto s = static_cast<std::size_t>(who - sources_.begin());
      if (used[s] || analysis_.sentences[sentence(first)].first != first ||
          paragraph(first) != paragraph(said.range.last - 1))
        return false;
      attributions_.push_back({std::nullopt, *who, {said}});
      used[s] = true;
      return true;
    });
    std::size_t s = 0;
    std::erase_if(sources_, [&](const Piece&) { return used[s++]; });
  }
  /// The colon that a content begins with, or that stands before it and its opening marks.
  std::optional<std::uint32_t> colon_before(Range said) const {
    using namespace tagging::literals;
    std::uint32_t i = said.first;
    if (tokens_[i].word.form == ":"_key) return i;
    while (i > 0 && tokens_[i - 1].sign == Sign::open) --i;
    if (i == 0 || tokens_[i - 1].word.form != ":"_key) return std::nullopt;
    return i - 1;
  }

  // The nearest pairs first; before its cue a source is a little nearer.
  void link_sources() {
    struct Pair {
      double distance;
      std::size_t source, cue;
    };
    std::vector<Pair> pairs;
    for (std::size_t s = 0; s < sources_.size(); ++s) {
      const Range range = sources_[s].range;
      const std::uint32_t first = sentence(range.first), last = sentence(range.last - 1);
      for (std::size_t k = cues_before(first); k < cue_count_ && sentence(cue_range(k).first) <= last; ++k) {
        const Range at = cue_range(k);
        if (sentence(at.first) == first || sentence(at.first) == last)
          pairs.push_back({gap(range, at) + (range.first < at.first ? 0 : 0.5), s, k});
      }
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
    std::vector<bool> used(sources_.size());
    for (const Pair& pair : pairs) {
      if (used[pair.source] || attributions_[pair.cue].source) continue;
      attributions_[pair.cue].source = sources_[pair.source];
      used[pair.source] = true;
    }
  }

  /// How many cues stand before a sentence.
  std::size_t cues_before(std::uint32_t sentence_index) const {
    return sentence_index < analysis_.sentences.size()
               ? cues_before_token(analysis_.sentences[sentence_index].first)
               : cue_count_;
  }
  std::size_t cues_before_token(std::uint32_t i) const {
    const auto cues = std::span(attributions_).first(cue_count_);
    const auto at =
        std::ranges::lower_bound(cues, i, {}, [](const Attribution& a) { return a.cue->range.first; });
    return static_cast<std::size_t>(at - cues.begin());
  }

  /// Of the cues of its sentences the nearest one before the content, or the nearest behind it: any further
  /// one stands behind another, which tells against it more than anything tells for it.
  std::optional<std::size_t> best_cue(const Piece& piece) const {
    const Range range = piece.range;
    const std::size_t first = cues_before(first_cue_sentence(analysis_, range)),
                      last = cues_before(sentence(range.last - 1) + 1);
    if (first == last) {
      const Range after = asked_before(analysis_, range);
      const std::size_t k = cues_before_token(after.first);
      return k < cue_count_ && after.contains(cue_range(k).first) ? std::optional(k) : std::nullopt;
    }
    const std::size_t behind = std::clamp(cues_before_token(range.first), first, last);
    if (behind == first) return behind;
    if (behind == last) return last - 1;
    const Range before = cue_range(behind - 1);
    double cost = gap(range, before);
    // It has content behind it already, so that more of it is unlikely unless the pieces surround the cue.
    const auto& contents = attributions_[behind - 1].contents;
    if (!contents.empty() && contents.back().range.first >= before.last) cost += content_already;
    return cost <= gap(range, cue_range(behind)) + behind_content ? behind - 1 : behind;
  }

  /// The attribution that a content without a cue of its own goes on with.
  std::optional<std::size_t> continued(const Piece& piece) const {
    const std::uint32_t first = piece.range.first;
    // Without marks a sentence says itself who says it.
    if (!tokens_[first].is_quoted) return std::nullopt;
    const std::size_t before = cues_before_token(first), after = cues_before_token(piece.range.last);

    std::optional<std::size_t> chosen;
    if (before > 0) chosen = before - 1;
    if (const auto speaking = last_in_marks(before, first)) chosen = speaking;
    if (after < cue_count_) {
      const bool same = paragraph(cue_range(after).first) == paragraph(first);
      if (before == 0 || (same && paragraph(cue_range(*chosen).first) != paragraph(first))) chosen = after;
    }
    if (!chosen || !is_neighbour(attributions_[*chosen], piece)) return std::nullopt;
    return chosen;
  }

  /// The last attribution of the same paragraph before cue `end` with a marked content before `first`: one
  /// that begins in marks rather than a clause with a marked word that its speaker is told about in (`said
  /// Ana Brandt, who noted that prices had "cratered"`).
  std::optional<std::size_t> last_in_marks(std::size_t end, std::uint32_t first) const {
    constexpr std::size_t cues_back = 4;
    std::optional<std::size_t> chosen;
    for (std::size_t k = end; k > 0 && k + cues_back > end; --k) {
      const Piece* said = last_marked_before(attributions_[k - 1], first);
      if (!said || paragraph(said->range.last - 1) != paragraph(first)) continue;
      if (tokens_[said->range.first].is_quoted) return k - 1;
      if (!chosen) chosen = k - 1;
    }
    return chosen;
  }
  const Piece* last_marked_before(const Attribution& attribution, std::uint32_t first) const {
    for (auto piece = attribution.contents.rbegin(); piece != attribution.contents.rend(); ++piece)
      if (piece->range.last <= first && has_marks(analysis_, piece->range)) return &*piece;
    return nullptr;
  }

  bool is_neighbour(const Attribution& attribution, const Piece& piece) const {
    if (is_heading_beside(attribution, piece)) return false;
    if (touches(attribution.cue->range, piece) || follows(attribution, piece)) return true;
    for (const Piece& other : attribution.contents)
      if (touches(other.range, piece)) return true;
    return false;
  }
  /// `'A hard choice'` in a paragraph of its own between those of `"…"`.
  bool is_heading_beside(const Attribution& attribution, const Piece& piece) const {
    if (attribution.contents.empty() || !has_single_marks(piece.range)) return false;
    const Range other = attribution.contents.back().range;
    return paragraph(other.first) != paragraph(piece.range.first) && tokens_[other.first].is_quoted &&
           !has_single_marks(other);
  }
  bool has_single_marks(Range range) const {
    std::uint32_t open = range.first;
    while (open > 0 && range.first - open < single_reach && tokens_[open].sign != Sign::open &&
           tokens_[open - 1].is_quoted)
      --open;
    const std::string_view mark = analysis_.word(open);
    return mark == "'" || mark == "\u2018";
  }
  bool touches(Range other, const Piece& piece) const {
    const std::uint32_t first = piece.range.first, last = piece.range.last - 1;
    const auto next = [](std::uint32_t a, std::uint32_t b) { return b == a || b == a + 1; };
    if (paragraph(other.last - 1) == paragraph(first) && next(sentence(other.last - 1), sentence(first)))
      return true;
    if (paragraph(other.first) == paragraph(last) && next(sentence(last), sentence(other.first))) return true;
    const bool next_paragraph = paragraph(first) == paragraph(other.last - 1) + 1;
    const bool both_marked = tokens_[first].is_quoted && tokens_[other.last - 1].is_quoted;
    // `"…," said Ana Brandt.` and then `"…," Ivo Lind demanded.`: a paragraph with words of its own has its
    // own speaker.
    if (next_paragraph && !is_open_at_end(paragraph(first) - 1) && has_words_around_[paragraph(first)])
      return false;
    const bool at_start = first == 0 || paragraph(first - 1) != paragraph(first) ||
                          (first > 1 && paragraph(first - 2) != paragraph(first));
    return next_paragraph && both_marked && other.size() >= continuing_tokens_min && at_start;
  }
  /// `Ana Brandt said she would stay.` and a paragraph that is nothing but a quote: hers.
  bool follows(const Attribution& attribution, const Piece& piece) const {
    if (!fills_paragraph(analysis_, piece.range)) return false;
    const std::uint32_t own = paragraph(piece.range.first);
    const std::uint32_t last =
        std::max(attribution.cue->range.last,
                 attribution.contents.empty() ? 0 : attribution.contents.back().range.last) -
        1;
    return paragraph(last) + 1 == own && sentence(last) + 1 == sentence(analysis_.paragraphs[own].first);
  }

  /// `"Every time," Ana Brandt said, recalling the storm, "you hear it."`: whether a quote that was broken
  /// off at a comma goes on.
  bool goes_on(const Piece& before, const Piece& piece) const {
    using namespace tagging::literals;
    const std::uint32_t first = piece.range.first, last = before.range.last - 1;
    if (sentence(last) != sentence(first) || !tokens_[first].is_quoted || !tokens_[last].is_quoted)
      return false;
    std::uint32_t word = first, end = last;
    while (word + 1 < piece.range.last && !tokens_[word].word.has_letter) ++word;
    if (tokens_[word].word.is_capitalised || word == 0 || tokens_[word - 1].sign != Sign::open) return false;
    while (end + 1 < first && tokens_[end].sign != Sign::close) ++end;
    return end > 0 && tokens_[end].sign == Sign::close && tokens_[end - 1].word.form == ","_key;
  }

  /// A paragraph of marked words whose marks do not close goes on in the next: what is said there says who.
  void hand_on(std::vector<std::optional<std::size_t>> holders) {
    for (std::size_t i = contents_.size(); i-- > 1;) {
      const Piece &piece = contents_[i - 1], &next = contents_[i];
      const std::uint32_t own = paragraph(piece.range.first);
      if (has_words_around_[own] || !is_open_at_end(own) || (own > 0 && is_open_at_end(own - 1))) continue;
      if (paragraph(next.range.first) != own + 1 || !tokens_[next.range.first].is_quoted) continue;
      if (!holders[i - 1] || !holders[i] || holders[i - 1] == holders[i]) continue;
      std::erase_if(attributions_[*holders[i - 1]].contents,
                    [&](const Piece& other) { return other.range == piece.range; });
      holders[i - 1] = holders[i];
      attributions_[*holders[i]].contents.push_back(piece);
    }
    std::erase_if(attributions_,
                  [](const Attribution& a) { return !a.cue && !a.source && a.contents.empty(); });
  }
  /// Whether a paragraph ends inside its marks: the quote goes on.
  bool is_open_at_end(std::uint32_t paragraph) const {
    const std::uint32_t last = analysis_.paragraphs[paragraph].last - 1;
    return tokens_[last].is_quoted && tokens_[last].sign != Sign::close;
  }

  std::size_t stand_alone() {
    attributions_.emplace_back();
    return attributions_.size() - 1;
  }

  const Analysis& analysis_;
  const std::vector<Token>& tokens_;
  std::vector<Attribution> attributions_;  // those with a cue first, in text order
  std::size_t cue_count_ = 0;
  std::vector<Piece> sources_, contents_;
  std::vector<bool> has_words_around_;  // by paragraph: words outside of marks
};

}  // namespace

std::vector<Piece> make_pieces(std::span<const Candidate> candidates, std::span<const std::uint32_t> chosen) {
  std::vector<Piece> pieces;
  for (const std::uint32_t i : chosen)
    pieces.push_back({candidates[i].role, candidates[i].core, candidates[i].probability, false});
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    const Range wide = candidates[chosen[k]].range;
    Range& range = pieces[k].range;
    const std::uint32_t from = k > 0 ? pieces[k - 1].range.last : 0;
    const std::uint32_t to = k + 1 < chosen.size() ? pieces[k + 1].range.first : wide.last;
    range.first = std::min(range.first, std::max(wide.first, from));
    range.last = std::max(range.last, std::min(wide.last, to));
  }
  return pieces;
}

std::uint32_t first_cue_sentence(const Analysis& analysis, Range content) {
  using namespace tagging::literals;
  const auto& tokens = analysis.tokens;
  std::uint32_t before = content.first;
  while (before > 0 && content.first - before < 2 && tokens[before - 1].sign == Sign::open) --before;
  const std::uint32_t own = tokens[content.first].sentence;
  const bool introduced =
      before > 0 && tokens[before - 1].word.form == ":"_key && tokens[before - 1].sentence + 1 == own;
  return introduced ? own - 1 : own;
}

Range asked_before(const Analysis& analysis, Range content) {
  using namespace tagging::literals;
  const auto& tokens = analysis.tokens;
  const Range paragraph = analysis.paragraphs[tokens[content.first].paragraph];
  std::uint32_t end = content.last;
  while (end < paragraph.last && tokens[end].sign == Sign::close) ++end;
  std::uint32_t last = end - 1;
  while (last > content.first && tokens[last].sign != Sign::none) --last;
  const Key stop = tokens[last].word.form;
  const bool asks = tokens[end - 1].sign == Sign::close && (stop == "?"_key || stop == "!"_key);
  if (!asks || end >= paragraph.last || tokens[end].is_quoted ||
      tokens[end].sentence != tokens[last].sentence + 1)
    return {};
  return {end, std::min(analysis.sentences[tokens[end].sentence].last, end + asked_reach)};
}

bool fills_paragraph(const Analysis& analysis, Range content) {
  constexpr int words_min = 6;
  const auto& tokens = analysis.tokens;
  const Range paragraph = analysis.paragraphs[tokens[content.first].paragraph];
  int words = 0;
  for (std::uint32_t i = paragraph.first; i < paragraph.last; ++i) {
    if (!tokens[i].word.has_letter) continue;
    if (!tokens[i].is_quoted || !content.contains(i)) return false;
    ++words;
  }
  return words >= words_min;
}

std::vector<Attribution> link(const Analysis& analysis, std::vector<Piece> pieces) {
  return Linker(analysis, std::move(pieces)).run();
}

}  // namespace newswired::quotes
