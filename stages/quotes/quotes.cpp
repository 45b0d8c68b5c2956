#include "stages/quotes/quotes.h"

#include "stages/quotes/model_parts.h"
#include "stages/quotes/speakers.h"

namespace newswired::quotes {
namespace {

constexpr std::string_view model_language = "en";

bool is_marked(const Analysis& analysis, Range range) {
  for (std::uint32_t i = range.first; i < range.last; ++i)
    if (analysis.tokens[i].word.has_letter && !analysis.tokens[i].is_quoted) return false;
  return true;
}

/// Takes signs off the ends that do not belong to what was said: the marks around a piece that is wholly
/// marked, and the commas and colons that join it to its attribution.
Range without_signs(const Analysis& analysis, Range range) {
  const bool marked = is_marked(analysis, range);
  const auto droppable = [&](std::uint32_t i) {
    if (analysis.tokens[i].sign != Sign::none) return marked;
    const std::string_view word = analysis.word(i);
    return word == "," || word == ":" || (!marked && (word == "-" || word == "\u2014"));
  };
  while (range.size() > 1 && droppable(range.first)) ++range.first;
  while (range.size() > 1 && droppable(range.last - 1)) --range.last;
  return range;
}

QuoteKind kind_of(MarkKind kind) {
  switch (kind) {
    case MarkKind::direct:
      return QuoteKind::direct;
    case MarkKind::mixed:
      return QuoteKind::mixed;
    case MarkKind::indirect:
      break;
  }
  return QuoteKind::indirect;
}

Quote quote_of(const Analysis& analysis, const Attribution& attribution, std::optional<Speaker> speaker) {
  Quote quote;
  quote.kind = kind_of(mark_kind(analysis, attribution));
  for (const Piece& piece : attribution.contents)
    quote.spans.push_back(analysis.bytes(without_signs(analysis, piece.range)));
  if (attribution.cue) quote.cue = analysis.bytes(attribution.cue->range);
  quote.speaker = std::move(speaker);
  quote.confidence = attribution.confidence;
  return quote;
}

}  // namespace

bool supports(std::string_view language) {
  return language == model_language;
}

std::vector<Quote> find_quotes(const Model& model, const Document& document,
                               std::span<const Entity> entities) {
  if (!document.language.empty() && !supports(document.language)) return {};
  const ModelParts& parts = model.parts();
  const Analysis analysis = analyse(document.text, parts.tagger);
  const std::vector<Candidate> candidates = find_candidates(parts, analysis);
  const std::vector<Attribution> attributions = find_attributions(parts, analysis, candidates);
  const auto speakers = find_speakers(analysis, attributions, entities, parts.ranker);

  std::vector<Quote> quotes;
  for (std::size_t i = 0; i < attributions.size(); ++i)
    quotes.push_back(quote_of(analysis, attributions[i], speakers[i]));
  return quotes;
}

}  // namespace newswired::quotes
