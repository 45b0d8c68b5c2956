#include <algorithm>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

constexpr std::uint32_t source_tokens_max = 12, aside_tokens_max = 14;
// Of 66 sentences of the training part that begin so, 61 have this source, 59 the content right behind it.
constexpr float source_probability = 0.9f, content_probability = 0.7f;

/// `According to Ana Brandt, the bridge is safe.`: where its parts stand.
struct Front {
  Range cue, source, content;
};

class Reader {
 public:
  Reader(const Analysis& analysis, Range sentence) : analysis_(analysis), sentence_(sentence) {}

  std::optional<Front> read() const {
    std::uint32_t at = sentence_.first;
    if (is("but"_key, at) || is("and"_key, at)) ++at;
    if (is("according"_key, at) && is("to"_key, at + 1)) return front({at, at + 2}, at + 2);
    if (!is("as"_key, at)) return std::nullopt;
    const auto comma = next_comma(at + 1, source_tokens_max);
    const bool puts = comma && *comma > at + 3 && is("it"_key, *comma - 1) &&
                      (is("put"_key, *comma - 2) || is("puts"_key, *comma - 2));
    if (!puts) return std::nullopt;
    return Front{{*comma - 2, *comma}, {at + 1, *comma - 2}, {*comma + 1, sentence_.last}};
  }

 private:
  bool is(Key form, std::uint32_t i) const {
    return i < sentence_.last && analysis_.tokens[i].word.form == form;
  }
  bool has_finite_verb(Range range) const {
    return std::any_of(analysis_.tokens.begin() + range.first, analysis_.tokens.begin() + range.last,
                       [](const Token& token) { return tagging::is_finite(token.tag); });
  }
  /// The first comma from `from` on, before anything marked.
  std::optional<std::uint32_t> next_comma(std::uint32_t from, std::uint32_t tokens_max) const {
    for (std::uint32_t i = from; i < std::min(sentence_.last, from + tokens_max); ++i) {
      if (analysis_.tokens[i].is_quoted) return std::nullopt;
      if (is(","_key, i)) return i;
    }
    return std::nullopt;
  }
  /// `Ana Brandt, the head of the port,`: what is said of the source up to a further comma belongs to it.
  std::uint32_t with_aside(std::uint32_t comma) const {
    const auto end = next_comma(comma + 1, aside_tokens_max);
    if (!end || !has_finite_verb({*end + 1, sentence_.last})) return comma;
    const Tag first = analysis_.tokens[comma + 1].tag;
    if (first == Tag::WP || first == Tag::WDT) return *end;
    const bool is_name = tagging::is_proper(analysis_.tokens[comma - 1].tag);
    return is_name && !has_finite_verb({comma + 1, *end}) ? *end : comma;
  }
  std::optional<Front> front(Range cue, std::uint32_t from) const {
    const auto comma = next_comma(from, source_tokens_max);
    if (!comma || *comma == from) return std::nullopt;
    const std::uint32_t end = with_aside(*comma);
    return Front{cue, {from, end}, {end + 1, sentence_.last}};
  }

  const Analysis& analysis_;
  Range sentence_;
};

/// The attribution that the sentence begins with, as it was found.
Attribution* found_at(const Front& front, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions)
    if (attribution.cue && attribution.cue->range.overlaps(front.cue)) return &attribution;
  return nullptr;
}

/// `According to plan`: nobody says it.
bool names_nobody(const Analysis& analysis, Range source) {
  const Key word = analysis.tokens[source.first].word.form;
  return source.size() == 1 && (word == "plan"_key || word == "plans"_key || word == "schedule"_key);
}

bool lies_in(const Attribution& attribution, Range sentence) {
  return std::any_of(attribution.contents.begin(), attribution.contents.end(),
                     [&](const Piece& piece) { return piece.range.overlaps(sentence); });
}

}  // namespace

void read_fronted(const Analysis& analysis, std::vector<Attribution>& attributions) {
  for (const Range sentence : analysis.sentences) {
    const auto front = Reader(analysis, sentence).read();
    if (!front) continue;
    const Piece said{content, core_of(analysis, front->content), content_probability, false};
    if (said.range.size() == 0) continue;
    Attribution* found = found_at(*front, attributions);
    if (names_nobody(analysis, front->source)) {
      if (found) found->contents.clear();
      continue;
    }
    if (!found) {
      std::erase_if(attributions, [&](const Attribution& other) { return lies_in(other, sentence); });
      attributions.push_back({Piece{cue, front->cue, content_probability, false}, std::nullopt, {said}});
      found = &attributions.back();
    }
    const bool takes_source =
        std::any_of(found->contents.begin(), found->contents.end(),
                    [&](const Piece& piece) { return piece.range.first < front->source.last; });
    if (found->source && found->source->range.overlaps(front->source) && !takes_source) continue;
    found->cue->range = front->cue;
    found->source = Piece{source, front->source, source_probability, false};
    // What was found keeps its end, but not the words of its source.
    for (Piece& piece : found->contents)
      if (piece.range.first < said.range.first)
        piece = {content, {said.range.first, piece.range.last}, said.probability, false};
    std::erase_if(found->contents, [](const Piece& piece) { return piece.range.last <= piece.range.first; });
    if (found->contents.empty()) found->contents = {said};
  }
}

}  // namespace newswired::quotes
