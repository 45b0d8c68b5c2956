#pragma once

#include <string_view>
#include <vector>

#include "stages/quotes/features.h"
#include "stages/tagging/span_chain.h"
#include "stages/tagging/weight_table.h"

namespace newswired::quotes {

/// A span proposed by a stage, in tokens of the document.
struct ProposedSpan {
  Role role = content;
  Range range;
  float probability = 0;
};

/// Spans less probable than this are not proposed.
inline constexpr float proposal_min = 0.01f;

/// The conditional random field that gives every token its chances of being content, cue or source.
/// Borrows the bytes of its tables. Thread-safe for const use.
class Stage {
 public:
  static Result<Stage> open(std::string_view node_table, std::string_view step_table);

  struct Answer {
    std::vector<Posterior> posteriors;  ///< By token of the document.
    std::vector<ProposedSpan> spans;    ///< By paragraph; empty unless asked for.
  };
  Answer run(const std::vector<ParagraphView>& views, bool with_spans) const;

 private:
  tagging::Scores scores(const KeyRows& nodes, const KeyRows& steps) const;

  tagging::WeightTable nodes_, steps_;
};

/// Adds what a chain found in the paragraph that begins at token `first`.
void collect(const tagging::SpanChain& chain, std::uint32_t first, bool with_spans, Stage::Answer& out);

}  // namespace newswired::quotes
