#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"
#include "proto/span.h"

namespace newswired {

enum class QuoteKind { direct, indirect, mixed };

std::string_view to_string(QuoteKind kind);

/// Who said it, as far as the text tells.
struct Speaker {
  std::optional<std::string> name;        ///< The entity's full name when there is an entity.
  std::optional<std::uint32_t> entity;    ///< Index into the record's entities.
  std::optional<Span> mention;            ///< The words that name the source: "Lavrov", "he".

  bool operator==(const Speaker&) const = default;
};

/// One reported utterance. Direct spans exclude the outer quotation marks.
struct Quote {
  QuoteKind kind = QuoteKind::indirect;
  std::vector<Span> spans;      ///< Its parts in text order, never empty; more than one when interrupted.
  std::optional<Span> cue;      ///< "said"
  std::optional<Speaker> speaker;
  double confidence = 0;        ///< Calibrated probability that the whole is right, 0..1.

  /// From the first part's start to the last part's end.
  Span extent() const { return {spans.front().start, spans.back().end}; }
  bool operator==(const Quote&) const = default;
};

/// As in a record; offsets become code points of `text`. `text` of a quote is its parts joined by a blank.
nlohmann::json to_json(const std::vector<Quote>& quotes, std::string_view text);
Result<std::vector<Quote>> quotes_from_json(const nlohmann::json& json, std::string_view text);

}  // namespace newswired
