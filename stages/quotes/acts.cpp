#include <algorithm>
#include <array>

#include "stages/quotes/attributions.h"

namespace newswired::quotes {
namespace {

/// What is done to a thing, not said of it.
bool is_act(Key lemma) {
  static const std::array<Key, 30> verbs = {
      lemma_of("approve"), lemma_of("adopt"),  lemma_of("pass"),    lemma_of("sign"),    lemma_of("sentence"),
      lemma_of("jail"),    lemma_of("fine"),   lemma_of("arrest"),  lemma_of("appoint"), lemma_of("elect"),
      lemma_of("hire"),    lemma_of("fire"),   lemma_of("win"),     lemma_of("watch"),   lemma_of("meet"),
      lemma_of("visit"),   lemma_of("launch"), lemma_of("build"),   lemma_of("buy"),     lemma_of("sell"),
      lemma_of("attend"),  lemma_of("face"),   lemma_of("receive"), lemma_of("hold"),    lemma_of("begin"),
      lemma_of("open"),    lemma_of("close"),  lemma_of("lead"),    lemma_of("join"),    lemma_of("spot")};
  return std::find(verbs.begin(), verbs.end(), lemma) != verbs.end();
}

/// Whether the contents hold a verb or marked words: without either they name a thing.
bool reports_words(const Analysis& analysis, const Attribution& attribution) {
  return std::any_of(attribution.contents.begin(), attribution.contents.end(), [&](const Piece& piece) {
    for (std::uint32_t i = piece.range.first; i < piece.range.last; ++i) {
      const Token& token = analysis.tokens[i];
      if (token.is_quoted || tagging::is_verb(token.tag) || token.tag == Tag::TO) return true;
    }
    return false;
  });
}

/// `called at two`: numbers and small words alone.
bool names_nothing(const Analysis& analysis, const Attribution& attribution) {
  return std::all_of(attribution.contents.begin(), attribution.contents.end(), [&](const Piece& piece) {
    for (std::uint32_t i = piece.range.first; i < piece.range.last; ++i) {
      const Tag tag = analysis.tokens[i].tag;
      if (analysis.tokens[i].word.has_letter && tag != Tag::IN && tag != Tag::CD && tag != Tag::DT)
        return false;
    }
    return true;
  });
}

}  // namespace

void drop_acts(const Analysis& analysis, std::vector<Attribution>& attributions) {
  std::erase_if(attributions, [&](const Attribution& attribution) {
    if (!attribution.cue || reports_words(analysis, attribution)) return false;
    if (names_nothing(analysis, attribution)) return true;
    const Range cue = attribution.cue->range;
    return std::any_of(analysis.tokens.begin() + cue.first, analysis.tokens.begin() + cue.last,
                       [](const Token& token) { return is_act(token.lemma); });
  });
}

}  // namespace newswired::quotes
