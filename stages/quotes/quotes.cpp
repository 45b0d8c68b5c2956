#include "stages/quotes/quotes.h"

#include "stages/quotes/model_parts.h"
#include "stages/quotes/speakers.h"

namespace newswired::quotes {
namespace {

constexpr std::string_view model_language = "en";

/// Takes signs off the ends that do not belong to what was said: outer marks and the commas and colons that join it
/// to its attribution.
Range without_marks(const Analysis& analysis, Range range, bool is_marked) {
  const auto droppable = [&](std::uint32_t i) {
    const std::string_view word = analysis.word(i);
    return analysis.tokens[i].sign != Sign::none || word == "," || word == ":" || (!is_marked && (word == "-" || word == "\u2014"));
  };
  // Marks go from both ends of what is wholly marked; a mark inside a mixed quote is part of it.
  while (range.size() > 1 && droppable(range.first) && (is_marked || analysis.tokens[range.first].sign == Sign::none)) ++range.first;
  while (range.size() > 1 && droppable(range.last - 1) && (is_marked || analysis.tokens[range.last - 1].sign == Sign::none)) --range.last;
  return range;
}

QuoteKind kind_of(MarkKind kind) {
  switch (kind) {
    case MarkKind::direct: return QuoteKind::direct;
    case MarkKind::mixed: return QuoteKind::mixed;
    case MarkKind::indirect: break;
  }
  return QuoteKind::indirect;
}

Quote quote_of(const ModelParts& parts, const Analysis& analysis, const Attribution& attribution, std::optional<Speaker> speaker) {
  Quote quote;
  const MarkKind kind = mark_kind(analysis, attribution);
  quote.kind = kind_of(kind);
  for (const Piece& piece : attribution.contents)
    quote.spans.push_back(analysis.bytes(without_marks(analysis, piece.range, kind == MarkKind::direct)));
  if (attribution.cue) quote.cue = analysis.bytes(attribution.cue->range);
  quote.speaker = std::move(speaker);
  quote.confidence = confidence(parts.confidence, confidence_features(analysis, attribution));
  return quote;
}

}  // namespace

bool supports(std::string_view language) { return language == model_language; }

std::vector<Quote> find_quotes(const Model& model, const Document& document, std::span<const Entity> entities) {
  if (!document.language.empty() && !supports(document.language)) return {};
  const ModelParts& parts = model.parts();
  const Analysis analysis = analyse(document.text, parts.tagger);
  const std::vector<Candidate> candidates = find_candidates(parts, analysis);
  const std::vector<Attribution> attributions = find_attributions(parts, analysis, candidates);
  const auto speakers = find_speakers(analysis, attributions, entities, parts.ranker);

  std::vector<Quote> quotes;
  for (std::size_t i = 0; i < attributions.size(); ++i)
    quotes.push_back(quote_of(parts, analysis, attributions[i], speakers[i]));
  return quotes;
}

}  // namespace newswired::quotes
