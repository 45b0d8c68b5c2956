#include "stages/quotes/stage.h"

#include <array>

namespace newswired::quotes {
namespace {

/// Sums the rows of token `i`. Whole numbers: exact in any order.
template <std::size_t Width>
std::array<std::int16_t, tagging::WeightTable::summed_width(Width)> sum_rows(
    const tagging::WeightTable& table, const KeyRows& rows, std::size_t i) {
  std::array<std::int16_t, tagging::WeightTable::summed_width(Width)> sums{};
  table.sum(rows.keys, rows.begins[i], rows.begins[i + 1], sums.data());
  return sums;
}

}  // namespace

Result<Stage> Stage::open(std::string_view node_table, std::string_view step_table) {
  auto nodes = tagging::WeightTable::open(node_table, tagging::label_count - 1);
  if (!nodes) return nodes.error();
  auto steps = tagging::WeightTable::open(step_table, tagging::transition_count);
  if (!steps) return steps.error();
  Stage stage;
  stage.nodes_ = *nodes;
  stage.steps_ = *steps;
  return stage;
}

tagging::Scores Stage::scores(const KeyRows& nodes, const KeyRows& steps) const {
  const std::size_t size = nodes.begins.size() - 1;
  tagging::Scores out;
  out.reset(size);
  for (std::size_t i = 0; i < size; ++i) {
    const auto node = sum_rows<tagging::label_count - 1>(nodes_, nodes, i);
    for (std::size_t k = 0; k < tagging::label_count - 1; ++k)
      out.nodes[i][k + 1] = static_cast<float>(node[k]) * nodes_.scale();
    const auto step = sum_rows<tagging::transition_count>(steps_, steps, i);
    for (std::size_t k = 0; k < tagging::transition_count; ++k)
      out.steps[i][k] = static_cast<float>(step[k]) * steps_.scale();
  }
  return out;
}

Stage::Answer Stage::run(const std::vector<ParagraphView>& views, bool with_spans) const {
  Answer answer;
  KeyRows nodes, steps;
  tagging::SpanChain chain;
  for (std::size_t p = 0; p < views.size(); ++p) {
    nodes.clear();
    steps.clear();
    add_node_features(views, p, nodes);
    add_step_features(views[p], steps);
    chain.run(scores(nodes, steps));
    collect(chain, views[p].range.first, with_spans, answer);
  }
  return answer;
}

void collect(const tagging::SpanChain& chain, std::uint32_t first, bool with_spans, Stage::Answer& out) {
  for (std::size_t i = 0; i < chain.size(); ++i) out.posteriors.push_back(chain.nodes(i));
  if (!with_spans) return;
  for (const tagging::SpanPosterior& span : chain.spans(proposal_min))
    out.spans.push_back(
        {static_cast<Role>(span.role), {first + span.first, first + span.last}, span.probability});
}

}  // namespace newswired::quotes
